// `doctor`: the fault, its cause and its fix.
import { lineHere, lineText } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { exitCodes } from '../errors.ts';
import { linePlace } from '../linePlace.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { withProgress } from './progress.ts';
import { confirmed } from './prompt.ts';

export const doctor: Command = {
  async run(ctx, input) {
    const { diagnose, exitKindOf, requireAction } = await import('../diagnosis/diagnose.ts');
    const { currentSubject } = await import('../diagnosis/subject.ts');
    const wanted = input.text('for');
    if (wanted !== undefined) requireAction(wanted);
    if (input.on('repair')) await repair(ctx, input.on('yes'));
    const diagnosis = await withProgress(ctx, 'Looking', ({ show }) =>
      diagnose(ctx, currentSubject(ctx, input.text('profile')), {
        offline: input.on('offline'),
        ...(wanted === undefined ? {} : { for: wanted }),
        onCheck: ({ title }) => show(title),
      }),
    );
    if (input.on('report')) {
      const { reportJson, reportText } = await import('../diagnosis/report.ts');
      if (input.on('json')) printJson(ctx, reportJson(ctx, diagnosis));
      else printLines(ctx, reportText(ctx, diagnosis).split('\n'));
    } else if (input.on('json')) {
      const { diagnosisJson } = await import('../diagnosis/json.ts');
      printJson(ctx, diagnosisJson(diagnosis));
    } else {
      const { diagnosisLines } = await import('../diagnosis/text.ts');
      const [verdict = '', ...rest] = diagnosisLines(diagnosis);
      const isOpen = wanted === undefined && diagnosis.verdict === 'ok';
      printLines(ctx, [verdict, ...(isOpen ? [notChecked(ctx)] : []), ...rest]);
    }
    const kind = exitKindOf(diagnosis);
    return kind === null ? 0 : exitCodes[kind];
  },
};

/** Shown when nothing is wrong: an action may be refused all the same. */
const notChecked = (ctx: Context): string =>
  `Permissions were not checked; to check them for one action: ${lineText(lineHere('doctor', '--for', 'deploy'), linePlace(ctx))}`;

function printLines(ctx: Context, lines: readonly string[]): void {
  for (const line of lines) printLine(ctx, line);
}

/** Two rounds at most: the first repair may reveal a second fault, which needs its own repair. */
async function repair(ctx: Context, yes: boolean): Promise<void> {
  const { planRepairs } = await import('../diagnosis/repair.ts');
  const done = new Set<string>();
  for (let round = 0; round < 2; round++) {
    const repairs = planRepairs(ctx).filter(({ id }) => !done.has(id));
    if (repairs.length === 0) break;
    for (const { title } of repairs) note(ctx, `- ${title}`);
    if (!(await confirmed(ctx, 'Repair this?', yes)))
      return note(ctx, round === 0 ? 'Nothing was changed' : 'Nothing more was changed');
    for (const { id, apply } of repairs) {
      await apply(ctx);
      done.add(id);
    }
    note(ctx, 'Done');
  }
  if (done.size === 0) note(ctx, 'There is nothing to repair on this machine');
}
