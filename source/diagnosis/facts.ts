// The facts that the checks look at: read once, shared by all of them.
import { altered, type Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { readToken } from '../profiles/sources/readToken.ts';
import { readState, type State } from '../profiles/store.ts';
import { type ApiProbes, createApiProbes } from './apiProbes.ts';
import type { FixContext } from './fixContext.ts';
import { type HomeFacts, lookAtHome } from './home.ts';
import type { Subject } from './subject.ts';

/** A token as it lies where it lives, or why it cannot be had. */
type TokenFact = { text: string; error: null } | { text: null; error: AppError };

export type Facts = {
  ctx: Context;
  subject: Subject;
  about: FixContext;
  /** Nothing may be asked over the network. */
  offline: boolean;
  /** Ends the requests. */
  signal: AbortSignal;
  /** config.json with bp's files, or why it cannot be read. */
  stored(): { state: State; error: null } | { state: null; error: AppError };
  home(): HomeFacts;
  token(): Promise<TokenFact>;
  /** The requests. Only for checks that need a profile whose token may be sent. */
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
      // Credentials of the environment can do without a home that is closed; whoever looks for causes wants its error.
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

/** The profile; checks that come here need `resolution`, which fails without one. */
export function profileOf({ subject }: Facts): StoredProfile {
  if (subject.profile === null) throw new Error('a check ran without what it needs');
  return subject.profile;
}

async function fetchToken(ctx: Context, { name, profile }: Subject): Promise<TokenFact> {
  // As it lies there, not as it would be sent: the blanks around it are what one wants to see.
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
