// The difference between the profile that the ADK uses on its own and the current credentials, in
// words and as data.
import { cleanText } from '../botpress/text.ts';
import { type Line, line, profileFlag } from '../commandLine.ts';
import { fingerprint, redact } from '../secrets/kind.ts';
import {
  type AdkChoice,
  type AdkReason,
  type AdkSituation,
  actsAs,
  adkChoice,
  adkProfileFor,
  adkWanted,
} from './adkChoice.ts';
import type { AdkProfile } from './adkFile.ts';
import { fingerprintOf, kindOfProfile } from './config.ts';
import type { Current } from './resolve.ts';

export type AdkDifference = {
  /** The profile that the ADK would use; null if the ADK would fail. */
  acts: {
    name: string;
    account: string | null;
    workspaceId: string | null;
    apiUrl: string | null;
    tokenFingerprint: string;
  } | null;
  /** The reason for the ADK's choice; null if the ADK cannot use its file. */
  by: AdkReason | null;
  /** One sentence, without a full stop. Contains no token. */
  text: string;
  /** The command that makes the ADK use the current credentials; null if no command does. */
  command: Line | null;
  /** Whether the ADK has a profile with the current credentials, but uses another one. */
  isExported: boolean;
};

/**
 * Null if the ADK would use the current credentials or is not logged in. Also null if nothing can
 * be compared: no credentials apply, or their token is unknown. Pure.
 * @param current null if no credentials apply
 */
export function adkDifference(
  situation: AdkSituation,
  current: Current | null,
): AdkDifference | null {
  const choice = adkChoice(situation);
  if (choice.type === 'logged-out' || current === null) return null;
  const wanted = adkWanted(current.profile);
  // A token from a command or variable has not been read, so it cannot be compared.
  if (wanted.tokenFingerprint === null) return null;
  if (choice.type === 'profile' && actsAs(choice.profile, wanted, situation.project)) return null;
  const own = adkProfileFor(situation.file, current.name, wanted, situation.project);
  return {
    acts: choice.type === 'profile' ? viewOf(choice.profile) : null,
    by: choice.type === 'unusable' ? null : choice.by,
    text: `The ADK on its own ${wouldDo(choice, current)}`,
    command: own === null ? adkExport(situation, current) : execAdk(current),
    isExported: own !== null,
  };
}

function viewOf({ name, account, workspaceId, apiUrl, token }: AdkProfile): AdkDifference['acts'] {
  return {
    name: redact(name),
    account: account.email,
    workspaceId,
    apiUrl,
    tokenFingerprint: fingerprint(token),
  };
}

/** What the ADK would do: the end of the sentence "The ADK on its own …". */
export function wouldDo(
  choice: Exclude<AdkChoice, { type: 'logged-out' }>,
  { profile: ours }: Pick<Current, 'profile'>,
): string {
  if (choice.type === 'unusable') return `cannot use its credentials: ${choice.reason}`;
  const by = choice.by === 'currentProfile' ? '' : `, because of ${choice.by}`;
  if (choice.type === 'no-such-profile') {
    return `would fail${by}: it has no profile ${shown(choice.name)}`;
  }
  const { name, token, account, workspaceId, apiUrl, origin } = choice.profile;
  const isSameAccount = account.email !== null && account.email === ours.accountEmail;
  const isOtherToken = fingerprint(token) !== fingerprintOf(ours);
  const words = [
    ...(account.email === null || isSameAccount ? [] : [cleanText(account.email)]),
    ...(isSameAccount && isOtherToken ? ['with another token of the same account'] : []),
    ...(workspaceId === null || workspaceId === ours.workspaceId
      ? []
      : [`workspace ${shown(workspaceId)}`]),
    ...(origin === null || apiUrl === ours.apiUrl ? [] : [`API URL ${apiUrl}`]),
  ];
  const what = words.length === 0 ? '' : ` (${words.join(', ')})`;
  return `would use its profile ${shown(name)}${what}${by}`;
}

/** The ADK's profile names may contain anything. */
const shown = (text: string) => redact(cleanText(text)).slice(0, 100) || '(no name)';

/**
 * The command that runs the ADK with the current credentials. If the flag `--profile` named the
 * current profile, the command has that flag, too.
 */
function execAdk({ name, source }: Current): Line {
  const flag = source.type === 'flag' ? profileFlag(name) : [];
  return line('exec', ...flag, '--', 'adk');
}

/**
 * The command that exports the current profile to the ADK. Null for credentials from the
 * environment, for a bot or integration key, and if the ADK's file cannot be used.
 */
export function adkExport(
  { file }: Pick<AdkSituation, 'file'>,
  { name, profile }: Pick<Current, 'name' | 'profile'>,
): Line | null {
  const kind = kindOfProfile(profile);
  if (name === null || kind === 'bot' || kind === 'integration') return null;
  if (file.type === 'unusable') return null;
  const isTaken = file.type === 'ok' && file.names.has(name);
  return line('profiles', 'export', '--to', 'adk', name, ...(isTaken ? ['--overwrite'] : []));
}
