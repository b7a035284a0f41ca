// The subject of a diagnosis, reduced to the values that titles and fixes need.

import { originOf } from '../botpress/apiUrl.ts';
import type { Exchange } from '../botpress/exchange.ts';
import type { Line, Shell } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { type StoredProfile, sourceOf, type TokenSource } from '../profiles/config.ts';
import type { Resolution } from '../profiles/resolve.ts';
import { variablesOf } from '../profiles/shadowed.ts';
import { kindOf, type TokenKind } from '../secrets/kind.ts';
import { placeOf } from '../shell.ts';
import type { Action } from './actions.ts';
import type { Subject } from './subject.ts';

export type FixContext = {
  platform: NodeJS.Platform;
  /** The shell that printed lines are for. */
  shell: Shell;
  /** Null if the credentials come from the environment, or if there are none. */
  name: string | null;
  kind: TokenKind;
  apiUrl: string;
  /** Host and port, for sentences. */
  host: string;
  tokenOrigin: string | null;
  workspaceId: string | null;
  botId: string | null;
  integrationId: string | null;
  /** Null if there are no credentials. */
  tokenSource: TokenSource | null;
  /**
   * The variables of all credentials in the environment, including credentials that are overruled;
   * empty if the credentials that apply come from elsewhere, or if there are none.
   */
  variables: readonly string[];
  /** The home, if commands have to name it; otherwise null. */
  home: string | null;
  action: Action | null;
};

/** The values that fill in a cause's title and its fixes. */
export type Details = {
  paths?: readonly string[];
  variables?: readonly string[];
  /** Flags whose values are in variables. */
  flags?: ReadonlyArray<readonly [flag: string, variable: string]>;
  /** Names of profiles. */
  names?: readonly string[];
  /**
   * Workspaces that may have been meant, the most similar name or id first. For some causes these
   * are bots or integrations.
   */
  workspaces?: ReadonlyArray<{ id: string; name: string }>;
  role?: string | null;
  /** Whether another user's file is in our own directory. */
  inOwnDirectory?: boolean;
  /** Seconds. */
  retryAfter?: number | null;
  /** Seconds; positive when this machine is ahead. */
  skew?: number;
  /** The proxy, if any. */
  proxy?: Exchange['proxy'];
  /** The token's source: `from BP_TOKEN in the environment`. */
  from?: string;
  what?: string;
  /** The command that fixes the cause. */
  command?: Line | null;
  /** Whether the ADK has a profile with these credentials. */
  isExported?: boolean;
};

export function fixContextOf(ctx: Context, subject: Subject, action: Action | null): FixContext {
  const { profile, resolution } = subject;
  const apiUrl = profile?.apiUrl ?? '';
  const source = resolution?.current?.source;
  return {
    ...placeOf(ctx),
    name: subject.name,
    kind: kindOfSubject(profile),
    apiUrl,
    host: URL.canParse(apiUrl) ? new URL(apiUrl).host : apiUrl,
    tokenOrigin: profile?.tokenOrigin ?? originOf(apiUrl),
    workspaceId: profile?.workspaceId ?? null,
    botId: profile?.botId ?? null,
    integrationId: profile?.integrationId ?? null,
    tokenSource: profile === null ? null : sourceOf(profile),
    variables: source?.type === 'environment' ? variablesInTheWay(resolution) : [],
    action,
  };
}

/**
 * The variables of all sources in the environment: if only the winning ones were unset, the next
 * ones would apply instead of what is stored.
 */
function variablesInTheWay(resolution: Resolution | undefined): string[] {
  const overruled = (resolution?.shadowed ?? []).flatMap(found =>
    found.kind === 'overruled' && found.source.type === 'environment' ? [found.source] : [],
  );
  const sources = [resolution?.current?.source ?? [], overruled].flat();
  return [...new Set(sources.flatMap(variablesOf))];
}

function kindOfSubject(profile: StoredProfile | null): TokenKind {
  const told = kindOf(profile?.token ?? '');
  return told === 'unknown' ? (profile?.kind ?? 'unknown') : told;
}
