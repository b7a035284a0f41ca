// The recognition of a program in a command line: whether the line starts it, directly or through a
// package runner, and with which arguments.

/** A program that `exec` recognises: bp or the ADK. */
export type Tool = {
  name: string;
  /** Whether a word after a package runner names this program's package: `@botpress/cli@7.1.2`. */
  isPackage: (word: string) => boolean;
};

const packageRunners: readonly string[] = ['npx', 'pnpx', 'bunx', 'npm', 'pnpm', 'yarn', 'bun'];
const isRunnersOwn = (word: string) =>
  word.startsWith('-') || ['exec', 'x', 'dlx', 'run'].includes(word);
/** As in `npx -p PACKAGE COMMAND`. */
const isPackageFlag = (flag: string) => flag === '-p' || flag === '--package';

/** @returns the tool's arguments; null if another program is started */
export function argumentsOf(
  tool: Tool,
  program: string,
  args: readonly string[],
  platform: NodeJS.Platform,
): readonly string[] | null {
  const name = nameOf(program, platform);
  if (name === tool.name) return args;
  if (!packageRunners.includes(name)) return null;
  const at = args.findIndex(
    (word, index) => !isRunnersOwn(word) && !isPackageFlag(args[index - 1] ?? ''),
  );
  const word = args[at] ?? '';
  const isIt = nameOf(word, platform) === tool.name || tool.isPackage(word);
  return isIt ? args.slice(at + 1) : null;
}

/** The last part of a path, without the extension that Windows adds to programs. */
function nameOf(program: string, platform: NodeJS.Platform): string {
  const base = program.split(/[/\\]/).at(-1) ?? '';
  const bare = base.replace(/\.(?:cmd|exe|ps1|bat)$/i, '');
  return platform === 'win32' || platform === 'darwin' ? bare.toLowerCase() : bare;
}

/** A long flag's name in our own spelling: `--workspace-id` is `workspaceId`. */
export const camelCase = (flag: string) =>
  flag.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/**
 * The first word that is neither a flag nor a flag's value.
 * @param valueFlags names of the flags that take a value of their own
 */
export function commandOf(
  args: readonly string[],
  valueFlags: readonly string[],
): string | undefined {
  const isValue = (index: number) => {
    const before = args[index - 1] ?? '';
    return before.startsWith('--') && valueFlags.includes(camelCase(before.slice(2)));
  };
  return args.find((word, index) => !word.startsWith('-') && !isValue(index));
}

/** The words before the tool's own `--`. */
export const beforeDashes = (args: readonly string[]): readonly string[] =>
  args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
