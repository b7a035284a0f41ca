// The runner of what updates ask for: the one place where the UI calls the actions that commands call.
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
  /** Breaks off everything that is under way, but what is being written. */
  stop(): void;
  /** Resolves when what was being written has been. */
  settled(): Promise<void>;
  /** What is left to be told once all has ended. */
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

  /** Writes go one after the other, in the order they were asked for. */
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
      // What ends after the UI begins nothing new: no tick may keep the process alive.
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

/** Hands work to the job of its type. */
function doWork<Type extends Work['type']>(
  jobs: { [Each in Type]: (work: WorkOf[Each]) => void },
  work: WorkOf[Type] & { type: Type },
): void {
  jobs[work.type](work);
}

/** The jobs of every screen, each for work of its own. */
function screenJobs(tools: JobTools): Promise<object[]> {
  const loading = Object.values(screens).map(async ({ jobs }) =>
    jobs === undefined ? {} : (await jobs())(tools),
  );
  return Promise.all(loading);
}
