// Starting a program beside us, which may outlive us: a browser, or what serves the clipboard.
import type { Context } from '../context.ts';
import { spawnProgram } from './spawnProgram.ts';

export type Aside = {
  path: string;
  args: readonly string[];
  env: Context['env'];
  cwd: string;
  /**
   * Whether the program gets a session of its own, so that Ctrl+C in the terminal does not end it.
   */
  detached: boolean;
  /** The program's standard input. Without `input`, the program has none. */
  input?: Buffer;
};

/** The current directory for a program that is started: one in which nobody plants programs. */
export const neutralDirectory = ({ platform, userHome }: Pick<Context, 'platform' | 'userHome'>) =>
  platform === 'win32' ? userHome : '/';

/**
 * Starts a program, and waits until it ends or the time is over. Child processes that outlive the
 * program are not waited for.
 * @param ms milliseconds
 * @param late whether a program that has not ended in time is left running or killed
 * @returns `badly` also if the program is missing or cannot be run
 * @throws AppError `usage` for arguments that cannot be handed over; Node's error, such as E2BIG
 */
export async function startAside(
  ctx: Pick<Context, 'wait'>,
  { path, args, env, cwd, detached, input }: Aside,
  ms: number,
  late: 'left' | 'killed',
): Promise<'well' | 'badly' | 'late'> {
  const child = await spawnProgram(path, args, {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
    detached,
    windowsHide: true,
    cwd,
    env,
  });
  child.unref();
  return new Promise(resolve => {
    const settled = new AbortController();
    const settle = (outcome: 'well' | 'badly' | 'late') => {
      settled.abort();
      child.stdin?.destroy();
      resolve(outcome);
    };
    child.on('error', () => settle('badly'));
    // Not `close`: a program that continues in the background keeps the pipe open.
    child.on('exit', code => settle(code === 0 ? 'well' : 'badly'));
    // A program may end without reading.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    ctx.wait(ms, settled.signal).then(
      () => {
        if (late === 'killed') child.kill('SIGKILL');
        settle('late');
      },
      () => {},
    );
  });
}
