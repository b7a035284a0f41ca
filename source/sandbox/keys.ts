// The three calls about keys, the same for bots and integrations.
import { findNamed } from './bots.ts';
import { notFound, refuse } from './errors.ts';
import { readStrings } from './payload.ts';
import { type Answer, json } from './reply.ts';
import type { WorkspaceCall } from './route.ts';
import type { SandboxState } from './state.ts';
import { mint, revoke, tokensOfOwner } from './tokens.ts';

type Holder = { id: string; alias: string; workspaceId: string };

type KeyCalls = Record<'list' | 'create' | 'remove', (call: WorkspaceCall) => Answer>;

export const botKeyCalls = keyCalls('bot', 'botId', 'baks', state => state.bots);
export const integrationKeyCalls = keyCalls(
  'integration',
  'integrationId',
  'iaks',
  state => state.integrations,
);

function keyCalls(
  kind: 'bot' | 'integration',
  idName: string,
  listName: string,
  holders: (state: SandboxState) => readonly Holder[],
): KeyCalls {
  const holdersIn = ({ state, workspace }: WorkspaceCall) =>
    holders(state).filter(({ workspaceId }) => workspaceId === workspace.id);

  return {
    list(call) {
      const id = call.query.get(idName);
      if (id === null) return refuse('InvalidQuery', `The query must have '${idName}'`);
      const holder = findNamed(holdersIn(call), id);
      if (!holder) return notFound(kind);
      return json({ [listName]: tokensOfOwner(call.state, kind, holder.id) });
    },
    create(call) {
      const payload = readStrings(call.body, [idName], ['note']);
      if (!payload.ok) return payload.answer;
      const { [idName]: id = '', note = '' } = payload.value;
      const holder = findNamed(holdersIn(call), id);
      return holder ? json(mint(call.state, kind, holder.id, note)) : notFound(kind);
    },
    remove(call) {
      const owners = new Set(holdersIn(call).map(({ id }) => id));
      const revoked = revoke(call.state, kind, call.params.id ?? '', id => owners.has(id));
      return revoked ? json({}) : notFound(`${kind} key`);
    },
  };
}
