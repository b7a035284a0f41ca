// A keychain that forgets everything when the process ends: for `--demo`, and for tests.
import type { Keychain } from '../../context.ts';

export function memoryKeychain(): Keychain & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async account => entries.get(account) ?? null,
    set: async (account, secret) => void entries.set(account, secret),
    remove: async account => entries.delete(account),
  };
}
