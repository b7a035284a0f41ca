// The work behind the troubleshooting screen: it calls the same actions as the commands.

import type { Context } from '../../../context.ts';
import { diagnose } from '../../../diagnosis/diagnose.ts';
import type { CheckUpdate } from '../../../diagnosis/diagnosis.ts';
import { judgePractices } from '../../../diagnosis/practices/checklist.ts';
import { lookAround } from '../../../diagnosis/practices/situation.ts';
import { planRepairs } from '../../../diagnosis/repair.ts';
import { reportText } from '../../../diagnosis/report.ts';
import { type AppError, placed, toAppError } from '../../../errors.ts';
import { linePlace } from '../../../linePlace.ts';
import { changeWorkspace, type WorkspaceChange } from '../../../login/changeWorkspace.ts';
import { readState } from '../../../profiles/store.ts';
import { version } from '../../../version.ts';
import type { Message } from '../../contract/messages.ts';
import type { Lanes } from '../../kernel/lanes.ts';
import type { Write } from '../tokens/jobs.ts';
import type { TroubleshootingWork } from './messages.ts';

type Job<Kind extends TroubleshootingWork['type']> = Extract<TroubleshootingWork, { type: Kind }>;

export function troubleshootingJobs(
  ctx: Context,
  lanes: Lanes,
  send: (message: Message) => void,
  write: Write,
) {
  return {
    diagnose({ name, profile, wanted }: Job<'diagnose'>) {
      lanes.start(
        'troubleshooting',
        diagnosisFailed,
        async (signal, say) => {
          const onCheck = (check: CheckUpdate) => say({ type: 'troubleshooting.check', check });
          const options = { onCheck, signal, ...(wanted === null ? {} : { for: wanted }) };
          const diagnosis = await diagnose(ctx, { name, profile }, options);
          say({ type: 'troubleshooting.done', diagnosis });
        },
        name,
      );
    },
    checklist() {
      lanes.start('checklist', checklistFailed, async (signal, say) => {
        const practices = judgePractices(await lookAround(ctx, { signal }));
        say({ type: 'troubleshooting.checklist.done', practices });
      });
    },
    'repairs.plan'() {
      try {
        const repairs = planRepairs(ctx).map(({ id, title }) => ({ id, title }));
        send({ type: 'troubleshooting.repairs', repairs });
      } catch (error) {
        send(writeFailed(placed(toAppError(error), linePlace(ctx))));
      }
    },
    'repairs.apply'({ ids }: Job<'repairs.apply'>) {
      write(async () => {
        // Planned anew: another process may have mended some of it meanwhile.
        const agreed = planRepairs(ctx).filter(({ id }) => ids.includes(id));
        for (const { apply } of agreed) await apply(ctx);
        return {
          state: readState(ctx),
          message: { type: 'troubleshooting.mended', text: 'Repaired' },
        };
      }, writeFailed);
    },
    'workspace.change'({ name: of, profile, workspaceId, named }: Job<'workspace.change'>) {
      write(async () => {
        const { config } = readState(ctx);
        const options = { named, signal: lanes.ending };
        const asked = { name: of, profile };
        const changed = await changeWorkspace(ctx, config, asked, workspaceId, options);
        const { state, plan, left } = changed;
        const text = [changedText(of, changed), ...left].join('. ');
        return { state, message: { type: 'workspace.changed', name: plan.name, of, text } };
      }, writeFailed);
    },
    report({ diagnosis }: Job<'report'>) {
      const surroundings = { version, node: process.versions.node, platform: ctx.platform };
      const text = reportText(diagnosis, surroundings);
      send({ type: 'troubleshooting.reported', text });
    },
  };
}

function changedText(of: string, { plan, proof }: WorkspaceChange): string {
  const { name } = plan;
  const where = `${proof.workspace.name} (${proof.workspace.id})`;
  if (plan.type === 'created') return `${name} is a new profile for ${where}; ${of} stays as it is`;
  if (plan.type === 'switched') return `${name} is used, which has ${where}; ${of} stays as it is`;
  return `${name} points at ${where} now`;
}

const checklistFailed = (error: AppError): Message => ({
  type: 'troubleshooting.checklist.failed',
  error,
});
const diagnosisFailed = (error: AppError): Message => ({ type: 'troubleshooting.failed', error });
const writeFailed = (error: AppError): Message => ({ type: 'write.failed', error });
