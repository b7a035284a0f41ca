// Foreign output, kept off the UI's screen: console calls of libraries, warnings of Node.
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { cleanText } from '../../botpress/text.ts';

/**
 * Starts catching output.
 * @param heard gets each text as one line
 * @returns a function that stops it
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
  // Node's own listener, which prints warnings.
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
