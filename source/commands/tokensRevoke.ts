// `tokens revoke`: revokes tokens at the server, by id.
import { say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { cancelled, exitCodes, rewrapped } from '../errors.ts';
import { adkPrintsOf } from '../profiles/adkCopies.ts';
import { adkNames } from '../profiles/adkFile.ts';
import { profileNamed, type StoredProfile } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';
import { requireCurrent } from '../profiles/current.ts';
import { loginLine } from '../profiles/loginLine.ts';
import { requireProfile } from '../profiles/manage.ts';
import { readState } from '../profiles/store.ts';
import type { TokenView } from '../tokens/inventory.ts';
import { namedById } from '../tokens/named.ts';
import {
  planRevocation,
  type RevocationPlan,
  type Revoked,
  revokeTokens,
  takeInventory,
} from '../tokens/revoke.ts';
import { type AdkCopies, copiesInAdk, settleAdkCopies } from './adkCopies.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { withProgress } from './progress.ts';
import { confirmed, confirmProtected } from './prompt.ts';
import { applying, readStored } from './stored.ts';
import { ownerFrom } from './tokenOwner.ts';

export const tokensRevoke: Command = {
  async run(ctx, input) {
    const resolution = applying(ctx, input, await readStored(ctx));
    const { name, profile } = requireCurrent(resolution);
    const owner = ownerFrom(input, profile);
    const client = await connect(ctx, name, profile);
    const tokens = await withProgress(ctx, 'Asking the API', () =>
      takeInventory(ctx, client, owner, profile),
    );
    const plan = planRevocation(tokens, input.args, input.on('inUse'));
    const copies = copiesInAdk(ctx, input, adkPrintsOf(usersOf(ctx, tokens, plan.ids)));
    if (plan.ids.length > 0) await agree(ctx, input, plan, tokens, copies);
    const done = await revokeTokens(ctx, client, owner, plan);
    const code = report(ctx, input, plan, done);
    if (done.revoked.length === 0) return code;
    const gone = copiesInAdk(ctx, input, adkPrintsOf(usersOf(ctx, tokens, done.revoked)));
    const isWhole = await settleAdkCopies(ctx, input, gone, 'tokens revoke', { isDeleted: true });
    return isWhole ? code : exitCodes.partial;
  },
};

/** The profiles that certainly hold one of the tokens with these ids. */
function usersOf(
  ctx: Context,
  tokens: readonly TokenView[],
  ids: readonly string[],
): StoredProfile[] {
  const { config } = readState(ctx);
  const names = tokens.filter(({ id }) => ids.includes(id)).flatMap(({ profiles }) => profiles);
  return [...new Set(names)].map(name => requireProfile(config, name));
}

async function agree(
  ctx: Context,
  input: Input,
  { ids, users }: RevocationPlan,
  tokens: readonly TokenView[],
  { names }: AdkCopies,
): Promise<void> {
  const { config } = readState(ctx);
  const guarded = users.find(name => requireProfile(config, name).protected);
  if (guarded !== undefined) {
    await confirmProtected(ctx, guarded, input.text('confirm'), 'to revoke its token');
  }
  const lost = users.length === 0 ? '' : ` ${users.join(', ')} will have to log in again.`;
  const adk =
    names.length === 0
      ? ''
      : ` The ADK has ${ids.length === 1 ? 'this token' : 'some of these tokens'}, too, as ${adkNames(names)}.`;
  const named = ids.map(id => namedById(id, tokens)).join(', ');
  const question = `Revoke ${named} at the server?${lost}${adk}`;
  if (await confirmed(ctx, question, input.on('yes'))) return;
  throw cancelled('nothing was revoked');
}

/**
 * @returns the exit code
 * @throws AppError if nothing was tried, or if the only token failed
 */
function report(ctx: Context, input: Input, plan: RevocationPlan, done: Revoked): number {
  const { revoked, failed } = done;
  const [first] = failed;
  if (first !== undefined && revoked.length === 0) {
    if (failed.length === 1) throw first.error;
    if (plan.ids.length === 0) {
      throw rewrapped(first.error, {
        message: failed.map(({ error }) => error.message).join('; '),
      });
    }
  }
  for (const { error } of failed) note(ctx, error.message);
  const hints = new Map(failed.map(({ error }) => [error.hint, error.advice]));
  for (const hint of hints.values()) if (hint) note(ctx, hint);
  if (input.on('json')) {
    const reasons = failed.map(({ id, error }) => {
      const { kind, code, message } = error;
      return { id, kind, code, message };
    });
    printJson(ctx, { revoked, failed: reasons });
  } else if (revoked.length > 0) printLine(ctx, `Revoked ${revoked.join(', ')}`);
  const { config } = readState(ctx);
  for (const name of plan.users) {
    note(ctx, say`Log in again: ${loginLine(name, profileNamed(config, name) ?? {})}`);
  }
  return failed.length === 0 ? 0 : exitCodes.partial;
}
