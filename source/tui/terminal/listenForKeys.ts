// The keys of a real terminal: passes its bytes, and the time, to `createHearing`.
import { StringDecoder } from 'node:string_decoder';
import type { Context } from '../../context.ts';
import { createHearing, type Ear } from './hearing.ts';

/**
 * Starts listening for keys.
 * @returns a function that stops it
 */
export function listenForKeys(
  stdin: NodeJS.ReadStream,
  { now, wait }: Pick<Context, 'now' | 'wait'>,
  ear: Ear,
): () => void {
  const hearing = createHearing(ear);
  const decoder = new StringDecoder('utf8');
  let waiting = new AbortController();
  const lookLater = () => {
    waiting.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    const due = hearing.dueAt();
    if (due === null) return;
    const look = () => {
      if (signal.aborted) return;
      hearing.look(now());
      lookLater();
    };
    wait(Math.max(0, due - now()), signal).then(
      // On a busy machine, input that arrived in time may not have been read yet: `setImmediate` lets it be read first.
      () => setImmediate(look),
      () => {},
    );
  };
  const read = (chunk: Buffer | string) => {
    hearing.chunk(typeof chunk === 'string' ? chunk : decoder.write(chunk), now());
    lookLater();
  };
  stdin.on('data', read);
  return () => {
    stdin.off('data', read);
    waiting.abort();
  };
}
