// conf, loaded by writers only: it costs more than a whole scripted read.
import { devNull, homedir } from 'node:os';
import type ConfClass from 'conf';

export type Conf = typeof ConfClass;

/**
 * conf's class. A library that comes with it (when-exit) answers every signal by sending it once more, so
 * that the process ends: Ctrl+C would count twice, and a program that we run would get SIGTERM twice. How
 * signals end us is decided by us, and the next writer sweeps temporary files; so its listeners go again.
 */
export async function loadConf(): Promise<Conf> {
  const before = new Set(signalListeners().map(({ listener }) => listener));
  const { default: Conf } = await importConf();
  for (const { signal, listener } of signalListeners()) {
    // It listens once; we never do for what may come while this is loaded.
    const isTheirs = !before.has(listener) && Object.hasOwn(listener, 'listener');
    if (isTheirs) process.off(signal, listener as NodeJS.SignalsListener);
  }
  return Conf;
}

/** A library that comes with it asks for the user's home at once, and where nobody knows one, that throws. */
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
