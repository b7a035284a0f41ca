// `profiles active`: the current profile in the three documented lines (docs/reference.md, Output).
// The third line says whether the API accepts the token.
import { adviceText } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { type AppError, exitCodes, isAppError, rewrapped } from '../errors.ts';
import { passedOverText } from '../files/foreignFile.ts';
import { linePlace } from '../linePlace.ts';
import { bpAlone } from '../profiles/bpAlone.ts';
import { requireCurrent } from '../profiles/current.ts';
import { nameForPrompt } from '../profiles/name.ts';
import { mismatch } from '../profiles/project.ts';
import type { Current, Resolution } from '../profiles/resolve.ts';
import { shadowedJson, sourceName } from '../profiles/shadowed.ts';
import { describeTarget, viewProfile } from '../profiles/view.ts';
import type { Status } from '../tokens/status.ts';
import type { Command } from './command.ts';
import { note, printError, printJson, printLine } from './print.ts';
import { applying, noteRemark, noteStoredToken, projectHere, readStored } from './stored.ts';

export const profilesActive: Command = {
  async run(ctx, input) {
    const state = await readStored(ctx);
    const resolution = applying(ctx, input, state);
    const current = currentOrOneLine(ctx, resolution, input.on('json'));
    const { shadowed } = resolution;
    const alone = bpAlone(ctx, state, current);
    const bp = alone.difference;
    if (input.on('short')) {
      const name = current.name === null ? '(environment)' : nameForPrompt(current.name);
      printLine(ctx, `${name}${bp === null ? '' : '!'}`);
      return 0;
    }
    const stray = mismatch(projectHere(ctx), state.config, current);
    if (stray !== null) noteRemark(ctx, stray);
    const { passedOver } = alone.dotenv;
    if (passedOver !== null) note(ctx, passedOverText(passedOver));
    // Whether a notice has already mentioned the credentials that a login of bp left in its cache.
    const isSaid = state.notices.some(({ type }) => type === 'unfinished-login');
    if (bp !== null && !isSaid && !input.on('explain')) noteRemark(ctx, bp);
    const status = input.on('offline') ? offline : await askApi(ctx, current);
    const fresh = status.workspace;
    const profile = fresh
      ? { ...current.profile, workspaceName: fresh.name, workspaceHandle: fresh.handle ?? null }
      : current.profile;
    const { authenticated, reason } = status;
    const explaining = input.on('explain') ? await import('./explainActive.ts') : null;
    const explanation = explaining?.explainActive(ctx, resolution, alone);
    if (input.on('json')) {
      const source = sourceName(current.source);
      const view = viewProfile(current.name, profile, current.name === state.config.activeProfile);
      printJson(ctx, {
        ...view,
        authenticated,
        reason,
        source,
        shadowed: shadowed.map(shadowedJson),
        ...(explanation && explaining?.explanationJson(ctx, explanation)),
      });
    } else {
      const target = describeTarget(profile);
      const words = { yes: 'Yes', no: 'No', unknown: 'Unknown' };
      printLine(ctx, `${target.label}: ${target.value}`);
      printLine(ctx, `API URL: ${profile.apiUrl}`);
      printLine(
        ctx,
        `Authenticated: ${words[authenticated]}${reason === null ? '' : ` (${reason})`}`,
      );
      if (explanation) explaining?.printExplanation(ctx, explanation);
    }
    if (fresh?.blocked) note(ctx, 'This workspace is blocked: most calls will be refused');
    if (status.error !== null) await sayWhy(ctx, status.error, input.on('json'));
    return exitOf(status);
  },
};

/** Without credentials the documented output is one line, so the advice is added to that line. */
function currentOrOneLine(ctx: Context, resolution: Resolution, asJson: boolean): Current {
  try {
    return requireCurrent(resolution);
  } catch (error) {
    if (asJson || !isAppError(error) || error.advice === undefined) throw error;
    const step = adviceText(error.advice, linePlace(ctx));
    throw rewrapped(error, { message: says => `${says}. ${step}`, hint: undefined });
  }
}

/** Why the line `Authenticated` does not say Yes, and what to do about it. */
async function sayWhy(ctx: Context, error: AppError, asJson: boolean): Promise<void> {
  const { isAwaited, judged } = await import('../diagnosis/judged.ts');
  printError(ctx, await judged(ctx, error, { isAwaited: isAwaited(ctx, asJson) }), asJson);
}

/**
 * Loads its modules itself: `--short` and `--offline` do not ask the API, and shell prompts need
 * them to be fast.
 */
async function askApi(ctx: Context, current: Current): Promise<Status> {
  const { name, profile } = current;
  noteStoredToken(ctx, current);
  const { checkStatus } = await import('../tokens/status.ts');
  const { withProgress } = await import('./progress.ts');
  return withProgress(ctx, 'Asking the API', () =>
    checkStatus(ctx, name, profile, undefined, false),
  );
}

const offline: Pick<Status, 'authenticated' | 'reason' | 'error' | 'workspace'> = {
  authenticated: 'unknown',
  reason: 'offline',
  error: null,
  workspace: null,
};

function exitOf(status: Pick<Status, 'authenticated' | 'error'>): number {
  if (status.error === null) return 0;
  const { kind } = status.error;
  return status.authenticated === 'no' && kind !== 'auth' ? exitCodes.forbidden : exitCodes[kind];
}
