// The two spellings of flags, in camelCase and with hyphens: both are understood, one is printed.

/** bp's own flags, in bp's spelling; all others have hyphens, as gh's `--with-token` has. */
const asInBp: ReadonlySet<string> = new Set(['workspaceId', 'apiUrl', 'botpressHome']);

/** @param flag its name in camelCase @returns with its dashes: `--with-token` */
export function written(flag: string): string {
  if (asInBp.has(flag)) return `--${flag}`;
  return `--${flag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

/** @param typed without its leading dashes: `with-token` or `withToken` @returns its name in camelCase */
export function flagNamed(typed: string): string {
  return typed.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * @param flag its name in camelCase
 * @returns the flag that turns it off: `--no-browser`
 */
export const denied = (flag: string) => `--no-${written(flag).slice('--'.length)}`;
