// conf, loaded only by commands that write: loading it takes longer than a whole command that only
// reads.
import { devNull, homedir } from 'node:os';
import type ConfClass from 'conf';

export type Conf = typeof ConfClass;

/**
 * conf's class, without the signal listeners of its dependency when-exit. They re-send every signal
 * to end the process: Ctrl+C would count twice, and a program that we run would get SIGTERM twice.
 * We do not need them: we decide how signals end us, and the next write removes temporary files.
 */
export async function loadConf(): Promise<Conf> {
  const before = new Set(signalListeners().map(({ listener }) => listener));
  const { default: Conf } = await importConf();
  for (const { signal, listener } of signalListeners()) {
    // when-exit registers its listeners with `once`. Our code may register some during loading,
    // too, but never with `once`.
    const isTheirs = !before.has(listener) && Object.hasOwn(listener, 'listener');
    if (isTheirs) process.off(signal, listener as NodeJS.SignalsListener);
  }
  return Conf;
}

/** A dependency asks for the user's home when it is loaded, and throws if the home is unknown. */
async function importConf() {
  if (isHomeKnown()) return import('conf');
  process.env.HOME = devNull;
  try {
    return await import('conf');
  } finally {
    delete process.env.HOME;
  }
}

function isHomeKnown(): boolean {
  try {
    homedir();
    return true;
  } catch {
    return false;
  }
}

function signalListeners() {
  const signals = process.eventNames().filter(name => String(name).startsWith('SIG'));
  return signals.flatMap(name => {
    const signal = name as NodeJS.Signals;
    return process.rawListeners(signal).map(listener => ({ signal, listener }));
  });
}
