// The judgement on an API or connection error of a command or a screen: which of doctor's causes
// the error has, as far as is known without doctor's checks (docs/notes/diagnosis.md, Everywhere).
import { workspaceIn } from '../botpress/endpoints.ts';
import type { Exchange } from '../botpress/exchange.ts';
import { type SentWith, sentWith } from '../botpress/sentWith.ts';
import { type Advice, joined, say } from '../commandLine.ts';
import { altered, type Context } from '../context.ts';
import { errorCodes } from '../errorCodes.ts';
import { type AppError, isAppError, recast } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { readState, type State } from '../profiles/store.ts';
import { kindOf } from '../secrets/kind.ts';
import { actionOfCall, findingOfCall } from './callRefusal.ts';
import { type CauseId, causeOfExchange, causes, isCauseId } from './causes.ts';
import type { Finding } from './check.ts';
import type { Confidence, Fix } from './diagnosis.ts';
import { type FixContext, fixContextOf } from './fixContext.ts';
import { causeHere } from './here.ts';
import { likelyWorkspaces, mostAlike } from './likelyWorkspaces.ts';
import { noLook, type OneMoreLook, withOneMoreLook } from './oneMoreLook.ts';
import { describeFinding, inPrivate } from './rootCause.ts';
import { currentSubject, type Subject } from './subject.ts';
import { tokenOriginOf } from './tokenOrigin.ts';
import { shapeProblem } from './tokenShape.ts';
import { tellingNothing } from './told.ts';

export type Judging = {
  /**
   * Whether somebody is waiting at a terminal: only then may the API be asked again, for less than
   * a second.
   */
  isAwaited: boolean;
  /** Values from the command line of a login, whose requests do not contain them yet. */
  flags?: Partial<Pick<FixContext, 'name' | 'workspaceId' | 'botId' | 'integrationId'>>;
  /** Writes a fix into the hint; by default with its title and command. */
  stepOf?: (fix: Fix) => Advice;
};

/**
 * The error with its cause, as far as known, and steps to fix it. Errors that are neither API
 * answers nor connection failures stay unchanged. Only the cause `workspace-not-found` may change
 * the exit code.
 */
export async function judged(ctx: Context, error: AppError, judging: Judging): Promise<AppError> {
  const { exchange } = error;
  const sent = exchange && sentWith(exchange);
  if (!exchange || !sent || error.kind === 'bug' || error.kind === 'cancelled') return error;
  const known = knownOf(ctx, exchange, sent, judging.flags ?? {});
  const find = (look: OneMoreLook) => findingOf({ ctx, error, exchange, sent, known }, look);
  const finding = await (judging.isAwaited ? withOneMoreLook(ctx, sent, find) : find(noLook));
  if (finding === null) return error;
  return inWords(error, exchange, finding, known, judging);
}

type Known = {
  subject: Subject;
  state: State | null;
  /** The token's source; empty if unknown. */
  from: string;
  about: FixContext;
};

/**
 * The facts that this machine has about a token that was sent: its source, its profile, and what the fixes
 * need (`about`).
 */
function knownOf(
  ctx: Context,
  { path }: Exchange,
  sent: SentWith,
  flags: NonNullable<Judging['flags']>,
): Known {
  const state = stateOf(ctx);
  const origin =
    state === null ? { words: '', name: null } : tokenOriginOf(ctx, sent, state.config);
  const profile: StoredProfile = {
    ...(origin.name === null ? {} : state?.config.profiles[origin.name]),
    ...{ apiUrl: sent.apiUrl, tokenOrigin: sent.tokenOrigin, token: sent.token },
  };
  const isFromEnvironment = sent.from?.type === 'environment';
  const current = isFromEnvironment ? currentSubject(ctx) : null;
  const subject: Subject =
    current?.name === null && current.profile !== null ? current : { name: origin.name, profile };
  const about = fixContextOf(ctx, subject, null);
  return {
    subject,
    state,
    from: origin.words,
    about: {
      ...about,
      name: about.name ?? flags.name ?? null,
      workspaceId: sent.workspaceId ?? workspaceIn(path) ?? flags.workspaceId ?? about.workspaceId,
      botId: sent.botId ?? flags.botId ?? about.botId,
      integrationId: sent.integrationId ?? flags.integrationId ?? about.integrationId,
    },
  };
}

function stateOf(ctx: Context): State | null {
  try {
    return readState(altered(ctx, { canLackHome: true }));
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

type Case = { ctx: Context; error: AppError; exchange: Exchange; sent: SentWith; known: Known };

/** Null if the error already says everything. */
async function findingOf(
  { ctx, error, exchange, sent, known }: Case,
  looking: OneMoreLook,
): Promise<Finding | null> {
  const seen = causeOfExchange({ ...exchange, redirected: error.code === 'redirected-elsewhere' });
  if (seen === 'token-rejected') return ofRejection(sent);
  const here = causeHere(ctx, exchange, seen);
  if (here.cause !== seen) return here;
  // Connection errors already explain themselves.
  const isOnTheWay = ['network', 'origin'].includes(errorCodes[seen]);
  if (isOnTheWay && seen !== 'unexpected-refusal') return null;
  const workspaceId = sent.workspaceId;
  const target = { workspaceId, botId: sent.botId, integrationId: sent.integrationId };
  // The code of the error already names its cause, so the API is not asked again.
  if (error.code === 'role-insufficient' || error.code === 'target-not-found') return null;
  const about = { kind: kindOf(sent.token) === 'unknown' ? known.about.kind : kindOf(sent.token) };
  const finding = await findingOfCall({ exchange, target }, about, looking);
  if (finding.cause === 'workspace-not-found' || finding.cause === 'not-a-member') {
    const wanted = sent.workspaceId ?? workspaceIn(exchange.path) ?? '';
    const workspaces = await nearest(wanted, known, sent, looking);
    return { ...finding, details: { ...finding.details, ...(workspaces && { workspaces }) } };
  }
  if (finding.cause !== 'unexpected-refusal') return finding;
  if (isPathless(exchange)) return finding;
  if (exchange.errorType !== 'ResourceNotFound') return null;
  const id = sent.botId ?? sent.integrationId;
  if (id === null) return null;
  const workspaces = likelyWorkspaces(id, (await looking.targets(known.about)) ?? []);
  return { cause: 'target-not-found', details: { workspaces } };
}

/** Calls whose path contains no id. A 404 to such a call means that the API URL is wrong. */
const isPathless = ({ path }: Exchange) => /\/v1\/admin\/account\/(?:me|pats)$/.test(path);

/** Faults in a rejected token's text are more telling than the refusal. */
function ofRejection({ token }: SentWith): Finding {
  const odd = shapeProblem(token);
  if (odd === null || odd.confidence === 'possible') return { cause: 'token-rejected' };
  return {
    cause: odd.cause,
    confidence: odd.confidence,
    details: { what: tellingNothing(odd.what) },
  };
}

/**
 * Workspaces that may have been meant: those that the API lists, otherwise those of other profiles
 * with this token; null if unknown.
 */
async function nearest(
  wanted: string,
  { state }: Known,
  { apiUrl, token }: SentWith,
  looking: OneMoreLook,
): Promise<Array<{ id: string; name: string }> | null> {
  const listed = await looking.workspaces();
  if (listed !== null) return likelyWorkspaces(wanted, listed).slice(0, 1);
  const stored = Object.values(state?.config.profiles ?? {}).flatMap(profile =>
    profile.apiUrl === apiUrl &&
    profile.token?.trim() === token &&
    profile.workspaceId &&
    profile.workspaceId !== wanted
      ? { id: profile.workspaceId, name: profile.workspaceName ?? '', blocked: false }
      : [],
  );
  // A stored workspace that is not similar would be a guess, and probably wrong.
  const likely = mostAlike(wanted, stored);
  return likely && [likely];
}

/** Causes that the error itself explains well enough, with a fitting hint. */
const saidAlready: readonly CauseId[] = ['rate-limited', 'api-fault'];

function inWords(
  error: AppError,
  exchange: Exchange,
  finding: Finding,
  { about, from }: Known,
  { stepOf = stepOfCommand }: Judging,
): AppError {
  const { cause } = finding;
  if (saidAlready.includes(cause)) return error;
  const scene: FixContext = { ...about, action: actionOfCall(exchange.method, exchange.path) };
  const voice = inPrivate(scene);
  const told = {
    ...voice,
    details: (found: Parameters<typeof voice.details>[0]) => ({ ...voice.details(found), from }),
  };
  const { title, fixes, confidence } = describeFinding(
    {
      ...finding,
      details: { ...finding.details, proxy: exchange.proxy, retryAfter: exchange.retryAfter },
    },
    told,
  );
  const answer = answerOf(exchange);
  const says = `${title}${inParentheses(answer, confidence)}`;
  const steps = fixes.slice(0, mostSteps).map(stepOf).filter(Boolean);
  const hint = joined('. Or: ', ...steps);
  return recast(error, { code: codeFor(error, finding), says, hint });
}

/** The most steps beside an error; doctor shows them all. */
const mostSteps = 2;

function inParentheses(answer: string, confidence: Confidence): string {
  const words = [answer, confidence === 'certain' ? '' : confidence].filter(word => word !== '');
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

/** `403 Forbidden`, `ECONNREFUSED`. */
function answerOf({ status, errorType, networkCode }: Exchange): string {
  return networkCode ?? [status, errorType].filter(Boolean).join(' ');
}

/**
 * The code of the error once its cause is known: the id of the cause. The old code stays if the
 * token only looks odd and may be right, or if the exit code would change. Only
 * `workspace-not-found` may change the exit code.
 */
function codeFor(error: AppError, { cause, confidence }: Finding): AppError['code'] {
  const isSuspected = causes[cause].ofToken === true && confidence === 'likely';
  if (isSuspected || !isCauseId(cause)) return error.code;
  const isSame = errorCodes[cause] === error.kind;
  return isSame || cause === 'workspace-not-found' ? cause : error.code;
}

const stepOfCommand = ({ title, command, deed }: Fix): Advice =>
  deed?.type === 'again' ? deed.first : say`${title}: ${{ written: command }}`;

/** Whether somebody is waiting for this run at a terminal. */
export const isAwaited = ({ stdin, stdout, env }: Context, asJson: boolean): boolean =>
  stdin.isTTY && stdout.isTTY && !asJson && !env.CI;
