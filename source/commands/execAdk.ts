// `exec -- adk …`: the ADK reads credentials only from its own file, so it is told which of its
// profiles to use. If none fits, it is not run.
import { type Advice, line, lineText, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import {
  type AdkSituation,
  actsAs,
  adkChoice,
  adkProfileFor,
  adkWanted,
  impossibleName,
} from '../profiles/adkChoice.ts';
import { adkExport, wouldDo } from '../profiles/adkDifference.ts';
import { unusableAdk } from '../profiles/adkFile.ts';
import { oneOfKind, redact } from '../secrets/kind.ts';
import { placeOf } from '../shell.ts';
import type { Input } from './command.ts';
import type { Credentials } from './credentials.ts';
import { note } from './print.ts';
import { written } from './spec/spelling.ts';
import { argumentsOf, beforeDashes, commandOf, type Tool } from './startedProgram.ts';

const adk: Tool = { name: 'adk', isPackage: word => /^@botpress\/adk(@|$)/.test(word) };

/** @returns the ADK's arguments; null if another program is started */
export const adkArguments = (
  program: string,
  args: readonly string[],
  platform: NodeJS.Platform,
): readonly string[] | null => argumentsOf(adk, program, args, platform);

const valueFlags: readonly string[] = ['profile'];

/** Whether this ADK command needs no credentials: it makes no API request. */
export function runsAsItIs(args: readonly string[]): boolean {
  const own = beforeDashes(args);
  if (own.some(word => word === '--help' || word === '-h')) return true;
  const command = commandOf(own, valueFlags);
  if (command === undefined) return own.some(word => ['--version', '-v', '-V'].includes(word));
  return ['login', 'logout', 'profiles', 'help', 'version'].includes(command);
}

/** @throws AppError `usage` for flags that give a program a token other than the profile's */
export function refuseForAdk(input: Input): void {
  const flag =
    (input.text('watch') !== undefined && 'watch') ||
    (['ephemeral', 'readOnly'] as const).find(name => input.on(name));
  if (!flag) return;
  throw new AppError(
    'adk-own-file',
    'The ADK takes its token from its own file, not from bp-auth',
    {
      hint: `Run the ADK without ${written(flag)}`,
    },
  );
}

/**
 * The variables that make the ADK use its profile with the given credentials. If the ADK has no
 * such profile, the variables name a profile that does not exist, so that the ADK fails instead of
 * acting as somebody else. Empty if the ADK has no file: without a file, the ADK fails anyway.
 */
export function adkVariables(
  { file, project }: AdkSituation,
  { name, profile, token }: Credentials,
): Record<string, string> {
  if (file.type === 'missing') return {};
  const found = adkProfileFor(file, name, adkWanted(profile, token), project);
  return { ADK_PROFILE: found?.name ?? impossibleName(file) };
}

/**
 * Makes sure that the ADK acts with the given credentials. If the ADK on its own would use others,
 * a note says so.
 * @throws AppError `usage` if the ADK's own `--profile` names a profile with other credentials;
 * `forbidden` if no ADK profile has the token; `local` if the ADK's file cannot be used
 */
export function requireAdkProfile(
  ctx: Context,
  situation: AdkSituation,
  credentials: Credentials,
  args: readonly string[],
): void {
  const { file, project } = situation;
  const { name, profile, token } = credentials;
  const wanted = adkWanted(profile, token);
  if (file.type === 'unusable') throw unusableAdk(file);
  const found = adkProfileFor(file, name, wanted, project);
  if (found === null) throw missing(ctx, situation, credentials);
  const flag = profileFlag(beforeDashes(args));
  const told = flag === null ? null : adkChoice({ ...situation, flag });
  if (told !== null && !(told.type === 'profile' && actsAs(told.profile, wanted, project))) {
    throw overruled(args, flag ?? '');
  }
  const alone = adkChoice(situation);
  if (flag !== null || alone.type === 'logged-out') return;
  if (alone.type === 'profile' && actsAs(alone.profile, wanted, project)) return;
  note(
    ctx,
    `The ADK on its own ${wouldDo(alone, { profile })}; here it acts as ${redact(found.name)}`,
  );
}

/** The value of the ADK's own `--profile`; null without one. */
function profileFlag(args: readonly string[]): string | null {
  for (const [index, word] of args.entries()) {
    if (word === '--profile') return args[index + 1] ?? '';
    if (word.startsWith('--profile=')) return word.slice('--profile='.length);
  }
  return null;
}

function overruled(args: readonly string[], flag: string): AppError {
  const left = args.filter((word, index) => {
    return !/^--profile(=|$)/.test(word) && args[index - 1] !== '--profile';
  });
  const words = left.map(redact);
  const use = line('exec', '--profile', flag || 'NAME', '--', 'adk', ...words);
  return new AppError(
    'adk-overrules',
    'The ADK would act as the profile of its own --profile, not as the one from bp-auth',
    {
      hint: say`Use: ${use}`,
    },
  );
}

function missing(ctx: Context, situation: AdkSituation, credentials: Credentials): AppError {
  const [message, hint] = missingWords(ctx, situation, credentials);
  return new AppError('adk-profile-missing', message, { hint });
}

function missingWords(
  ctx: Context,
  situation: AdkSituation,
  { name, profile }: Credentials,
): [message: string, hint: Advice] {
  const whose = name ?? 'the environment';
  const { kind } = profile;
  if (kind === 'bot' || kind === 'integration') {
    return [
      `The ADK needs a personal access token; ${whose} has ${oneOfKind(kind)}`,
      'Name a profile with a personal access token: --profile NAME',
    ];
  }
  const choice = adkChoice(situation);
  const alone =
    choice.type === 'logged-out' ? 'it is not logged in' : `it ${wouldDo(choice, { profile })}`;
  const command = adkExport(situation, { name, profile });
  return [
    `The ADK has no profile with the token of ${whose}: ${alone}`,
    command === null
      ? say`Store that token with \`${line('login')}\`, then give it to the ADK: ${line('profiles', 'export', '--to', 'adk', 'NAME')}`
      : `Give the ADK the token: ${lineText(command, placeOf(ctx))}`,
  ];
}
