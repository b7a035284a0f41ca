// The requests for a workspace, the account's role there and the token's permissions; each part loads
// separately.
import type { Usage } from '../../../botpress/answers.ts';
import type { Client } from '../../../botpress/client.ts';
import {
  getAccount,
  getMembership,
  getWorkspace,
  listAuditRecords,
  listBots,
  listMembers,
  listQuotas,
  listUsages,
} from '../../../botpress/endpoints.ts';
import { quotaMeaning } from '../../../botpress/quotas.ts';
import { shareAnswers } from '../../../botpress/sharedClient.ts';
import type { LinePlace } from '../../../commandLine.ts';
import type { Context } from '../../../context.ts';
import { probeAbilities } from '../../../diagnosis/abilities.ts';
import { placed, toAppError } from '../../../errors.ts';
import { linePlace } from '../../../linePlace.ts';
import { connect } from '../../../profiles/connect.ts';
import { placeAbout } from '../../contract/jobs.ts';
import type { Loaded } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import type { Answers, WorkspaceWork } from './messages.ts';
import { answerPartsOf } from './state.ts';

/**
 * Asks for all parts at once and reports each answer as it arrives, so that a failed part stops no
 * other. The parts share requests: most permissions follow from the answers for other parts.
 * @throws AppError as `connect` does
 */
export async function loadWorkspace(
  ctx: Context,
  { identity, name, profile }: Extract<WorkspaceWork, { type: 'workspace.load' }>,
  signal: AbortSignal,
  say: (message: Message) => void,
): Promise<void> {
  const about = placeAbout(linePlace(ctx), name);
  const client = shareAnswers(await connect(ctx, name, profile));
  const part = async <Value>(
    ask: () => Promise<Value>,
    place: (loaded: Loaded<Value>) => Partial<Answers>,
  ) => {
    const loaded = await loadedFrom(ask, about);
    say({ type: 'workspace.answered', identity, answers: place(loaded) });
  };
  const abilities = () =>
    probeAbilities(ctx, name, profile, {
      client,
      signal,
      onAbility: ability => say({ type: 'workspace.ability', identity, ability }),
    });
  const parts = answerPartsOf(profile);
  const id = profile.workspaceId ?? '';
  await Promise.all([
    part(abilities, abilities => ({ abilities })),
    parts.account &&
      part(
        () => getAccount(client, signal),
        account => ({ account }),
      ),
    ...(parts.workspace
      ? [
          part(
            () => getWorkspace(client, id, signal),
            workspace => ({ workspace }),
          ),
          part(
            () => getMembership(client, id, signal),
            membership => ({ membership }),
          ),
          part(
            () => listBots(client, id, undefined, signal),
            bots => ({ bots }),
          ),
          part(
            () => listMembers(client, id, undefined, signal),
            members => ({ members }),
          ),
          part(
            () => listQuotas(client, id, signal),
            quotas => ({ quotas }),
          ),
          part(
            () => usagesOf(client, id, signal),
            usages => ({ usages }),
          ),
          part(
            () => listAuditRecords(client, id, undefined, signal),
            activity => ({ activity }),
          ),
        ]
      : []),
  ]);
}

async function loadedFrom<Value>(
  ask: () => Promise<Value>,
  place: LinePlace,
): Promise<Loaded<Value>> {
  try {
    return { state: 'ready', value: await ask() };
  } catch (error) {
    return { state: 'failed', error: placed(toAppError(error), place) };
  }
}

/** The usage of all quotas that are counted. A request has to name the types of usage to list. */
async function usagesOf(
  client: Client,
  workspaceId: string,
  signal: AbortSignal,
): Promise<Usage[]> {
  const quotas = await listQuotas(client, workspaceId, signal);
  const types = quotas.map(({ type }) => type).filter(type => quotaMeaning(type).counted);
  return types.length === 0 ? [] : listUsages(client, workspaceId, types, signal);
}
