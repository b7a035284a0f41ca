// The rules by which the shell hook runs a plain `bp` or `adk`. They look at the command line
// alone.

/** A program that the hook wraps. */
export type HookedProgram = 'bp' | 'adk';

export type HookedRun =
  /**
   * Unchanged, in the shell's environment. `because` is a reason to tell the user, null if nobody
   * will wonder.
   */
  | { type: 'as-is'; because: 'own-credentials' | null }
  /**
   * Through `exec`, with these arguments. `profile` is the one that the command line named, null if
   * it named none.
   */
  | { type: 'exec'; profile: string | null; args: readonly string[] };

/** Commands that need no credentials or bring their own. */
const asTheyAre: readonly string[] = [
  'login',
  'logout',
  'profiles',
  'init',
  'build',
  'lint',
  'help',
  'version',
];

/** Flags of bp that bring credentials of their own. */
const ownCredentials: readonly string[] = ['token', 'workspaceId', 'apiUrl'];

/** bp's global flags that take a value. */
const withValue: readonly string[] = [...ownCredentials, 'profile', 'botpressHome', 'workDir'];

const asIs = (because: 'own-credentials' | null = null): HookedRun => ({ type: 'as-is', because });

/** @param args the words after the program's name. Pure. */
export function hookedRun(program: HookedProgram, args: readonly string[]): HookedRun {
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  if (own.some(word => ['--help', '-h', '--version', '-v', '-V'].includes(word))) return asIs();
  const { command, flags, rest } = read(args);
  if (command === null || asTheyAre.includes(command)) return asIs();
  // The ADK's own --profile names a profile in its own file.
  if (program === 'adk') return flags.has('profile') ? asIs('own-credentials') : exec(null, args);
  if (ownCredentials.some(flag => flags.has(flag))) return asIs('own-credentials');
  const profile = flags.get('profile') ?? null;
  return exec(profile, profile === null ? args : rest);
}

const exec = (profile: string | null, args: readonly string[]): HookedRun => ({
  type: 'exec',
  profile,
  args,
});

/** The command, the flags with their values, and the words without `--profile NAME`. */
function read(args: readonly string[]) {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  let command: string | null = null;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      rest.push(...args.slice(at));
      break;
    }
    const [, long, value] = /^--([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
    const name = long === undefined ? (word === '-p' ? 'profile' : null) : camelCase(long);
    if (name === null) {
      if (!word.startsWith('-')) command ??= word;
      rest.push(word);
      continue;
    }
    const taken = value === undefined && withValue.includes(name) ? (args[at + 1] ?? '') : null;
    flags.set(name, value ?? taken ?? '');
    if (taken !== null) at += 1;
    if (name !== 'profile') rest.push(word, ...(taken === null ? [] : [taken]));
  }
  return { command, flags, rest };
}

const camelCase = (flag: string) => flag.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
