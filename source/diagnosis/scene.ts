// What a diagnosis is about, in the few values that titles and fixes are made of.
import { originOf } from '../botpress/apiUrl.ts';
import type { Context } from '../context.ts';
import { botpressHomeOf } from '../files/homes.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { type Resolution, variablesOf } from '../profiles/resolve.ts';
import { kindOf, type TokenKind } from '../tokens/kind.ts';
import type { Action } from './actions.ts';
import { quote } from './quote.ts';
import { type Shell, shellOf } from './shell.ts';
import type { Subject } from './subject.ts';

export type Scene = {
  platform: NodeJS.Platform;
  /** The shell that printed lines are for. */
  shell: Shell;
  /** Null for credentials of the environment, and where there are none. */
  name: string | null;
  kind: TokenKind;
  apiUrl: string;
  /** Host and port, for sentences. */
  host: string;
  tokenOrigin: string | null;
  workspaceId: string | null;
  botId: string | null;
  integrationId: string | null;
  /** Environment variables that the credentials come from. */
  variables: readonly string[];
  /** The home, where a command has to name it. */
  home: string | null;
  action: Action | null;
};

/** What a printed command depends on, whatever it is about. */
export type Place = Pick<Scene, 'platform' | 'shell' | 'home'>;

export const placeOf = (ctx: Context): Place => ({
  platform: ctx.platform,
  shell: shellOf(ctx),
  home: homeToName(ctx),
});

export function sceneOf(ctx: Context, subject: Subject, action: Action | null): Scene {
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
    variables: source?.type === 'environment' ? variablesInTheWay(resolution) : [],
    action,
  };
}

/** All that has to be taken out for what is stored to apply: the next unit would apply without the first. */
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

/** A command printed for a home that is not found by itself has to name it. */
function homeToName(ctx: Context): string | null {
  return ctx.botpressHome === usualHome(ctx) ? null : ctx.botpressHome;
}

function usualHome({ env, userHome, platform }: Context): string | null {
  try {
    return botpressHomeOf(env, { path: userHome, problem: null }, platform);
  } catch {
    return null;
  }
}

/** A bp-auth command line, every word of it quoted where needed. */
export const bpAuth = (scene: Place, ...words: readonly string[]) =>
  bpAuthWords(scene, ['bp-auth', ...words]);

/** The same for words that have the program's name already. */
export function bpAuthWords(scene: Place, words: readonly string[]): string {
  const home = scene.home === null ? [] : ['--botpressHome', scene.home];
  // What follows `--` belongs to another program.
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const all = [...words.slice(0, end), ...home, ...words.slice(end)];
  return all.map(word => quote(word, scene.platform)).join(' ');
}

/** `--profile NAME` as words; nothing where the credentials come from the environment. */
export function profileFlag({ name }: Pick<Scene, 'name'>): string[] {
  if (name === null) return [];
  return name.startsWith('-') ? [`--profile=${name}`] : ['--profile', name];
}
