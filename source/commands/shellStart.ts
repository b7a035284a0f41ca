// The way to start the user's shell so that the profile's variables win over its start-up files.
// Pure.
import { posix } from 'node:path';
import { nameForPrompt } from '../profiles/name.ts';
import { markName } from '../secrets/variables.ts';

/**
 * The prefix of each variable's copy. Our start-up file restores the variables from the copies
 * after the user's own files have run.
 */
const kept = 'BP_AUTH_KEPT_';

export type ShellStart = {
  program: string;
  args: string[];
  /** The environment, plus a copy of each variable that has to survive the start-up files. */
  env: Record<string, string | undefined>;
  /** Files to write into `directory`, by name. They hold the names of variables, never values. */
  files: Record<string, string>;
  /**
   * Whether the profile's variables are set again after the user's start-up files; false for shells
   * where we cannot add to those files.
   */
  heedsStartUp: boolean;
};

/**
 * @param shell the user's shell: a path or a name
 * @param env the environment with the profile in it
 * @param names the variables of the profile
 * @param directory where the files will be
 * @param label the mark in the prompt
 */
export function shellStart(
  shell: string,
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
  directory: string,
  label: string,
): ShellStart {
  const copies = Object.fromEntries(names.map(name => [kept + name, env[name] ?? '']));
  const mark = nameForPrompt(label);
  const all = { ...env, ...copies, [markName]: mark };
  const start = { program: shell, args: [], env: all, files: {}, heedsStartUp: true };
  switch (posix.basename(shell)) {
    case 'bash':
      return {
        ...start,
        args: ['--rcfile', posix.join(directory, 'bashrc'), '-i'],
        files: { bashrc: bashFile(names) },
      };
    case 'zsh':
      return {
        ...start,
        args: ['-i'],
        env: {
          ...all,
          ZDOTDIR: directory,
          BP_AUTH_ZDOTDIR: env.ZDOTDIR ?? '',
          BP_AUTH_OWN_ZDOTDIR: env.ZDOTDIR === undefined ? '' : '1',
        },
        files: { '.zshenv': zshenvFile, '.zshrc': zshFile(names) },
      };
    case 'fish':
      return { ...start, args: ['--interactive', '--init-command', fishText(names)] };
    default:
      return { ...start, env: { ...env, [markName]: mark }, heedsStartUp: false };
  }
}

const bashFile = (names: readonly string[]) => `[ -f /etc/bash.bashrc ] && . /etc/bash.bashrc
[ -f ~/.bashrc ] && . ~/.bashrc
${names.map(name => `export ${name}="$${kept}${name}"; unset ${kept}${name}`).join('\n')}
PS1="($BP_AUTH_SHELL) \${PS1-}"
`;

const zshenvFile = `_bp_auth_directory=$ZDOTDIR
if [[ -n $BP_AUTH_OWN_ZDOTDIR ]]; then ZDOTDIR=$BP_AUTH_ZDOTDIR; else unset ZDOTDIR; fi
[[ -f \${ZDOTDIR:-$HOME}/.zshenv ]] && source \${ZDOTDIR:-$HOME}/.zshenv
_bp_auth_own=\${ZDOTDIR-}
ZDOTDIR=$_bp_auth_directory
`;

const zshFile = (
  names: readonly string[],
) => `if [[ -n $_bp_auth_own ]]; then ZDOTDIR=$_bp_auth_own; else unset ZDOTDIR; fi
[[ -z \${HISTFILE-} || $HISTFILE == $_bp_auth_directory/* ]] && HISTFILE=\${ZDOTDIR:-$HOME}/.zsh_history
[[ -f \${ZDOTDIR:-$HOME}/.zshrc ]] && source \${ZDOTDIR:-$HOME}/.zshrc
${names.map(name => `export ${name}="$${kept}${name}"; unset ${kept}${name}`).join('\n')}
unset BP_AUTH_ZDOTDIR BP_AUTH_OWN_ZDOTDIR _bp_auth_own _bp_auth_directory
PROMPT="(\${BP_AUTH_SHELL//\\%/%%}) \${PROMPT-}"
`;

const fishText = (names: readonly string[]) =>
  [
    ...names.map(name => `set -gx ${name} $${kept}${name}; set -e ${kept}${name}`),
    'functions -q fish_prompt; and functions -c fish_prompt _bp_auth_own_prompt',
    'function fish_prompt; echo -n "($BP_AUTH_SHELL) "; _bp_auth_own_prompt; end',
  ].join('; ');
