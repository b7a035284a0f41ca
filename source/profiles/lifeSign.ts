// A thread that shows that the lock's holder is alive while the main thread is too busy to do so.

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
 * Touches a file repeatedly, even while the main thread is blocked. If no thread can be started,
 * nothing is touched.
 * @param every milliseconds
 * @returns a function that ends the touching
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
