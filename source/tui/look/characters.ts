// Whether a terminal has the characters that our signs are made of.

type Env = Readonly<Record<string, string | undefined>>;

/** Terminals on Windows that have them; its own old console has not. */
const onWindows: ReadonlyArray<readonly [variable: string, value: string | null]> = [
  ['WT_SESSION', null],
  ['TERMINUS_SUBLIME', null],
  ['ConEmuTask', '{cmd::Cmder}'],
  ['TERM_PROGRAM', 'Terminus-Sublime'],
  ['TERM_PROGRAM', 'vscode'],
  ['TERM', 'xterm-256color'],
  ['TERM', 'alacritty'],
  ['TERM', 'rxvt-unicode'],
  ['TERM', 'rxvt-unicode-256color'],
  ['TERMINAL_EMULATOR', 'JetBrains-JediTerm'],
];

/** The rule of is-unicode-supported; elsewhere than on Windows only the console of the Linux kernel has not. */
export function canShowSigns(env: Env, platform: NodeJS.Platform): boolean {
  if (platform !== 'win32') return env.TERM !== 'linux';
  return onWindows.some(([name, value]) =>
    value === null ? Boolean(env[name]) : env[name] === value,
  );
}
