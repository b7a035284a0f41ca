// A token's permissions: those to read are tested, those to write are inferred from the token's
// kind and role.
import type { Client } from '../botpress/client.ts';
import {
  getMembership,
  listAuditRecords,
  listBots,
  listIntegrations,
  listInvoices,
  listMembers,
  listWorkspaces,
} from '../botpress/endpoints.ts';
import type { Exchange } from '../botpress/exchange.ts';
import { probeConversations, probeFiles, probeTables } from '../botpress/probes.ts';
import type { Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';
import { oneOfKind, type TokenKind } from '../secrets/kind.ts';
import { type Area, isFor } from '../secrets/scopes.ts';
import { type Action, actions, isRole } from './actions.ts';
import { seenIn } from './apiProbes.ts';
import { causeOfExchange } from './causes.ts';

export type Ability = {
  name: string;
  title: string;
  verdict: 'allowed' | 'denied' | 'unknown';
  /** `not probed` if there is no workspace or bot to ask about. */
  basis: 'probed' | 'inferred' | 'not probed';
  /** The reason for `denied` or `unknown`. */
  why: string | null;
  /** Whether the documentation lists the ability for this kind of token. */
  documented: boolean;
};

export type Abilities = {
  kind: TokenKind;
  role: string | null;
  /** First the abilities to read, as tested; then those to write, as inferred. */
  abilities: Ability[];
};

type Probe = {
  name: string;
  title: string;
  area: Area;
  needs: 'nothing' | 'workspace' | 'bot';
  ask: (client: Client, place: Place, signal: AbortSignal | undefined) => Promise<unknown>;
};

type Place = { workspaceId: string; scope: { botId?: string; integrationId?: string } };

// biome-ignore format: a table
const probes: readonly Probe[] = [
  { name: 'workspaces', title: 'list workspaces', area: 'workspaces', needs: 'nothing', ask: (client, _, signal) => listWorkspaces(client, undefined, signal) },
  { name: 'bots', title: 'list bots', area: 'bots', needs: 'workspace', ask: (client, at, signal) => listBots(client, at.workspaceId, undefined, signal) },
  { name: 'integrations', title: 'list integrations', area: 'integrations', needs: 'workspace', ask: (client, at, signal) => listIntegrations(client, at.workspaceId, undefined, signal) },
  { name: 'members', title: 'list members', area: 'members', needs: 'workspace', ask: (client, at, signal) => listMembers(client, at.workspaceId, undefined, signal) },
  { name: 'billing', title: 'see invoices', area: 'billing', needs: 'workspace', ask: (client, at, signal) => listInvoices(client, at.workspaceId, signal) },
  { name: 'audit', title: 'see audit records', area: 'workspaces', needs: 'workspace', ask: (client, at, signal) => listAuditRecords(client, at.workspaceId, undefined, signal) },
  { name: 'conversations', title: 'read conversations', area: 'conversations', needs: 'bot', ask: (client, at, signal) => probeConversations(client, at.scope, signal) },
  { name: 'tables', title: 'read tables', area: 'tables', needs: 'bot', ask: (client, at, signal) => probeTables(client, at.scope, signal) },
  { name: 'files', title: 'read files', area: 'files', needs: 'bot', ask: (client, at, signal) => probeFiles(client, at.scope, signal) },
];

/** Actions that change something, so they are not tested. */
const written = actions.filter(({ name }) => !/^(list|read|see)-/.test(name));

export type ProbeOptions = {
  /** For a PAT: the bot whose conversations, tables and files are requested. */
  botId?: string;
  signal?: AbortSignal;
  /** Used instead of a new client for the profile. */
  client?: Client;
  /**
   * Called with each ability as soon as it is known. Inferred abilities come only with the result.
   */
  onAbility?: (ability: Ability) => void;
};

/**
 * Tests the abilities to read, in parallel, and infers the abilities to write. Changes nothing at
 * the server. A network fault, a quota or a rate limit leaves an ability unknown: none of these
 * means that the ability is denied.
 * @throws AppError if the token cannot be read, or belongs to another origin
 */
export async function probeAbilities(
  ctx: Context,
  name: string | null,
  profile: StoredProfile,
  options: ProbeOptions = {},
): Promise<Abilities> {
  const client = options.client ?? (await connect(ctx, name, profile));
  const { signal, onAbility } = options;
  const kind = profile.kind ?? 'unknown';
  const { workspaceId } = profile;
  const place = placeOf(profile, options.botId);
  const isAdmin = kind === 'pat' || kind === 'unknown';
  const role = isAdmin && workspaceId ? roleOf(client, workspaceId, signal) : null;
  const probed = probes.map(async probe => {
    const found = isPossible(probe, place)
      ? await probe.ask(client, place, signal).then(
          () => ability(probe, kind, 'allowed', null),
          async error => refusal(probe, kind, error, await role),
        )
      : notProbed(probe, kind);
    onAbility?.(found);
    return found;
  });
  const reading = await Promise.all(probed);
  const known = await role;
  return {
    kind,
    role: known,
    abilities: [...reading, ...written.map(one => infer(one, kind, known))],
  };
}

function placeOf(profile: StoredProfile, botId = profile.botId): Place {
  return {
    workspaceId: profile.workspaceId ?? '',
    scope: {
      ...(botId ? { botId } : {}),
      ...(profile.integrationId ? { integrationId: profile.integrationId } : {}),
    },
  };
}

function isPossible({ needs }: Probe, { workspaceId, scope }: Place): boolean {
  if (needs === 'workspace') return workspaceId !== '';
  return needs === 'nothing' || Object.keys(scope).length > 0;
}

async function roleOf(client: Client, id: string, signal?: AbortSignal): Promise<string | null> {
  try {
    return (await getMembership(client, id, signal)).role;
  } catch (error) {
    if (isAppError(error) && error.kind !== 'cancelled') return null;
    throw error;
  }
}

function isDocumented(kind: TokenKind, area: Area): boolean {
  return kind !== 'unknown' && isFor(kind, area);
}

function ability(
  { name, title, area }: Probe,
  kind: TokenKind,
  verdict: Ability['verdict'],
  why: string | null,
): Ability {
  return { name, title, verdict, basis: 'probed', why, documented: isDocumented(kind, area) };
}

function notProbed(probe: Probe, kind: TokenKind): Ability {
  const why = `no ${probe.needs} to ask about`;
  return { ...ability(probe, kind, 'unknown', why), basis: 'not probed' };
}

function refusal(probe: Probe, kind: TokenKind, error: unknown, role: string | null): Ability {
  if (!isAppError(error) || error.kind === 'cancelled') throw error;
  const { exchange } = error;
  if (exchange === undefined) return ability(probe, kind, 'unknown', error.message);
  const cause = causeOfExchange(seenIn({ ok: false, error, exchange }));
  if (cause === 'forbidden')
    return ability(probe, kind, 'denied', reasonOf(probe, kind, role, exchange));
  if (cause === 'token-rejected') return ability(probe, kind, 'denied', error.message);
  return ability(probe, kind, 'unknown', whyUnknown(error));
}

function whyUnknown({ message }: AppError): string {
  return `no clear answer: ${message}`;
}

function reasonOf(
  { area }: Probe,
  kind: TokenKind,
  role: string | null,
  { status, errorType }: Exchange,
): string {
  const answer = `${status} ${errorType}`;
  if (!isDocumented(kind, area) && kind !== 'unknown') {
    return `${oneOfKind(kind)} is not for this (${answer})`;
  }
  // An owner has every permission: if an owner is refused, the workspace is blocked.
  return role === null || role === 'owner' ? answer : `the role ${role} may not (${answer})`;
}

function infer(
  { name, title, kinds, roles }: Action,
  kind: TokenKind,
  role: string | null,
): Ability {
  const documented = kind !== 'unknown' && kinds.includes(kind);
  const told = (verdict: Ability['verdict'], why: string | null): Ability => ({
    name,
    title,
    verdict,
    basis: 'inferred',
    why,
    documented,
  });
  if (kind === 'unknown') return told('unknown', 'the kind of token is not known');
  if (!documented) return told('denied', `${oneOfKind(kind)} is not for this`);
  if (kind !== 'pat' || roles === null) return told('allowed', null);
  if (role === null || !isRole(role)) return told('unknown', 'the role is not known');
  return roles.includes(role) ? told('allowed', null) : told('denied', `the role ${role} may not`);
}
