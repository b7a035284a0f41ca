// Owns putting a value into a command so that it runs as printed and nothing breaks out of it.

/** One shell word: bare where that is safe, else quoted for a POSIX shell or, on Windows, PowerShell. */
export function quote(value: string, platform: NodeJS.Platform): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(value)) return value;
  if (platform === 'win32') return `'${value.replaceAll("'", "''")}'`;
  // What a terminal would act on is spelled out; bash and zsh read it back.
  if (/[^\P{C}\u200d]/u.test(value)) return `$'${[...value].map(spelled).join('')}'`;
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** Words as one line to be copied into a shell. */
export function commandLine(words: readonly string[], platform: NodeJS.Platform): string {
  return words.map(word => quote(word, platform)).join(' ');
}

function spelled(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!/\p{C}/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = (digits: number) => code.toString(16).padStart(digits, '0');
  return code < 0x80 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}
