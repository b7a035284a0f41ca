// A server between a program and the sandbox that holds one answer back until it is released.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Holding = {
  url: string;
  /**
   * Holds the next answer to a request with this method and path.
   * @returns once the sandbox has carried out the request
   */
  hold(method: string, path: string): Promise<void>;
  /** Sends the held answer. */
  release(): void;
  /** Waits until all requests so far have been carried out, whether or not anybody waits for the answers. */
  settled(): Promise<void>;
};

export async function holdingBefore(sandboxUrl: string): Promise<Holding> {
  let held: { method: string; path: string; reached: () => void } | null = null;
  let release = () => {};
  const underWay = new Set<Promise<unknown>>();
  const server = createServer((from, to) => {
    const { method = '', url = '' } = from;
    const isHeld = held !== null && held.method === method && url.startsWith(held.path);
    const { reached = () => {} } = isHeld && held ? held : {};
    if (isHeld) held = null;
    const through = request(
      new URL(url, sandboxUrl),
      { method, headers: { ...from.headers, host: new URL(sandboxUrl).host } },
      answer => {
        const handOn = () => {
          to.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(to);
        };
        if (!isHeld) return handOn();
        release = handOn;
        reached();
      },
    );
    through.on('error', () => to.destroy());
    from.pipe(through);
    const done = new Promise(resolve => through.once('close', resolve));
    underWay.add(done);
    void done.then(() => underWay.delete(done));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  return {
    url: address,
    hold: (method, path) =>
      new Promise(reached => {
        held = { method, path, reached };
      }),
    release: () => release(),
    settled: async () => {
      // Our own connection is handled after all earlier ones.
      await fetch(`${address}/settled`).then(answer => answer.text());
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
