// The credentials that can list and revoke a journal's tokens: any of the same account, because the
// profile that was used may be gone.
import type { Client } from '../botpress/client.ts';
import { say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import { candidateClient, verifyToken } from '../login/prove.ts';
import { fingerprintOf, type StoredProfile } from '../profiles/config.ts';
import { currentOf } from '../profiles/current.ts';
import { readToken } from '../profiles/sources/readToken.ts';
import { readState, type State } from '../profiles/store.ts';
import type { Journal } from './journal.ts';
import { forgetLine, resumeLine } from './resumeLines.ts';

export type Asker = {
  /** Null for credentials from the environment. */
  name: string | null;
  profile: StoredProfile;
  token: string;
  client: Client;
};

type Candidate = Pick<Asker, 'name' | 'profile'> & { value?: string };

/**
 * The first credentials that the API accepts for the account.
 * @param fresh the value of the created token, if known
 * @throws AppError `auth` if the API accepts none; if some could not be tried, the reason for that
 */
export async function askerFor(
  ctx: Context,
  journal: Journal,
  fresh: string | null = null,
): Promise<Asker> {
  const state = readState(ctx);
  let problem: AppError | null = null;
  const all = candidates(ctx, state, journal);
  const [first] = all;
  const withFresh = fresh === null || first === undefined ? [] : [{ ...first, value: fresh }];
  for (const { name, profile, value } of [...withFresh, ...all]) {
    try {
      const token = value ?? (await readToken(ctx, name, profile));
      const client = candidateClient(ctx, state.config, { apiUrl: profile.apiUrl, token });
      if ((await verifyToken(client)).id === journal.accountId) {
        return { name, profile, token, client };
      }
    } catch (error) {
      if (!isAppError(error) || !['auth', 'local', 'origin'].includes(error.kind)) throw error;
      if (error.kind !== 'auth') problem ??= error;
    }
  }
  throw problem ?? accountMissing(journal);
}

/**
 * First the holder of the new token, then of the old one (which may be revoked), then any profile
 * of the same account, then those whose account is unknown.
 */
function candidates(ctx: Context, state: State, journal: Journal): Candidate[] {
  const stored = Object.entries(state.config.profiles).map(([name, profile]) => ({
    name,
    profile,
  }));
  const all = [...inEnvironment(ctx, state), ...stored].filter(
    ({ profile: { tokenOrigin, kind } }) =>
      tokenOrigin === journal.origin && kind !== 'bot' && kind !== 'integration',
  );
  const holds = (print: string | null) =>
    all.filter(({ profile }) => print !== null && fingerprintOf(profile) === print);
  const sameName = ({ name }: Candidate) => Number(name === journal.profile);
  const groups = [
    holds(journal.newFingerprint),
    holds(journal.oldFingerprint),
    all.filter(({ profile }) => profile.accountId === journal.accountId),
    all.filter(({ profile }) => !profile.accountId),
  ];
  return [...new Set(groups.flatMap(group => group.sort((a, b) => sameName(b) - sameName(a))))];
}

/** The credentials from the environment, if these apply to the command. */
function inEnvironment(ctx: Context, state: State): Candidate[] {
  try {
    const { current } = currentOf(ctx, state);
    return current === null || current.name !== null ? [] : [current];
  } catch (error) {
    if (isAppError(error)) return [];
    throw error;
  }
}

const interrupted: Readonly<Record<Journal['type'], string>> = {
  rotation: 'The interrupted rotation',
  creation: 'The interrupted creation of a token',
  ephemeral: 'The interrupted `exec --ephemeral`',
};

function accountMissing({ type, accountEmail }: Journal): AppError {
  const whose = accountEmail ? ` (${accountEmail})` : '';
  return new AppError(
    'account-missing',
    `${interrupted[type]} cannot be finished: it needs a token of the same account${whose}, and bp-auth has none that works`,
    {
      hint: say`Log in to that account again, then run \`${resumeLine}\`; or revoke the token yourself, then run \`${forgetLine}\``,
    },
  );
}
