// `profiles active`: the three documented lines, verified (contract.md, Output).
import { exitCodes } from '../errors.ts';
import { currentOf, noProfile } from '../profiles/current.ts';
import { sourceName } from '../profiles/resolve.ts';
import { readState } from '../profiles/store.ts';
import { describeTarget, viewProfile } from '../profiles/view.ts';
import { checkStatus, type Status } from '../tokens/status.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';

export const profilesActive: Command = {
  name: 'profiles active',
  summary: 'Workspace, API URL, and whether you are really authenticated',
  usage: '[--offline]',
  flags: { offline: { type: 'boolean', help: 'Do not ask the API' } },
  args: { min: 0, max: 0 },
  examples: ['bp-auth profiles active', 'bp-auth profiles active --json'],
  async run(ctx, input) {
    const state = readState(ctx);
    const { current, shadowed, warnings } = currentOf(ctx, state, input.text('profile'));
    for (const warning of warnings) note(ctx, warning);
    if (current === null) throw noProfile();
    const status = input.on('offline')
      ? offline
      : await checkStatus(ctx, current.name, current.profile);
    const fresh = status.workspace;
    const profile = fresh
      ? { ...current.profile, workspaceName: fresh.name, workspaceHandle: fresh.handle ?? null }
      : current.profile;
    const view = viewProfile(current.name, profile, current.name === state.config.activeProfile);
    const { authenticated, reason } = status;
    if (input.on('json')) {
      const source = sourceName(current.source);
      printJson(ctx, { ...view, authenticated, reason, source, shadowed });
    } else {
      const target = describeTarget(view);
      const words = { yes: 'Yes', no: 'No', unknown: 'Unknown' };
      printLine(ctx, `${target.label}: ${target.value}`);
      printLine(ctx, `API URL: ${view.apiUrl}`);
      printLine(
        ctx,
        `Authenticated: ${words[authenticated]}${reason === null ? '' : ` (${reason})`}`,
      );
    }
    if (fresh?.blocked) note(ctx, 'This workspace is blocked: most calls will be refused');
    if (status.error?.hint) note(ctx, status.error.hint);
    return exitOf(status);
  },
};

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
