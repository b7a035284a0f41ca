// Owns loading conf, which only writers need: it costs more than a whole scripted read.
import type { Conf } from './guardedWrite.ts';

/**
 * conf's class. What it brings along (when-exit) answers every signal by sending it again, so that the
 * process ends: Ctrl+C would count twice, and a program that we run would get SIGTERM twice. How a signal
 * ends us is decided elsewhere; temporary files are swept by the next writer.
 */
export async function loadConf(): Promise<Conf> {
  const before = new Map(process.eventNames().map(name => [name, process.listeners(name as never)]));
  const { default: Conf } = await import('conf');
  for (const name of process.eventNames()) {
    if (typeof name !== 'string' || !name.startsWith('SIG')) continue;
    const known = before.get(name) ?? [];
    for (const listener of process.listeners(name as NodeJS.Signals)) {
      if (!known.includes(listener as never)) process.off(name, listener);
    }
  }
  return Conf;
}
