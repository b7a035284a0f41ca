// Doing what updates ask for: the one place where the UI calls the actions that commands call.
import { lineText } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import { type AppError, isAppError, placed, toAppError } from '../../errors.ts';
import { linePlace } from '../../linePlace.ts';
import { openBrowser } from '../../login/openBrowser.ts';
import { planLogin } from '../../login/plan.ts';
import { candidateClient, prove, verifyToken, workspacePages } from '../../login/prove.ts';
import { saveLogin } from '../../login/save.ts';
import type { Config } from '../../profiles/config.ts';
import { connect } from '../../profiles/connect.ts';
import { readState, type State as Stored } from '../../profiles/store.ts';
import { watchState } from '../../profiles/watch.ts';
import { leftBehind, leftBehindText } from '../../tokens/leftBehind.ts';
import { resumeLine } from '../../tokens/resumeLines.ts';
import type { Message } from '../contract/messages.ts';
import type { Work } from '../contract/screen.ts';
import { homeOf, readHome } from '../home/readHome.ts';
import { profilesJobs } from '../screens/profiles/jobs.ts';
import { tokensJobs } from '../screens/tokens/jobs.ts';
import { troubleshootingJobs } from '../screens/troubleshooting/jobs.ts';
import { loadWorkspace } from '../screens/workspace/load.ts';
import { createLanes, placeAbout } from './lanes.ts';

/** What work can do to the program itself. */
export type Stage = {
  exit(code: number, farewell: string | null): void;
  suspend(): void;
  repaint(): void;
  copy(text: string): void;
};

export type Runner = {
  run(work: Work): void;
  /** Breaks off everything that is under way, but what is being written. */
  stop(): void;
  /** Resolves when what was being written has been. */
  settled(): Promise<void>;
  /** Whether a login page was opened, or shown to be opened, from which no token came. */
  leftLoginPage(): boolean;
};

type Jobs = { [Kind in Work['type']]: (job: Extract<Work, { type: Kind }>) => void };

/** @param flag the value of --profile */
export function createRunner(
  ctx: Context,
  send: (message: Message) => void,
  stage: Stage,
  flag?: string,
): Runner {
  const place = linePlace(ctx);
  const lanes = createLanes(send, place);
  let ticking = new AbortController();
  let unwatch = () => {};
  let writes = Promise.resolve();
  let loginPages = 0;

  /** Writes go one after the other, in the order they were asked for. */
  const write = (
    work: () => Promise<{ state: Stored; message: Message }>,
    failed: (error: AppError) => Message = error => ({ type: 'write.failed', error }),
    profile: string | null = null,
  ) => {
    writes = writes.then(work).then(
      ({ state, message }) => {
        send({ type: 'home.loaded', home: homeOf(ctx, state, flag) });
        send(message);
      },
      error => send(failed(placed(toAppError(error), placeAbout(place, profile)))),
    );
  };

  const reread = () => send({ type: 'home.loaded', home: readHome(ctx, flag) });

  const jobs: Jobs = {
    'home.read': reread,
    'home.watch'() {
      unwatch();
      unwatch = watchState(ctx, reread);
      const left = leftHere(ctx);
      if (left !== null) send({ type: 'left.found', text: left });
    },
    ...profilesJobs(ctx, lanes, write),
    'login.browser': ({ apiUrl, launch }) =>
      lanes.start('browser', browserFailed, async (signal, say) => {
        const { startBrowserLogin } = await import('../../login/browserLogin.ts');
        const login = await startBrowserLogin(ctx, { apiUrl, launch, signal });
        loginPages++;
        say({ type: 'login.browser.opened', url: login.url, opened: login.opened });
        const token = await login.token;
        loginPages--;
        say({ type: 'login.received', token, variable: null });
      }),
    'login.variable': ({ name }) =>
      send({ type: 'login.received', token: ctx.env[name] ?? '', variable: name }),
    'login.verify': ({ candidate }) =>
      lanes.start('login', loginFailed, async (signal, say) => {
        const client = candidateClient(ctx, readState(ctx).config, candidate);
        say({ type: 'login.verified', account: await verifyToken(client, signal) });
        for await (const workspaces of workspacePages(client, signal)) {
          say({ type: 'login.page', workspaces });
        }
        say({ type: 'login.listed' });
      }),
    'login.prove': ({ candidate, purpose }) =>
      lanes.start('proof', loginFailed, async (signal, say) => {
        const client = candidateClient(ctx, readState(ctx).config, candidate);
        say({ type: 'login.proven', proof: await prove(client, candidate, purpose, signal) });
      }),
    'login.save': ({ proof, name, place }) =>
      write(async () => {
        const plan = (config: Config) => planLogin(config, proof, name);
        const saved = await saveLogin(ctx, proof, plan, place ?? undefined);
        return { state: saved.state, message: { type: 'login.saved', saved } };
      }, loginFailed),
    'workspace.load'(job) {
      const { identity } = job;
      const failed = (error: AppError): Message => ({ type: 'workspace.failed', identity, error });
      lanes.start(
        'workspace',
        failed,
        (signal, say) => loadWorkspace(ctx, job, signal, say),
        job.name,
      );
    },
    'workspaces.list'({ identity, name, profile }) {
      const failed = (error: AppError): Message => ({
        type: 'workspace.switch.failed',
        identity,
        error,
      });
      lanes.start(
        'workspaces',
        failed,
        async (signal, say) => {
          const client = await connect(ctx, name, profile);
          for await (const workspaces of workspacePages(client, signal)) {
            say({ type: 'workspace.switch.page', identity, workspaces });
          }
          say({ type: 'workspace.switch.listed', identity });
        },
        name,
      );
    },
    ...tokensJobs(ctx, lanes, send, write),
    ...troubleshootingJobs(ctx, lanes, send, write),
    cancel: ({ lane }) => lanes.cancel(lane),
    'page.open': ({ address }) =>
      void openBrowser(ctx, address).then(opened => {
        if (!lanes.ending.aborted) send({ type: 'page.opened', address, opened });
      }),
    copy: ({ text }) => stage.copy(text),
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

  return {
    run(work) {
      // What ends after the UI begins nothing new: no tick may keep the process alive.
      if (!lanes.ending.aborted) (jobs[work.type] as (job: Work) => void)(work);
    },
    stop() {
      unwatch();
      lanes.stop();
      ticking.abort();
    },
    settled: () => writes,
    leftLoginPage: () => loginPages > 0,
  };
}

/** What others left unfinished at the server, in words; null where nothing is. */
function leftHere(ctx: Context): string | null {
  try {
    const left = leftBehind(ctx, readState(ctx).config).map(leftBehindText);
    if (left.length === 0) return null;
    return [...left, `To finish it: ${lineText(resumeLine, linePlace(ctx))}`].join('. ');
  } catch (error) {
    // Told by the screen of what is stored.
    if (isAppError(error)) return null;
    throw error;
  }
}

const loginFailed = (error: AppError): Message => ({ type: 'login.failed', error });
const browserFailed = (error: AppError): Message => ({ type: 'login.browser.failed', error });
