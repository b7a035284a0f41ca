// `profiles active`: the three documented lines, verified (contract.md, Output).
import type { Context } from '../context.ts';
import { exitCodes } from '../errors.ts';
import { bpDifference } from '../profiles/bpDifference.ts';
import { currentOf, noProfile } from '../profiles/current.ts';
import { type Current, sourceName } from '../profiles/resolve.ts';
import { type Notice, readState } from '../profiles/store.ts';
import { describeTarget, viewProfile } from '../profiles/view.ts';
import type { Status } from '../tokens/status.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';

export const profilesActive: Command = {
  name: 'profiles active',
  summary: 'Workspace, API URL, and whether you are really authenticated',
  usage: '[--offline] [--explain] [--short]',
  flags: {
    offline: { type: 'boolean', help: 'Do not ask the API' },
    explain: {
      type: 'boolean',
      help: 'Say where each value comes from, and what bp alone would send',
    },
    short: {
      type: 'boolean',
      help: 'The name alone, for a prompt; a trailing ! where bp would use another one',
    },
  },
  args: { min: 0, max: 0 },
  examples: [
    'bp-auth profiles active',
    'bp-auth profiles active --explain --offline',
    'bp-auth profiles active --json',
  ],
  async run(ctx, input) {
    const state = readState(ctx);
    const resolution = currentOf(ctx, state, input.text('profile'));
    const { current, shadowed, warnings } = resolution;
    for (const warning of warnings) note(ctx, warning);
    if (state.notices.length > 0) await sayNotices(ctx, state.notices);
    if (current === null) throw noProfile();
    if (input.on('short')) {
      const bpDiffers = bpDifference(state, current, ctx.env) !== null;
      printLine(ctx, `${current.name ?? '(environment)'}${bpDiffers ? '!' : ''}`);
      return 0;
    }
    const status = input.on('offline') ? offline : await askApi(ctx, current);
    const fresh = status.workspace;
    const profile = fresh
      ? { ...current.profile, workspaceName: fresh.name, workspaceHandle: fresh.handle ?? null }
      : current.profile;
    const { authenticated, reason } = status;
    const explaining = input.on('explain') ? await import('./explainActive.ts') : null;
    const explanation = explaining?.explain(ctx, state, resolution);
    if (input.on('json')) {
      const source = sourceName(current.source);
      const view = viewProfile(current.name, profile, current.name === state.config.activeProfile);
      printJson(ctx, { ...view, authenticated, reason, source, shadowed, ...explanation });
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
    if (status.error?.hint) note(ctx, status.error.hint);
    return exitOf(status);
  },
};

/** Loaded when the API is asked: a prompt never asks. */
async function askApi(ctx: Context, { name, profile }: Current): Promise<Status> {
  const { checkStatus } = await import('../tokens/status.ts');
  return checkStatus(ctx, name, profile);
}

async function sayNotices(ctx: Context, notices: readonly Notice[]): Promise<void> {
  const { noticeText } = await import('../profiles/notices.ts');
  for (const notice of notices) note(ctx, noticeText(notice));
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
