// `tokens list`: the account's tokens, or a bot's or integration's keys, with their age and the
// profiles that use them.
import { lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { connect } from '../profiles/connect.ts';
import { requireCurrent } from '../profiles/current.ts';
import { changeState } from '../profiles/store.ts';
import { maxAgeOf, parseDays, withMaxAge } from '../tokens/age.ts';
import { inventory, type TokenView } from '../tokens/inventory.ts';
import type { Owner } from '../tokens/owner.ts';
import { listTokens } from '../tokens/owner.ts';
import type { Command } from './command.ts';
import { noteLeftBehind } from './leftBehind.ts';
import { note, printJson, printTable } from './print.ts';
import { withProgress } from './progress.ts';
import { applying, readStored } from './stored.ts';
import { ownerFrom } from './tokenOwner.ts';

export const tokensList: Command = {
  async run(ctx, input) {
    const maxAge = input.text('maxAge');
    const days = maxAge === undefined ? null : parseDays(maxAge);
    const state = await readStored(ctx);
    const resolution = applying(ctx, input, state);
    const { name, profile } = requireCurrent(resolution);
    const owner = ownerFrom(input, profile);
    const client = await connect(ctx, name, profile);
    const listed = await withProgress(ctx, 'Asking the API', () => listTokens(client, owner));
    const { config } =
      days === null || days === maxAgeOf(state.config)
        ? state
        : await changeState(ctx, 'tokens list', now => withMaxAge(now, days));
    const tokens = inventory(config, listed, { owner, asked: profile }, ctx.now());
    if (input.on('json')) printJson(ctx, { tokens: tokens.map(jsonOf) });
    else if (tokens.length === 0) note(ctx, 'There are no tokens');
    else printTable(ctx, tokens.map(row));
    advise(ctx, tokens, maxAgeOf(config), owner);
    noteLeftBehind(ctx);
    return 0;
  },
};

function jsonOf({ id, note, createdAt, ageDays, profiles, inUse, expiresAt }: TokenView) {
  return { id, note, createdAt, ageDays, profiles, inUse, expiresAt };
}

function row(token: TokenView): string[] {
  const { id, note, createdAt, ageDays, profiles, inUse, tooOld, warning, expiresAt } = token;
  const use = inUse === null ? 'maybe in use' : profiles.join(', ');
  const expiry = expiresAt === null ? '' : `expires ${expiresAt.slice(0, 10)}`;
  return [
    `${inUse ? '*' : inUse === null ? '?' : ' '} ${id}`,
    note,
    createdAt.slice(0, 10),
    ageDays === null ? '' : `${ageDays} day${ageDays === 1 ? '' : 's'}`,
    use,
    [tooOld ? 'TOO OLD' : '', warning?.says ?? expiry].filter(Boolean).join(', '),
  ];
}

/** Advice goes to stderr, so that stdout holds only the list. */
function advise(ctx: Context, tokens: readonly TokenView[], limit: number, { type }: Owner): void {
  const old = tokens.filter(({ tooOld }) => tooOld).length;
  if (old > 0) {
    // bp-auth rotates personal access tokens only.
    const [how, command] =
      type === 'account'
        ? (['replace the one in use with', 'rotate'] as const)
        : (['to replace one in use, create a key with', 'create'] as const);
    note(
      ctx,
      say`${String(old)} ${old === 1 ? 'token is' : 'tokens are'} older than ${String(limit)} days: ${how} \`${lineHere('tokens', command)}\`, revoke others with \`${lineHere('tokens', 'revoke', 'ID')}\``,
    );
  }
  for (const { id, warning } of tokens) {
    if (warning !== null) note(ctx, `${id} ${warning.says}`);
  }
}
