// The completion scripts. They only pass the typed words to bp-auth and print its answer: no word
// is ever evaluated or used as a pattern.

export const completionScripts = {
  bash: `_bp_auth() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    printf -v word %q "$word"
    COMPREPLY+=("$word")
  done < <(bp-auth completion --words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _bp_auth bp-auth
`,
  zsh: `#compdef bp-auth
whence compdef >/dev/null || { autoload -Uz compinit && compinit -i -D }
_bp_auth() {
  local -a found
  found=("\${(@f)$(bp-auth completion --words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=("\${(@)found:#}")
  if (( $#found )); then compadd -- "\${found[@]}"; else _files; fi
}
compdef _bp_auth bp-auth
`,
  fish: `function __bp_auth_words
  set -l words (commandline -opc)[2..-1] (commandline -ct)
  set -l found (bp-auth completion --words -- $words 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c bp-auth -f -a '(__bp_auth_words)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName bp-auth, bp-auth.cmd, bp-auth.ps1 -ScriptBlock {
  param($word, $line, $cursor)
  $before = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } |
    ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { $_.Extent.Text } })
  $typed = $word -replace '^[''"]|[''"]$', ''
  & bp-auth completion --words "--word=$typed" '--' @before 2>$null | ForEach-Object {
    $plain = '^[A-Za-z_][\\w./:=+-]*$|^-[\\w=-]*$'
    $quoted = if ($_ -match $plain) { $_ } else { "'" + ($_ -replace '([\\u0027\\u2018-\\u201b])', '$1$1') + "'" }
    [System.Management.Automation.CompletionResult]::new($quoted, $_, 'ParameterValue', $_)
  }
}
`,
} as const;
