import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { withProfile } from '../../source/profiles/config.ts';
import { changeState } from '../../source/profiles/store.ts';
import { watchState, watchTimes } from '../../source/profiles/watch.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { storeChildren } from '../support/storeChildren.ts';

const children = await storeChildren();

/** A watcher in a world whose clock runs by itself. */
function watching(ctx: FakeContext) {
  const heard = vi.fn();
  const stop = watchState(ctx, heard);
  const clock = setInterval(() => ctx.clock.advance(watchTimes.calm), 2);
  onTestFinished(() => {
    stop();
    clearInterval(clock);
  });
  return { heard, stop, calls: () => heard.mock.calls.length };
}

const hear = (heard: ReturnType<typeof vi.fn>, calls = 1) =>
  vi.waitFor(() => expect(heard.mock.calls.length).toBeGreaterThanOrEqual(calls), {
    timeout: 5000,
    interval: 5,
  });

const login = (ctx: FakeContext, name: string) => children.run(ctx.botpressHome, ['login', name]);
const at = (ctx: FakeContext, name: string) => join(ctx.botpressHome, name);

describe('a change of what is stored is heard', () => {
  test('when another process writes, and once for all the files of one write', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const { heard, calls } = watching(ctx);
    await login(ctx, 'prod');
    await hear(heard);
    // The fake clock runs ten times as fast as a real one, so the files of one write may be
    // reported one by one.
    expect(calls()).toBeLessThanOrEqual(5);
  });

  const ways: ReadonlyArray<readonly [what: string, change: (ctx: FakeContext) => void]> = [
    ['bp writes its cache in place', ctx => writeFileSync(at(ctx, 'global.cache.json'), '{}')],
    ['bp writes its profiles in place', ctx => writeFileSync(at(ctx, 'profiles.json'), '{}')],
    ['somebody edits config.json', ctx => appendFileSync(at(ctx, 'config.json'), '\n')],
    [
      'an editor replaces it',
      ctx => {
        writeFileSync(at(ctx, '.config.json.swp'), '{"profiles": {}}');
        renameSync(at(ctx, '.config.json.swp'), at(ctx, 'config.json'));
      },
    ],
    ['it is removed', ctx => rmSync(at(ctx, 'config.json'))],
    ['the whole home is removed', ctx => rmSync(ctx.botpressHome, { recursive: true })],
  ];
  test.each(ways)('when %s', async (_, change) => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const { heard } = watching(ctx);
    change(ctx);
    await hear(heard);
  });

  test('when the home does not exist yet, nor its parent', async () => {
    const userHome = fakeContext().userHome;
    const ctx = fakeContext({ botpressHome: join(userHome, 'new', 'deep', '.botpress') });
    const { heard } = watching(ctx);
    await login(ctx, 'dev');
    await hear(heard);
    const before = heard.mock.calls.length;
    await login(ctx, 'prod');
    await hear(heard, before + 1);
  });

  test('when the home was removed and made anew', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const { heard } = watching(ctx);
    rmSync(ctx.botpressHome, { recursive: true });
    await hear(heard);
    await login(ctx, 'dev');
    await hear(heard, 2);
    const before = heard.mock.calls.length;
    await login(ctx, 'prod');
    await hear(heard, before + 1);
  });

  test('at the target of a symlink', async () => {
    const ctx = fakeContext();
    const target = join(ctx.userHome, 'dotfiles', 'config.json');
    mkdirSync(join(target, '..'));
    mkdirSync(ctx.botpressHome);
    writeFileSync(target, '{"profiles": {}}');
    symlinkSync(target, at(ctx, 'config.json'));
    const { heard } = watching(ctx);
    writeFileSync(target, '{"profiles": {}, "a": 1}');
    await hear(heard);
  });

  test('when it was made before we watched, but after we looked', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const { heard } = watching(ctx);
    // The change is made at once, before the event loop could report any change.
    appendFileSync(at(ctx, 'config.json'), '\n');
    await hear(heard);
  });
});

describe('nothing is heard', () => {
  test('of other files, of locks, and of modes', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const wait = vi.spyOn(ctx, 'wait');
    const { heard, calls } = watching(ctx);
    const looks = () => wait.mock.calls.length;
    const makers = [
      () => writeFileSync(at(ctx, 'notes.txt'), 'x'),
      () => writeFileSync(at(ctx, 'config.json.lock'), 'x'),
      () => rmSync(at(ctx, 'config.json.lock')),
      () => chmodSync(at(ctx, 'config.json'), 0o644),
    ];
    for (const make of makers) {
      // Waits until the earlier change is dealt with: otherwise both would be looked at together.
      await Promise.all(wait.mock.results.map(({ value }) => value));
      const before = looks();
      make();
      await vi.waitFor(() => expect(looks()).toBeGreaterThan(before));
    }
    expect(calls()).toBe(0);
    // The watcher still reports changes.
    appendFileSync(at(ctx, 'config.json'), '\n');
    await hear(heard);
  });

  test('after it was stopped', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const stopped = watching(ctx);
    const other = watching(ctx);
    stopped.stop();
    await login(ctx, 'prod');
    await hear(other.heard);
    expect(stopped.calls()).toBe(0);
  });

  test('of nobody in particular: our own changes are heard, too', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const { heard } = watching(ctx);
    await changeState(ctx, 'login', config =>
      withProfile(config, 'x', { apiUrl: 'https://api.botpress.cloud' }),
    );
    await hear(heard);
  });
});
