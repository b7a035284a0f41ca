// The runner of requested work: the only place where the UI calls the actions behind the commands.
import type { Context } from '../../context.ts';
import type { Work } from '../contract/effects.ts';
import type { JobsOf, JobTools, Send } from '../contract/jobs.ts';
import { screens } from '../screens/registry.ts';
import { explainIn } from './explained.ts';
import { createLanes } from './lanes.ts';
import { programJobs, type Stage } from './programJobs.ts';
import { createRegister } from './waiting.ts';
import { createWrites } from './writes.ts';

export type Runner = {
  run(work: Work): void;
  /** Aborts everything that is running, except writes. */
  stop(): void;
  /** Resolves when all running writes are done. */
  settled(): Promise<void>;
  /** Sentences to print after the UI has ended. */
  lastWords(): string[];
};

/** @param flag the value of --profile */
export async function createRunner(
  ctx: Context,
  send: Send,
  stage: Stage,
  flag?: string,
): Promise<Runner> {
  const explain = explainIn(ctx);
  const register = createRegister(send, ctx.now);
  const lanes = createLanes(send, explain, register);
  const ends: (() => string | null)[] = [];
  const { settled, ...writers } = createWrites(ctx, send, register, flag);
  const tools: JobTools = {
    ...{ ctx, send, lanes, ...writers },
    atEnd: tells => void ends.push(tells),
  };
  const { stop, ...program } = programJobs(tools, { ...stage, callOff: register.callOff }, flag);
  const jobs: JobsOf<Work> = Object.assign({}, program.jobs, ...(await screenJobs(tools)));

  return {
    run(work) {
      // After the UI has ended nothing new starts: no tick may keep the process alive.
      if (lanes.ending.aborted) return;
      register.asked(work);
      doWork(jobs, work);
    },
    stop() {
      stop();
      lanes.stop();
    },
    settled,
    lastWords: () => ends.flatMap(tells => tells() ?? []),
  };
}

type WorkOf = { [Type in Work['type']]: Extract<Work, { type: Type }> };

/** Gives work to the job of its type. */
function doWork<Type extends Work['type']>(
  jobs: { [Each in Type]: (work: WorkOf[Each]) => void },
  work: WorkOf[Type] & { type: Type },
): void {
  jobs[work.type](work);
}

/** For each screen, the jobs that do its work. */
function screenJobs(tools: JobTools): Promise<object[]> {
  const loading = Object.values(screens).map(async ({ jobs }) =>
    jobs === undefined ? {} : (await jobs())(tools),
  );
  return Promise.all(loading);
}
