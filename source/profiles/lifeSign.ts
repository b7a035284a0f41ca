// A sign of life from a thread of its own, for a holder of the lock that is too busy to give one.

const program = `
const { workerData: { file, every } } = require('node:worker_threads');
const { utimesSync } = require('node:fs');
setInterval(() => {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {}
}, every);
`;

/**
 * Touches a file again and again, whatever this thread does meanwhile. Should there be no thread to be had,
 * nothing is touched.
 * @param every milliseconds
 * @returns what ends it
 */
export function keepTouching(file: string, every: number): () => void {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  try {
    const worker = new Worker(program, { eval: true, workerData: { file, every }, execArgv: [] });
    worker.on('error', () => {});
    worker.unref();
    return () => void worker.terminate();
  } catch {
    return () => {};
  }
}
