// The actions for the steps of a rotation; a kill during any step is safe.
import type { Client } from '../botpress/client.ts';
import { say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { candidateClient, proveWorkspace, verifyToken } from '../login/prove.ts';
import { loginLine } from '../profiles/loginLine.ts';
import { changeState, readState } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import { type Before, isOurNote, noteOf, nothingCreated } from './journal.ts';
import { begunIn } from './journalFile.ts';
import { accountOwner, createTokenOf, revokeTokenOf } from './owner.ts';
import { giveToAdk } from './rotationAdk.ts';
import { oldToken, printsOf, type RotationRun, type RotationStart } from './rotationRun.ts';
import type { RotationStep } from './rotationTable.ts';
import { storeEverywhere } from './rotationTargets.ts';

/** The new token keeps the old one's note; these facts tell them apart. */
function before(start: RotationStart): Before {
  const { listed, listedAt } = start;
  const note = oldToken(start)?.note ?? '';
  const kept = note === '' || isOurNote(note) ? null : note;
  return { note: kept, known: listed.map(({ id }) => id), listedAt };
}

/** We give the ADK the new token this many times at most: a busy ADK may put the old one back. */
const mostShared = 5;

export const rotationActions: Readonly<Record<RotationStep, (run: RotationRun) => Promise<void>>> =
  {
    async begin({ open, start, facts }) {
      const { profile, accountId, oldId, prints, stored } = start;
      const { origin, old: oldFingerprint } = prints;
      const { accountEmail = null } = stored;
      const whose = { origin, accountId, accountEmail, profile };
      const beginning = { ...whose, oldFingerprint, oldId, ...before(start) };
      await open.begin({ type: 'rotation', ...beginning });
      facts.journal = 'begun';
    },
    async create(run) {
      const { open, facts, start } = run;
      // The journal may still name an earlier token that was revoked. The account's present tokens
      // are noted, so that the token created now can be told from them.
      if (run.isResumed) await open.note({ ...nothingCreated, ...before(start) });
      const note = noteOf(begunIn(open));
      const { value, ...listed } = await createTokenOf(askingClient(run), accountOwner, note);
      run.made = [listed];
      run.fresh = value;
      facts.made = 'present';
      facts.value = 'held';
      await open.note({ newId: listed.id, newFingerprint: fingerprint(value) });
    },
    async discard(run) {
      for (const { id } of run.made) {
        const deletion = await revokeTokenOf(askingClient(run), accountOwner, id);
        if (deletion.type !== 'gone') throw deletion.error;
        run.result.removed.push(id);
      }
      run.made = [];
      run.fresh = null;
      run.facts.made = 'absent';
      run.facts.value = 'lost';
    },
    async prove({ ctx, start, facts, fresh }) {
      await proveFresh(ctx, start, fresh ?? '');
      facts.proven = true;
    },
    async store(run) {
      const { made, fresh, facts } = run;
      const { accountId } = run.start;
      const token = { id: made[0]?.id ?? '', value: fresh ?? '', accountId };
      await storeEverywhere(run.ctx, printsOf(run), token);
      run.stored = true;
      facts.held = 'new';
    },
    async share(run) {
      if (run.shared++ >= mostShared) {
        throw new AppError(
          'adk-insists',
          'The ADK keeps putting the old token back into its file',
          {
            hint: 'Wait until the ADK has finished',
          },
        );
      }
      await giveToAdk(run.ctx, printsOf(run), run.fresh ?? '');
    },
    async revoke({ ctx, open, start, facts, result, fresh, stored }) {
      // The process that stored the new token may have died before it wrote bp's files. They would
      // keep the token that is about to be revoked; this write corrects them.
      if (!stored) await changeState(ctx, 'tokens rotate', config => config);
      const oldId = open.journal?.oldId ?? '';
      // The new token makes this request: if it does not work after all, the old one stays.
      const deletion = await revokeTokenOf(clientOf(ctx, start, fresh ?? ''), accountOwner, oldId);
      if (deletion.type !== 'gone') {
        result.uncertain = deletion.type === 'unknown';
        throw deletion.error;
      }
      result.revoked = oldId;
      facts.old = 'absent';
    },
  };

/**
 * A client that sends the token that worked at the start. Only the last step revokes that token,
 * and the last step itself sends the new token.
 */
export const askingClient = ({ ctx, start }: RotationRun): Client =>
  clientOf(ctx, start, start.token);

/** A client that sends the given token to the API of the rotated profile. */
function clientOf(ctx: Context, { stored }: RotationStart, token: string): Client {
  return candidateClient(ctx, readState(ctx).config, { apiUrl: stored.apiUrl, token });
}

/** Proves, as a login does, that the new token reads the workspace and belongs to the account. */
async function proveFresh(ctx: Context, start: RotationStart, token: string): Promise<void> {
  const { workspaceId } = start.stored;
  const client = clientOf(ctx, start, token);
  const owner = workspaceId
    ? (await proveWorkspace(client, workspaceId)).account
    : await verifyToken(client);
  if (owner.id === start.accountId) return;
  throw new AppError(
    'new-token-foreign',
    `The new token belongs to another account (${owner.email})`,
    {
      hint: say`Log in again: ${loginLine(start.profile, start.stored)}`,
    },
  );
}
