// `exec -- bp …`: bp's flags and commands that conflict with the credentials that bp is given.
// Decided from the command line alone.
import { type Advice, joined, line, profileFlag, type Sentence, say } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import { redact } from '../secrets/kind.ts';
import { argumentsOf, beforeDashes, camelCase, commandOf, type Tool } from './startedProgram.ts';

/** bp's flags for credentials; each takes a value. */
const credentialFlags = ['token', 'workspaceId', 'apiUrl', 'profile'] as const;
type CredentialFlag = (typeof credentialFlags)[number];

/** bp's commands that change what bp has stored. */
const storingCommands = ['login', 'logout', 'profiles'] as const;

/** bp's global flags that take a value of their own. */
const valueFlags: readonly string[] = [...credentialFlags, 'botpressHome', 'workDir'];

const bp: Tool = { name: 'bp', isPackage: word => /^@botpress\/cli(@|$)/.test(word) };

/** @returns bp's arguments; null if another program is started */
export const bpArguments = (
  program: string,
  args: readonly string[],
  platform: NodeJS.Platform,
): readonly string[] | null => argumentsOf(bp, program, args, platform);

/**
 * @throws AppError `usage` if bp would act as somebody else, ignore a flag, or change what it has
 * stored
 */
export function refuseBp(args: readonly string[]): void {
  const own = beforeDashes(args);
  const flags = own.flatMap(word => flagIn(word) ?? []);
  const [flag] = flags;
  const instead = insteadOf(args);
  if (flag === 'profile') {
    throw bpOverrules(
      'bp would use the profile of its own --profile, not the one from bp-auth',
      instead,
    );
  }
  if (flag !== undefined) {
    const why = `bp ignores --${flag} when its environment has credentials, and exec puts them there`;
    throw bpOverrules(why, instead);
  }
  if (own.some(word => word.startsWith('dotenv_config_override='))) {
    const why = 'With dotenv_config_override a .env wins over the credentials from bp-auth';
    throw bpOverrules(why, instead);
  }
  const command = storingCommands.find(name => name === commandOf(own, valueFlags));
  if (command === undefined) return;
  throw bpOverrules(
    `\`bp ${command}\` would change the credentials that bp has stored`,
    say`Run \`${line(...command.split(' '))}\`, or bp without exec; to use a profile for one command: ${line('exec', '--profile', 'NAME', '--', 'bp')} …`,
  );
}

/** The error for a bp command line that conflicts with the credentials from `exec`. */
function bpOverrules(why: string, hint: Advice): AppError {
  return new AppError('bp-overrules', why, { hint });
}

/**
 * The error for credentials without a workspace: bp would take the workspace that it used last,
 * from its cache.
 */
export function noWorkspaceForBp(name: string | null): AppError {
  const whose =
    name === null ? 'The credentials in the environment have' : `The profile ${name} has`;
  const give = line('login', ...profileFlag(name), '--workspaceId', 'ID');
  const login = name === null ? '' : say`Choose a workspace: ${give}. `;
  const other = say`${name === null ? 'Name' : 'Or name'} a profile with a workspace: ${line('exec', '--profile', 'NAME', '--', 'bp')} …`;
  return new AppError(
    'bp-needs-workspace',
    `${whose} no workspace: bp would take the one it used last`,
    {
      hint: joined('', login, other),
    },
  );
}

function flagIn(word: string): CredentialFlag | null {
  const [, long] = /^--([A-Za-z-]+)(?:=.*)?$/s.exec(word) ?? [];
  if (long !== undefined) return credentialFlags.find(flag => flag === camelCase(long)) ?? null;
  // -p is bp's short form of --profile, alone or joined with other one-letter flags.
  return /^-[A-Za-z]*p[A-Za-z]*(?:=.*)?$/s.test(word) ? 'profile' : null;
}

/** The command that was meant: `bp-auth exec --profile NAME -- bp …` without bp's own flags. */
function insteadOf(args: readonly string[]): Sentence {
  let profile = 'NAME';
  const left: string[] = [];
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    const flag = index < end ? flagIn(word) : null;
    if (flag === null) {
      if (!word.startsWith('dotenv_config_override=')) left.push(word);
      continue;
    }
    const value = /=(.*)$/s.exec(word)?.[1] ?? args[++index] ?? '';
    if (flag === 'profile' && value !== '') profile = value;
  }
  const words = left.map(redact);
  return say`Use: ${line('exec', ...profileFlag(profile), '--', 'bp', ...words)}`;
}
