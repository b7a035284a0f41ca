// The facts that the checks examine: read once and shared.
import { altered, type Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { readToken } from '../profiles/sources/readToken.ts';
import { readState, type State } from '../profiles/store.ts';
import { type ApiProbes, createApiProbes } from './apiProbes.ts';
import type { FixContext } from './fixContext.ts';
import { type HomeFacts, lookAtHome } from './home.ts';
import type { Subject } from './subject.ts';

/** A token exactly as stored, or the reason why it cannot be read. */
type TokenFact = { text: string; error: null } | { text: null; error: AppError };

export type Facts = {
  ctx: Context;
  subject: Subject;
  about: FixContext;
  /** Whether the network must not be used. */
  offline: boolean;
  /** Aborts the requests. */
  signal: AbortSignal;
  /** config.json and bp's files, or the reason why they cannot be read. */
  stored(): { state: State; error: null } | { state: null; error: AppError };
  home(): HomeFacts;
  token(): Promise<TokenFact>;
  /**
   * The requests to the API. Only for checks that need `api-url`, because that check decides
   * whether the token may be sent.
   */
  probes(): Promise<ApiProbes>;
};

export function createFacts(
  ctx: Context,
  subject: Subject,
  about: FixContext,
  { offline, signal }: Pick<Facts, 'offline' | 'signal'>,
): Facts {
  const facts: Facts = {
    ctx,
    subject,
    about,
    offline,
    signal,
    stored: once(() => {
      const { stored = null } = subject;
      // If credentials from the environment apply, another user's home counts as empty and gives no
      // error. The diagnosis has to report whose home it is, so the home is read again.
      const isClosed = stored?.notices.some(({ type }) => type === 'home-closed');
      if (stored !== null && !isClosed) return { state: stored, error: null };
      try {
        return { state: readState(altered(ctx, { canLackHome: false })), error: null };
      } catch (error) {
        return { state: null, error: ours(error) };
      }
    }),
    home: once(() => lookAtHome(ctx.botpressHome)),
    token: once(() => fetchToken(ctx, subject)),
    probes: once(async () => {
      const { text } = await facts.token();
      const token = (text ?? '').trim();
      return createApiProbes(ctx, profileOf(facts), about.kind, token, signal);
    }),
  };
  return facts;
}

/** The profile. Checks that call this need `resolution`, which fails if there is no profile. */
export function profileOf({ subject }: Facts): StoredProfile {
  if (subject.profile === null) throw new Error('a check ran without what it needs');
  return subject.profile;
}

async function fetchToken(ctx: Context, { name, profile }: Subject): Promise<TokenFact> {
  // The stored text unchanged, because stray blanks in it are what the diagnosis is looking for.
  if (typeof profile?.token === 'string') return { text: profile.token, error: null };
  if (profile === null) return { text: '', error: null };
  try {
    return { text: await readToken(ctx, name, profile), error: null };
  } catch (error) {
    return { text: null, error: ours(error) };
  }
}

function ours(error: unknown): AppError {
  if (isAppError(error)) return error;
  throw error;
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
