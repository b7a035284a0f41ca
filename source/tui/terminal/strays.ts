// Output of others while the UI has the terminal: console calls of libraries, warnings of Node's.
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { cleanText } from '../../botpress/text.ts';

/**
 * Keeps it off the screen.
 * @param heard gets each of them in one line
 * @returns the way to let others print again
 */
export function catchStrays(heard: (text: string) => void): () => void {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      heard(cleanText(String(chunk).trim().replace(/\s+/g, ' ')));
      done();
    },
  });
  const usual = globalThis.console;
  globalThis.console = new Console(sink);
  // Node's own listener prints them.
  const printing = process.listeners('warning');
  process.removeAllListeners('warning');
  const warned = ({ name, message }: Error) => heard(cleanText(`${name}: ${message}`));
  process.on('warning', warned);
  return () => {
    globalThis.console = usual;
    process.off('warning', warned);
    for (const listener of printing) process.on('warning', listener);
  };
}
