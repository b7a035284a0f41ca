// Any JSON value as config.json: ten thousand of them are read.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readState } from '../../source/profiles/store.ts';
import { fakeContext } from '../support/context.ts';

describe('any JSON value as config.json', () => {
  // Any values, and values that partly look like a config.
  const anything = fc.jsonValue({ maxDepth: 4 });
  const perhaps = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.option(fc.oneof(arbitrary, anything), { nil: undefined });
  const name = fc.oneof(fc.string(), fc.constantFrom('dev', '__proto__', 'constructor', 'a.b'));
  const profile = fc.record({
    apiUrl: fc.oneof(fc.webUrl(), anything),
    workspaceId: perhaps(fc.string()),
    token: perhaps(fc.string()),
    tokenSource: perhaps(fc.record({ kind: fc.constantFrom('file', 'keychain', 'env', 'x') })),
    protected: perhaps(fc.boolean()),
    kind: perhaps(fc.constantFrom('pat', 'bot')),
  });
  const configLike = fc.record({
    version: perhaps(fc.integer({ min: -1, max: 3 })),
    activeProfile: perhaps(name),
    profiles: perhaps(fc.dictionary(name, fc.oneof(profile, anything))),
    directories: perhaps(fc.dictionary(fc.string(), name)),
    published: perhaps(
      fc.record({
        profiles: perhaps(fc.dictionary(name, fc.string())),
        cache: perhaps(fc.string()),
      }),
    ),
    publishing: perhaps(fc.record({ cache: perhaps(fc.string()) })),
    setAside: perhaps(fc.dictionary(name, anything)),
    token: perhaps(fc.string()),
  });
  const files = fc.record({
    config: fc.oneof(anything, configLike),
    profiles: anything,
    cache: anything,
  });

  test('never crashes a read, and is never lost: 10,000 cases', () => {
    const ctx = fakeContext();
    const home = ctx.botpressHome;
    mkdirSync(home, { mode: 0o700 });
    const put = (name: string, value: unknown) => {
      // The file is removed first: some file systems are slow when a file is truncated in place, because
      // they flush it.
      rmSync(join(home, name), { force: true });
      writeFileSync(join(home, name), JSON.stringify(value), { mode: 0o600 });
    };
    let understood = 0;
    fc.assert(
      fc.property(files, ({ config, profiles, cache }) => {
        put('config.json', config);
        put('profiles.json', profiles);
        put('global.cache.json', cache);
        try {
          const state = readState(ctx);
          understood++;
          keepsAll(JSON.parse(JSON.stringify(config)), state);
        } catch (error) {
          expect(error).toMatchObject({ name: 'AppError', kind: 'local' });
        }
        expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe(JSON.stringify(config));
      }),
      { numRuns: 10_000 },
    );
    // The test proves nothing if hardly any value is understood.
    expect(understood).toBeGreaterThan(500);
  });
});

/** Expects that every profile in the file was read, under its own name, even if it is broken. */
function keepsAll(value: unknown, { config, broken }: ReturnType<typeof readState>): void {
  const flat = value as Record<string, unknown>;
  if (!Object.hasOwn(flat, 'profiles')) return;
  const raw = flat.profiles as Record<string, unknown>;
  const known = new Set([...Object.keys(config.profiles), ...Object.keys(broken)]);
  for (const name of Object.keys(raw)) expect(known.has(name)).toBe(true);
}
