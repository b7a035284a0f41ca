// The work behind the workspace screen, calling the same actions as the commands.
import type { AppError } from '../../../errors.ts';
import { workspacePages } from '../../../login/prove.ts';
import { switchWorkspace, type WorkspaceSwitch } from '../../../login/switchWorkspace.ts';
import { connect } from '../../../profiles/connect.ts';
import { readState } from '../../../profiles/store.ts';
import type { JobsOf, JobTools } from '../../contract/jobs.ts';
import type { Message } from '../../contract/messages.ts';
import { loadWorkspace } from './load.ts';
import type { WorkspaceWork } from './messages.ts';

export function workspaceJobs({ ctx, lanes, write }: JobTools): JobsOf<WorkspaceWork> {
  return {
    'workspace.load'(job) {
      const { identity } = job;
      const failed = (error: AppError): Message => ({ type: 'workspace.failed', identity, error });
      lanes.start('workspace.load', failed, (signal, say) => loadWorkspace(ctx, job, signal, say), {
        profile: job.name,
      });
    },
    'workspace.list'({ identity, name, profile }) {
      const failed = (error: AppError): Message => ({
        type: 'workspace.switch.failed',
        identity,
        error,
      });
      lanes.start(
        'workspace.list',
        failed,
        async (signal, say) => {
          const client = await connect(ctx, name, profile);
          for await (const workspaces of workspacePages(client, signal)) {
            say({ type: 'workspace.switch.page', identity, workspaces });
          }
          say({ type: 'workspace.switch.listed', identity });
        },
        { profile: name },
      );
    },
    'workspace.switchTo'({ name: of, profile, workspaceId, named }) {
      write(async ctx => {
        const { config } = readState(ctx);
        const signal = AbortSignal.any([ctx.signal, lanes.ending]);
        const options = { named, signal };
        const asked = { name: of, profile };
        const changed = await switchWorkspace(ctx, config, asked, workspaceId, options);
        const { state, plan, left } = changed;
        const text = [switchedText(of, changed), ...left].join('. ');
        return { state, message: { type: 'workspace.switched', name: plan.name, of, text } };
      });
    },
  };
}

function switchedText(of: string, { plan, proof }: WorkspaceSwitch): string {
  const { name } = plan;
  const where = `${proof.workspace.name} (${proof.workspace.id})`;
  if (plan.type === 'created') return `${name} is a new profile for ${where}; ${of} stays as it is`;
  if (plan.type === 'switched')
    return `Switched to ${name}, which has ${where}; ${of} stays as it is`;
  return `${name} uses ${where} now`;
}
