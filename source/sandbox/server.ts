// The running sandbox: a look-alike of the Botpress API and a second origin.
import { sampleState } from './data.ts';
import { handle } from './handle.ts';
import { listenForRequests } from './listener.ts';
import { createOtherOrigin } from './other-origin.ts';

/** `url` is the API; `otherUrl` is a second origin that records every request (`GET /_log`). */
export type Sandbox = { url: string; otherUrl: string; close(): Promise<void> };

/** A port of 0, the default, means any free one; `now` is in milliseconds since the epoch. */
export type SandboxOptions = {
  port?: number;
  otherPort?: number;
  now?: () => number;
  host?: '127.0.0.1';
};

/**
 * Starts a sandbox with fresh sample data (docs/reference.md, section Sandbox); closing it discards
 * everything. Rejects with Node's error, such as EADDRINUSE, if a port is unavailable.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, otherPort = 0, now = Date.now, host = '127.0.0.1' } = options;
  const state = sampleState(now);
  const seeOther = createOtherOrigin();
  const other = await listenForRequests({ host, port: otherPort, now }, request => ({
    type: 'answer',
    answer: seeOther(request),
  }));
  try {
    const api = await listenForRequests({ host, port, now }, request =>
      handle(state, other.url, request),
    );
    return {
      url: api.url,
      otherUrl: other.url,
      close: async () => {
        await Promise.all([api.close(), other.close()]);
      },
    };
  } catch (error) {
    await other.close();
    throw error;
  }
}
