// The browser login: opens the dashboard's page and waits for the token that it sends back.
import { lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, cancelled } from '../errors.ts';
import { type Callback, listenForToken } from './callbackServer.ts';
import { loginPage } from './dashboard.ts';
import { openBrowser } from './openBrowser.ts';

export type BrowserLogin = {
  /** The dashboard's page. Show it in any case: it can be opened by hand on this computer. */
  url: string;
  /** Whether a browser seems to have started; false over SSH or if there is none. */
  opened: boolean;
  /**
   * The token, once the browser has delivered it: well formed, but not proven. Rejects with an
   * AppError: of kind `cancelled` after `cancel`, the signal or Ctrl+C, and of kind `usage` if no
   * token has come within five minutes.
   */
  token: Promise<string>;
  /** Ends the wait; no effect once the token has arrived. */
  cancel(): void;
};

/** Milliseconds that the browser may take. */
const timeLimit = 5 * 60_000;

/** `launch`: whether to start a browser; otherwise the user opens the page. */
export type BrowserLoginOptions = { apiUrl: string; launch?: boolean; signal?: AbortSignal };

/**
 * Opens the dashboard's login page and listens on 127.0.0.1 for the token. Resolves within about a
 * second, once it is known whether a browser started; `token` resolves when the token arrives.
 * @throws AppError `usage` if the API URL has no known dashboard, `local` if no port can be opened
 */
export async function startBrowserLogin(
  ctx: Context,
  { apiUrl, launch = true, signal }: BrowserLoginOptions,
): Promise<BrowserLogin> {
  const page = loginPage(apiUrl);
  const callback = await listenForToken(ctx);
  const url = `${page}?redirect=${encodeURIComponent(callback.url)}`;
  const cancelled = new AbortController();
  const signals = [ctx.signal, cancelled.signal, ...(signal ? [signal] : [])];
  const token = waitForToken(ctx, callback, AbortSignal.any(signals));
  // The caller may not be handling errors yet.
  token.catch(() => {});
  const opened = launch && (await openByHandover(ctx, callback, url));
  return { url, opened, token, cancel: () => cancelled.abort() };
}

async function openByHandover(ctx: Context, callback: Callback, url: string): Promise<boolean> {
  const { address, withdraw } = callback.handOver(url);
  const opened = await openBrowser(ctx, address);
  if (!opened) withdraw();
  return opened;
}

async function waitForToken(ctx: Context, callback: Callback, stop: AbortSignal): Promise<string> {
  const arrived = new AbortController();
  const tooLate = async (): Promise<never> => {
    if (!stop.aborted) await ctx.wait(timeLimit, AbortSignal.any([stop, arrived.signal]));
    throw new AppError('browser-timeout', 'The browser did not come back within five minutes', {
      hint: say`Start again with ${lineHere('login')}, or paste a token instead`,
    });
  };
  try {
    return await Promise.race([callback.token, tooLate()]);
  } catch (error) {
    callback.close();
    throw stop.aborted ? cancelled() : error;
  } finally {
    arrived.abort();
  }
}
