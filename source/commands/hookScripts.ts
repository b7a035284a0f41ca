// The scripts that `hook` prints. They contain completion, a function for prompts, and functions
// that run plain `bp` and `adk` through `exec`.
import { completionScripts } from './completionScripts.ts';

// All decisions are made by `bp-auth exec --hooked`, for all shells alike. These scripts only call
// it, and say if `bp` or `adk` already is an alias or a function of the user's. In shells that are
// not interactive they do nothing.

const bash = `# bp-auth hook bash
if [[ $- == *i* ]]; then
_bp_auth_run() {
  if type -P bp-auth >/dev/null; then command bp-auth exec --hooked -- "$@"; else command "$@"; fi
}
_bp_auth_taken() {
  printf 'bp-auth: %s is %s of yours, and stays as it is. To run it as the right account: bp-auth exec -- %s\\n' "$1" "$2" "$1" >&2
}
if [[ -n \${_bp_auth_hooked-} ]]; then :
elif alias bp >/dev/null 2>&1; then _bp_auth_taken bp 'an alias'
elif declare -F bp >/dev/null; then _bp_auth_taken bp 'a function'
else function bp { _bp_auth_run bp "$@"; }
fi
if [[ -n \${_bp_auth_hooked-} ]]; then :
elif alias adk >/dev/null 2>&1; then _bp_auth_taken adk 'an alias'
elif declare -F adk >/dev/null; then _bp_auth_taken adk 'a function'
else function adk { _bp_auth_run adk "$@"; }
fi
_bp_auth_hooked=1
# For PROMPT_COMMAND: sets BP_AUTH_PROMPT to the profile that applies here. Nothing is started while directory,
# variables and files are as they were.
bp_auth_prompt() {
  local status=$? home=\${BP_BOTPRESS_HOME:-\${HOME-}/.botpress} file fresh=1
  local key="$PWD|\${BP_PROFILE-}|\${BP_TOKEN-}|\${BP_WORKSPACE_ID-}|\${BOTPRESS_TOKEN-}|$home"
  [[ -n \${_bp_auth_stamp-} && \${_bp_auth_key-} == "$key" ]] || fresh=
  if [[ -n $fresh ]]; then
    local there=
    for file in "$home/config.json" "$home/profiles.json" "$home/global.cache.json" .env; do
      if [[ -e $file ]]; then
        there+=1
        [[ $_bp_auth_stamp -nt $file ]] || fresh=
      else there+=0
      fi
    done
    [[ $there == "\${_bp_auth_there-}" ]] || fresh=
  fi
  if [[ -z $fresh ]]; then
    if [[ -z \${_bp_auth_stamp-} ]]; then
      _bp_auth_stamp=$(mktemp 2>/dev/null) || _bp_auth_stamp=
      [[ -n $(trap -p EXIT) ]] || trap 'rm -f -- "$_bp_auth_stamp"' EXIT
    fi
    _bp_auth_key=$key _bp_auth_there=
    for file in "$home/config.json" "$home/profiles.json" "$home/global.cache.json" .env; do
      if [[ -e $file ]]; then _bp_auth_there+=1; else _bp_auth_there+=0; fi
    done
    [[ -z $_bp_auth_stamp ]] || : >| "$_bp_auth_stamp"
    BP_AUTH_PROMPT=$(command bp-auth profiles active --short 2>/dev/null) || BP_AUTH_PROMPT=
  fi
  (( BASH_SUBSHELL == 0 )) || printf %s "$BP_AUTH_PROMPT"
  return $status
}
${completionScripts.bash}fi
`;

const zsh = `# bp-auth hook zsh
if [[ -o interactive ]]; then
_bp_auth_run() {
  if whence -p bp-auth >/dev/null; then command bp-auth exec --hooked -- "$@"; else command "$@"; fi
}
_bp_auth_taken() {
  print -ru2 -- "bp-auth: $1 is $2 of yours, and stays as it is. To run it as the right account: bp-auth exec -- $1"
}
if [[ -z \${_bp_auth_hooked-} ]]; then
  if (( \${+aliases[bp]} )); then _bp_auth_taken bp 'an alias'
  elif (( \${+functions[bp]} )); then _bp_auth_taken bp 'a function'
  else functions[bp]='_bp_auth_run bp "$@"'
  fi
  if (( \${+aliases[adk]} )); then _bp_auth_taken adk 'an alias'
  elif (( \${+functions[adk]} )); then _bp_auth_taken adk 'a function'
  else functions[adk]='_bp_auth_run adk "$@"'
  fi
fi
_bp_auth_hooked=1
zmodload -F zsh/stat b:zstat 2>/dev/null
# For precmd_functions: sets BP_AUTH_PROMPT to the profile that applies here. Nothing is started while directory,
# variables and files are as they were.
bp_auth_prompt() {
  local code=$? home=\${BP_BOTPRESS_HOME:-\${HOME-}/.botpress} key file
  local -a when
  key="$PWD|\${BP_PROFILE-}|\${BP_TOKEN-}|\${BP_WORKSPACE_ID-}|\${BOTPRESS_TOKEN-}|$home"
  for file in $home/config.json $home/profiles.json $home/global.cache.json .env; do
    when=()
    zstat -A when -F '%s.%N' +mtime -- $file 2>/dev/null
    key+="|\${when[1]-}"
  done
  if [[ $key != "\${_bp_auth_key-}" ]]; then
    _bp_auth_key=$key
    BP_AUTH_PROMPT=$(command bp-auth profiles active --short 2>/dev/null) || BP_AUTH_PROMPT=
    BP_AUTH_PROMPT=\${BP_AUTH_PROMPT//\\%/%%}
  fi
  (( ZSH_SUBSHELL == 0 )) || print -rn -- "$BP_AUTH_PROMPT"
  return $code
}
${completionScripts.zsh.replace(/^(?:#compdef|whence|compdef) .*\n/gm, '')}# A compinit of our own would take longer than all the rest. The user's compinit may come later.
_bp_auth_complete() {
  precmd_functions=("\${(@)precmd_functions:#_bp_auth_complete}")
  if (( \${+functions[compdef]} )); then compdef _bp_auth bp-auth; fi
}
if (( \${+functions[compdef]} )); then compdef _bp_auth bp-auth
else precmd_functions+=(_bp_auth_complete)
fi
fi
`;

const fish = `# bp-auth hook fish
if status is-interactive
function _bp_auth_run
  if command -q bp-auth; command bp-auth exec --hooked -- $argv; else; command $argv; end
end
if not set -q _bp_auth_hooked
  for name in bp adk
    if functions -q $name
      echo "bp-auth: $name is a function or an alias of yours, and stays as it is. To run it as the right account: bp-auth exec -- $name" >&2
    else
      function $name --inherit-variable name
        _bp_auth_run $name $argv
      end
    end
  end
  set -g _bp_auth_hooked 1
end
# The profile that applies here, for prompts. Nothing is started while directory, variables and files are as they were.
function bp_auth_prompt
  set -l home $HOME/.botpress
  if set -q BP_BOTPRESS_HOME; and test -n "$BP_BOTPRESS_HOME"; set home $BP_BOTPRESS_HOME; end
  set -l key "$PWD|$BP_PROFILE|$BP_TOKEN|$BP_WORKSPACE_ID|$BOTPRESS_TOKEN|$home"
  for file in $home/config.json $home/profiles.json $home/global.cache.json .env
    set -l when (path mtime -- $file 2>/dev/null)
    set key "$key|$when"
  end
  # Times are exact to the second only: after a change, the next prompt asks once more.
  if test "$key" != "$_bp_auth_key"; or not set -q _bp_auth_settled
    set -e _bp_auth_settled
    if test "$key" = "$_bp_auth_key"; set -g _bp_auth_settled 1; end
    set -g _bp_auth_key $key
    set -g BP_AUTH_PROMPT (command bp-auth profiles active --short 2>/dev/null)
  end
  echo -n $BP_AUTH_PROMPT
end
${completionScripts.fish}end
`;

/** One fixed text for each shell. */
export const hookScripts = { bash, zsh, fish } as const;
