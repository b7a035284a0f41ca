// The runner of requested work: the only place where the UI calls the actions behind the commands.
import { altered, type Context } from '../../context.ts';
import { cancelled, placed, toAppError } from '../../errors.ts';
import type { Work } from '../contract/effects.ts';
import { type JobsOf, type JobTools, placeAbout, type Send, type Write } from '../contract/jobs.ts';
import { homeOf } from '../home/readHome.ts';
import { screens } from '../screens/registry.ts';
import { explainIn } from './explained.ts';
import { screenPlace } from './keyFor.ts';
import { createLanes } from './lanes.ts';
import { programJobs, type Stage } from './programJobs.ts';
import { createRegister } from './waiting.ts';

export type Runner = {
  run(work: Work): void;
  /** Aborts everything that is running, except writes. */
  stop(): void;
  /** Resolves when all running writes are done. */
  settled(): Promise<void>;
  /** Reports for after the end. */
  lastWords(): string[];
};

/** @param flag the value of --profile */
export async function createRunner(
  ctx: Context,
  send: Send,
  stage: Stage,
  flag?: string,
): Promise<Runner> {
  const place = screenPlace(ctx);
  const explain = explainIn(ctx);
  const register = createRegister(send, ctx.now);
  const lanes = createLanes(send, explain, register);
  const ends: (() => string | null)[] = [];
  let writes = Promise.resolve();

  /** Writes run one after the other, in the order of their requests. */
  const write: Write = (
    work,
    failed = error => ({ type: 'write.failed', error }),
    profile = null,
  ) => {
    const off = new AbortController();
    const { sent, ended } = register.begin(() => off.abort());
    const signal = AbortSignal.any([ctx.signal, off.signal]);
    const begin = () => {
      if (off.signal.aborted) throw cancelled('nothing was changed');
      return work(altered(ctx, { signal, onChange: sent }));
    };
    writes = writes
      .then(begin)
      .then(
        ({ state, message }) => {
          send({ type: 'home.loaded', home: homeOf(ctx, state, flag) });
          send(message);
        },
        error => send(failed(placed(toAppError(error), placeAbout(place, profile)))),
      )
      .then(ended);
  };

  const tools: JobTools = { ctx, send, lanes, write, atEnd: tells => void ends.push(tells) };
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
    settled: () => writes,
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

/** The jobs of every screen, each for its own work. */
function screenJobs(tools: JobTools): Promise<object[]> {
  const loading = Object.values(screens).map(async ({ jobs }) =>
    jobs === undefined ? {} : (await jobs())(tools),
  );
  return Promise.all(loading);
}
