// The work behind the tokens screen, calling the same actions as the commands.
import type { Client } from '../../../botpress/client.ts';
import { listBots, listIntegrations } from '../../../botpress/endpoints.ts';
import { pagesOf } from '../../../botpress/paging.ts';
import { altered, type Context } from '../../../context.ts';
import type { AppError } from '../../../errors.ts';
import { connect } from '../../../profiles/connect.ts';
import { readState } from '../../../profiles/store.ts';
import { createToken } from '../../../tokens/create.ts';
import type { TokenView } from '../../../tokens/inventory.ts';
import { listTokens } from '../../../tokens/owner.ts';
import { planRevocation, revokeTokens, takeInventory } from '../../../tokens/revoke.ts';
import { rotateToken } from '../../../tokens/rotation.ts';
import type { JobsOf, JobTools } from '../../contract/jobs.ts';
import type { Message } from '../../contract/messages.ts';
import type { TokensWork } from './messages.ts';

export function tokensJobs({ ctx, send, lanes, write, writeEach }: JobTools): JobsOf<TokensWork> {
  const change = (
    name: string | null,
    work: (ctx: Context) => Promise<Message>,
    failed: (error: AppError) => Message,
  ) =>
    write(
      async begun => {
        // Leaving the UI aborts the work. A token that was just created is then revoked if
        // possible.
        const signal = AbortSignal.any([begun.signal, lanes.ending]);
        const message = await work(altered(begun, { signal }));
        return { state: readState(ctx), message };
      },
      failed,
      name,
    );

  return {
    'tokens.list'({ name, profile, owner }) {
      const failed = (error: AppError): Message => ({ type: 'tokens.failed', name, owner, error });
      lanes.start(
        `tokens.${owner.type}`,
        failed,
        async (signal, say) => {
          const client = await connect(ctx, name, profile);
          const tokens = await listTokens(client, owner, signal);
          say({ type: 'tokens.listed', name, owner, tokens });
        },
        { profile: name },
      );
    },
    'tokens.holders'({ name, profile, tab, workspaceId }) {
      const failed = (error: AppError): Message => ({
        type: 'tokens.holders.failed',
        name,
        tab,
        error,
      });
      const list = tab === 'bot' ? listBots : listIntegrations;
      lanes.start(
        `tokens.${tab}`,
        failed,
        async (signal, say) => {
          const client = await connect(ctx, name, profile);
          let first = true;
          const pages = pagesOf(next => list(client, workspaceId, next, signal));
          for await (const { items, nextToken } of pages) {
            const page = items.map(item => ({ id: item.id, name: item.name }));
            const last = nextToken === null;
            say({ type: 'tokens.holders.page', name, tab, page, first, last });
            first = false;
          }
        },
        { profile: name },
      );
    },
    'token.create'({ name, profile, options }) {
      change(
        name,
        async ctx => {
          const { settle, ...created } = await createToken(ctx, { name, profile }, options);
          // The screen shows the value at once, so the token counts as received.
          settle(true);
          return { type: 'tokens.created', created };
        },
        error => ({ type: 'tokens.create.failed', error }),
      );
    },
    'token.rotate'({ name, oldId }) {
      change(
        name,
        async ctx => {
          const rotation = await rotateToken(ctx, name, {
            ...(oldId === null ? {} : { oldId }),
            onStep: step => send({ type: 'tokens.rotate.step', step }),
          });
          return { type: 'tokens.rotated', rotation };
        },
        error => ({ type: 'tokens.rotate.failed', error }),
      );
    },
    'token.revoke'({ name, profile, owner, ids, maybeInUse }) {
      let asking: Promise<{ client: Client; tokens: TokenView[] }> | null = null;
      const listNow = async (ctx: Context) => {
        const client = await connect(ctx, name, profile);
        return { client, tokens: await takeInventory(ctx, client, owner, profile) };
      };
      writeEach(
        ids,
        async (begun, id) => {
          // A getter, because all tokens share one client but each has its own signal. Leaving the
          // UI stops every request.
          const ctx = altered(begun, {
            get signal() {
              return AbortSignal.any([begun.signal, lanes.ending]);
            },
          });
          asking ??= listNow(ctx);
          const { client, tokens } = await asking;
          // The user agreed to revoke a token that may be in use. If it certainly is in use, it
          // stays.
          const isMaybe = tokens.some(token => token.id === id && token.inUse === null);
          const plan = planRevocation(tokens, [id], maybeInUse && isMaybe);
          const { failed } = await revokeTokens(ctx, client, owner, plan);
          const [failure] = failed;
          if (failure !== undefined) throw failure.error;
        },
        ({ done, failed, left }) => ({
          ...{ type: 'tokens.revoked', owner, ids: done.map(({ of }) => of), left },
          failed: failed.map(({ of: id, error }) => ({ id, error })),
        }),
        error => ({ type: 'tokens.revoke.failed', error }),
        name,
      );
    },
  };
}
