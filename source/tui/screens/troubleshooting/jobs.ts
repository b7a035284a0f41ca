// The work behind the troubleshooting screen, calling the same actions as the commands.
import { diagnose } from '../../../diagnosis/diagnose.ts';
import type { CheckUpdate } from '../../../diagnosis/diagnosis.ts';
import { judgePractices } from '../../../diagnosis/practices/checklist.ts';
import { lookAround } from '../../../diagnosis/practices/situation.ts';
import { planRepairs } from '../../../diagnosis/repair.ts';
import { reportText } from '../../../diagnosis/report.ts';
import { currentSubject } from '../../../diagnosis/subject.ts';
import { type AppError, placed, toAppError } from '../../../errors.ts';
import { linePlace } from '../../../linePlace.ts';
import { readState } from '../../../profiles/store.ts';
import type { JobsOf, JobTools } from '../../contract/jobs.ts';
import type { Message } from '../../contract/messages.ts';
import type { TroubleshootingWork } from './messages.ts';

export function troubleshootingJobs({
  ctx,
  send,
  lanes,
  write,
}: JobTools): JobsOf<TroubleshootingWork> {
  return {
    diagnose({ name, profile, wanted }) {
      lanes.start(
        'troubleshooting.diagnosis',
        diagnosisFailed,
        async (signal, say) => {
          const onCheck = (check: CheckUpdate) => say({ type: 'troubleshooting.check', check });
          const options = { onCheck, signal, ...(wanted === null ? {} : { for: wanted }) };
          const subject = profile === null ? currentSubject(ctx) : { name, profile };
          const diagnosis = await diagnose(ctx, subject, options);
          say({ type: 'troubleshooting.done', diagnosis });
        },
        { profile: name },
      );
    },
    checklist() {
      lanes.start('troubleshooting.checklist', checklistFailed, async (signal, say) => {
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
    'repairs.apply'({ ids }) {
      write(async ctx => {
        // Planned again: another process may have repaired some of the faults meanwhile.
        const agreed = planRepairs(ctx).filter(({ id }) => ids.includes(id));
        for (const { apply } of agreed) await apply(ctx);
        return {
          state: readState(ctx),
          message: { type: 'troubleshooting.mended', text: 'Repaired' },
        };
      }, writeFailed);
    },
    report({ diagnosis }) {
      const text = reportText(ctx, diagnosis);
      send({ type: 'troubleshooting.reported', text });
    },
  };
}

const checklistFailed = (error: AppError): Message => ({
  type: 'troubleshooting.checklist.failed',
  error,
});
const diagnosisFailed = (error: AppError): Message => ({ type: 'troubleshooting.failed', error });
const writeFailed = (error: AppError): Message => ({ type: 'write.failed', error });
