// The current profile's token, handed out on purpose: to a pipe, a program, a shell.
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import { profileFlag, quote } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { linePlace } from '../linePlace.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { requireCurrent } from '../profiles/current.ts';
import { mismatch } from '../profiles/project.ts';
import type { Current } from '../profiles/resolve.ts';
import { readToken } from '../profiles/sources/readToken.ts';
import type { State } from '../profiles/store.ts';
import type { Input } from './command.ts';
import { confirmProtected } from './prompt.ts';
import { applying, noteRemark, noteStoredToken, projectHere, readStored } from './stored.ts';

export type Credentials = { name: string | null; profile: StoredProfile; token: string };

/**
 * The current credentials, after every warning and confirmation that has to come first.
 * @param what the purpose that the user confirms if the profile is protected: `to show its token`
 * @throws AppError `auth`, `origin`, `forbidden`, `usage`, `local`, `cancelled`
 */
export async function handOut(ctx: Context, input: Input, what: string): Promise<Credentials> {
  const state = await readStored(ctx);
  const current = requireCurrent(applying(ctx, input, state));
  const { name, profile } = current;
  requireOwnOrigin({ apiUrl: profile.apiUrl, tokenOrigin: profile.tokenOrigin ?? '' });
  sayMismatch(ctx, state, current);
  if (name !== null && profile.protected) {
    await confirmProtected(ctx, name, input.text('confirm'), what);
  }
  noteStoredToken(ctx, current);
  return { name, profile, token: await readToken(ctx, name, profile) };
}

/**
 * If the project here belongs to another workspace, says so; refuses if the profile is protected.
 */
function sayMismatch(ctx: Context, { config }: State, current: Current): void {
  const found = mismatch(projectHere(ctx), config, current);
  if (found === null) return;
  if (!current.profile.protected) {
    noteRemark(ctx, found);
    return;
  }
  throw new AppError(
    'project-differs',
    `${found.text}; refused, because the profile is protected`,
    {
      hint:
        found.fitting === null
          ? 'Name a profile that fits this project: --profile NAME; or run the command in another directory'
          : `Add ${profileFlag(found.fitting)
              .map(word => quote(word, linePlace(ctx)))
              .join(' ')}`,
    },
  );
}
