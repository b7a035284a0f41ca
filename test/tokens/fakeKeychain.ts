// Keychains that misbehave, and a working one that tests can observe.
import type { Keychain } from '../../source/context.ts';
import { memoryKeychain } from '../../source/profiles/sources/memoryKeychain.ts';

export type Watched = ReturnType<typeof memoryKeychain> & { calls: string[] };

/** A working keychain that records every call. */
export function watchedKeychain(): Watched {
  const keychain = memoryKeychain();
  const calls: string[] = [];
  return {
    entries: keychain.entries,
    calls,
    get: (...args) => {
      calls.push('get');
      return keychain.get(...args);
    },
    set: (...args) => {
      calls.push('set');
      return keychain.set(...args);
    },
    remove: (...args) => {
      calls.push('remove');
      return keychain.remove(...args);
    },
  };
}

const fails = async (): Promise<never> => {
  throw new Error("Couldn't access platform storage: unlock prompt was dismissed");
};

/** A keychain that never answers; `asked` resolves when it was asked. */
export function hangingKeychain(): Keychain & { asked: Promise<void> } {
  let tell = () => {};
  const asked = new Promise<void>(resolve => {
    tell = resolve;
  });
  const never = () => {
    tell();
    return new Promise<never>(() => {});
  };
  return { get: never, set: never, remove: never, asked };
}

export const failing: Keychain = { get: fails, set: fails, remove: fails };

/** A keychain that says that it has no entry, and takes none, as a locked Secret Service does. */
export const locked: Keychain = { get: async () => null, set: fails, remove: async () => false };

/** A keychain that accepts everything and keeps nothing. */
export const forgetful: Keychain = {
  get: async () => null,
  set: async () => {},
  remove: async () => false,
};
