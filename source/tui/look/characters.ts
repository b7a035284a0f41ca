// The check whether a terminal can show the characters of our signs.

type Env = Readonly<Record<string, string | undefined>>;

/** Terminals on Windows that can show our signs; the old console of Windows cannot. */
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

/** The rule of is-unicode-supported: outside Windows only the Linux kernel's console cannot. */
export function canShowSigns(env: Env, platform: NodeJS.Platform): boolean {
  if (platform !== 'win32') return env.TERM !== 'linux';
  return onWindows.some(([name, value]) =>
    value === null ? Boolean(env[name]) : env[name] === value,
  );
}
