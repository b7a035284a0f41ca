// The jobs for work that all screens can request: the store, verifying profiles, the program itself.
import pLimit from 'p-limit';
import { lineText } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import { isAppError } from '../../errors.ts';
import { linePlace } from '../../linePlace.ts';
import { openBrowser } from '../../login/openBrowser.ts';
import { type Lesson, learn } from '../../profiles/learned.ts';
import { readState } from '../../profiles/store.ts';
import { keepUiSettings, type UiSettings } from '../../profiles/uiSettings.ts';
import { watchState } from '../../profiles/watch.ts';
import { leftBehind, leftBehindText } from '../../tokens/leftBehind.ts';
import { resumeLine } from '../../tokens/resumeLines.ts';
import { checkStatus } from '../../tokens/status.ts';
import type { ProgramWork } from '../contract/effects.ts';
import type { JobsOf, JobTools } from '../contract/jobs.ts';
import { readHome } from '../home/readHome.ts';
import { copyToSystem } from '../terminal/systemClipboard.ts';
import { explainIn } from './explained.ts';
import { screenPlace } from './keyFor.ts';

/** What work can do to the program itself. */
export type Stage = {
  exit(code: number, farewell: string | null): void;
  suspend(): void;
  repaint(): void;
  /** @returns false if the terminal is known not to copy */
  copy(text: string): boolean;
};

type Powers = Stage & {
  /** Cancels running work. */
  callOff(id: number): void;
};

/** How many profiles the API is asked about at the same time. */
const checksAtOnce = 4;

/** @param flag the value of --profile */
export function programJobs(
  { ctx, send, lanes, write }: JobTools,
  stage: Powers,
  flag: string | undefined,
): { jobs: JobsOf<ProgramWork>; stop(): void } {
  const limited = pLimit(checksAtOnce);
  const lessons: Lesson[] = [];
  let preferences: UiSettings = {};
  let ticking = new AbortController();
  let unwatch = () => {};
  const reread = () => send({ type: 'home.loaded', home: readHome(ctx, flag, screenPlace(ctx)) });

  const explain = explainIn(ctx);
  const jobs: JobsOf<ProgramWork> = {
    'home.read': reread,
    'home.watch'() {
      unwatch();
      unwatch = watchState(ctx, reread);
      const left = leftHere(ctx);
      if (left !== null) send({ type: 'left.found', ...left });
    },
    'profile.verify': ({ identity, name, profile, unasked }) =>
      lanes.start(
        `verify ${identity}`,
        error => ({
          type: 'profile.verified',
          identity,
          check: { state: 'failed', error, checkedAt: ctx.now() },
        }),
        (signal, say) =>
          limited(async () => {
            if (signal.aborted) return;
            const status = await checkStatus(ctx, name, profile, signal);
            const error = status.error && (await explain(status.error, name, !unasked));
            const check = { state: 'known', status: { ...status, error } } as const;
            say({ type: 'profile.verified', identity, check, ...(unasked ? { unasked } : {}) });
          }),
        { profile: name, stopped: { type: 'profile.verify.stopped', identity } },
      ),
    'profile.learn'({ lesson }) {
      lessons.push(lesson);
      // If another lesson is waiting, its write stores this one, too. After verifying all profiles,
      // many answers arrive at once.
      if (lessons.length > 1) return;
      const learned = { type: 'home.learned' } as const;
      write(
        async ctx => ({ state: await learn(ctx, lessons.splice(0)), message: learned }),
        // A failed write is not shown: the screens have the API's answer, and the API's next answer
        // causes a new write.
        () => learned,
      );
    },
    'ui.keep'({ settings }) {
      const kept = { type: 'ui.kept' } as const;
      const isQueued = Object.keys(preferences).length > 0;
      preferences = { ...preferences, ...settings };
      // A key that is pressed again before its write begins needs no second write.
      if (isQueued) return;
      write(
        async ctx => {
          const latest = preferences;
          preferences = {};
          return { state: await keepUiSettings(ctx, latest), message: kept };
        },
        // A failed write is not shown: the setting holds for the rest of this run.
        () => {
          preferences = {};
          return kept;
        },
      );
    },
    'profile.verify.stop': ({ identities }) => {
      for (const identity of identities) lanes.cancel(`verify ${identity}`);
    },
    cancel: ({ lane }) => lanes.cancel(lane),
    'page.open'({ address }) {
      const unopened = { type: 'page.opened', address, opened: false } as const;
      lanes.start(
        'page.open',
        () => unopened,
        async (_signal, say) => {
          const opened = await openBrowser(ctx, address);
          say({ type: 'page.opened', address, opened });
        },
        { stopped: unopened },
      );
    },
    'wait.cancel': ({ id }) => stage.callOff(id),
    copy({ text, type: _, ...what }) {
      const to = stage.copy(text) ? 'terminal' : null;
      lanes.start(
        'copy',
        () => ({ type: 'copied', to, ...what }),
        async (_signal, say) => {
          const taken = await copyToSystem(ctx, text);
          say({ type: 'copied', to: taken ? 'system' : to, ...what });
        },
      );
    },
    tick({ ms }) {
      ticking.abort();
      ticking = new AbortController();
      ctx.wait(ms, ticking.signal).then(
        () => send({ type: 'ticked' }),
        () => {},
      );
    },
    exit: ({ code, farewell }) => stage.exit(code, farewell),
    suspend: stage.suspend,
    repaint: stage.repaint,
  };
  const stop = () => {
    unwatch();
    ticking.abort();
  };
  return { jobs, stop };
}

/** What other commands left unfinished at the server, in words, and what finishes it; null if nothing. */
function leftHere(ctx: Context): { text: string; commands: string[] } | null {
  try {
    const left = leftBehind(ctx, readState(ctx).config).map(leftBehindText);
    if (left.length === 0) return null;
    const command = lineText(resumeLine, linePlace(ctx));
    return {
      text: [...left, `To finish what was left: ${command}`].join('. '),
      commands: [command],
    };
  } catch (error) {
    // The screen itself reports an unreadable store.
    if (isAppError(error)) return null;
    throw error;
  }
}
