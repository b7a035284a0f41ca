import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockTimes, lockView, takeLock } from '../../source/profiles/lock.ts';
import { type Fate, fateOf, type LockHolder, thisProcess } from '../../source/profiles/process.ts';
import { isSameStart, readPs } from '../../source/profiles/processStart.ts';
import { type FakeContext, fakeContext, temporaryDirectory } from '../support/context.ts';
import { storeChildren } from '../support/storeChildren.ts';

const children = await storeChildren();

const file = () => join(temporaryDirectory(), 'config.json');
const namesIn = (path: string) => readdirSync(join(path, '..')).sort();

/** Advances the manual clock until the awaited event has happened. */
async function whileTimePasses<Value>(ctx: FakeContext, promise: Promise<Value>): Promise<Value> {
  let done = false;
  const settled = promise.finally(() => {
    done = true;
  });
  settled.catch(() => {});
  while (!done) {
    await new Promise(setImmediate);
    ctx.clock.advance(lockTimes.retry);
  }
  return settled;
}

/** The holder: by default a process of this host that is gone. */
const holder = (changes: Partial<LockHolder> = {}): LockHolder => ({
  ...thisProcess('bp-auth login'),
  pid: 2 ** 22 + 1,
  nonce: 'gone',
  ...changes,
});

const plant = (path: string, content: LockHolder | string) =>
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));

describe('a lock', () => {
  test('names its holder, and leaves nothing behind', async () => {
    const ctx = fakeContext();
    const path = file();
    const lock = await takeLock(ctx, path, 'bp-auth login');
    const { pid, host, command } = JSON.parse(readFileSync(`${path}.lock`, 'utf8'));
    expect({ pid, host, command }).toEqual({
      pid: process.pid,
      host: hostname(),
      command: 'bp-auth login',
    });
    expect(statSync(`${path}.lock`).mode & 0o777).toBe(0o600);
    expect(lockView(path, Date.now())).toMatchObject({ type: 'alive' });
    lock.requireOwnership();
    lock.release();
    expect(namesIn(path)).toEqual([]);
    expect(lockView(path, Date.now())).toEqual({ type: 'free' });
  });

  test('lets one process in at a time', async () => {
    const home = temporaryDirectory();
    const log = join(home, 'log');
    const many = Array.from({ length: 5 }, () => children.run(home, ['contend', '40', log]));
    for (const { code, stderr } of await Promise.all(many))
      expect({ code, stderr }).toMatchObject({ code: 0 });
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(400);
    const overlaps = lines.filter((line, n) =>
      n % 2 === 0 ? !line.startsWith('in') : line !== lines[n - 1]?.replace('in', 'out'),
    );
    expect(overlaps).toEqual([]);
    expect(namesIn(log)).toEqual(['log']);
  });

  test('lets one process in at a time also when all find the same dead holder', async () => {
    for (let round = 0; round < 5; round++) {
      const home = temporaryDirectory();
      plant(join(home, 'config.json.lock'), holder());
      const log = join(home, 'log');
      const many = Array.from({ length: 4 }, () => children.run(home, ['contend', '3', log]));
      await Promise.all(many);
      const lines = readFileSync(log, 'utf8').trim().split('\n');
      expect(lines).toHaveLength(24);
      for (let n = 0; n < lines.length; n += 2) {
        expect(lines[n + 1]).toBe(lines[n]?.replace('in', 'out'));
      }
      expect(namesIn(log)).toEqual(['log']);
    }
  });
});

describe('on a file system without hard links', () => {
  test.each(['EPERM', 'EACCES', 'EMLINK'])(
    '(%s) one process is let in at a time, too',
    async code => {
      const home = temporaryDirectory();
      const log = join(home, 'log');
      const nodeArgs = ['--import', new URL('../support/noLinks.mjs', import.meta.url).href];
      const run = () =>
        children.run(home, ['contend', '15', log], { nodeArgs, env: { LINK_ERROR: code } });
      for (const { stderr } of await Promise.all([run(), run(), run()])) expect(stderr).toBe('');
      const lines = readFileSync(log, 'utf8').trim().split('\n');
      expect(lines).toHaveLength(90);
      for (let n = 0; n < lines.length; n += 2) {
        expect(lines[n + 1]).toBe(lines[n]?.replace('in', 'out'));
      }
      expect(namesIn(log)).toEqual(['log']);
    },
  );
});

test.each([
  'EMLINK',
  'EXDEV',
  'EINVAL',
  'EIO',
  'EISDIR',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'UNKNOWN',
])('a lock is taken where link(2) answers %s', async code => {
  const home = temporaryDirectory();
  const log = join(home, 'log');
  const nodeArgs = ['--import', new URL('../support/noLinks.mjs', import.meta.url).href];
  const { stderr } = await children.run(home, ['contend', '1', log], {
    nodeArgs,
    env: { LINK_ERROR: code },
  });
  expect(stderr).toBe('');
  expect(namesIn(log)).toEqual(['log']);
});

describe('the lock of a dead process', () => {
  test('is taken over at once, and again from an heir that died', async () => {
    const home = temporaryDirectory();
    const path = join(home, 'config.json');
    for (let generation = 0; generation < 3; generation++) {
      const child = children.start(home, ['hold']);
      await child.line('held');
      child.kill('SIGKILL');
      await child.ended;
      expect(lockView(path, Date.now())).toEqual({ type: 'dead' });
    }
    // The clock stands still, so a wait would never end.
    const lock = await takeLock(fakeContext(), path, 'bp-auth login');
    lock.requireOwnership();
    lock.release();
    expect(namesIn(path)).toEqual([]);
  });

  const { pid } = process;
  test.each<readonly [what: string, who: LockHolder]>([
    ['whose pid is gone', holder()],
    ['whose pid belongs to another process now', holder({ pid, started: '1' })],
  ])('%s: at once', async (_, who) => {
    const path = file();
    plant(`${path}.lock`, who);
    const lock = await takeLock(fakeContext(), path, 'bp-auth login');
    lock.release();
    expect(namesIn(path)).toEqual([]);
  });

  test.each<readonly [what: string, who: LockHolder | string]>([
    ['on another host', holder({ host: 'elsewhere' })],
    ['in another container of the same host name', holder({ space: 'pid:[1]' })],
    ['on another host of the same name', holder({ boot: '0b9c1c7e-0000-4000-8000-000000000000' })],
    ['that an older version left', holder({ boot: undefined })],
    ['that stands still', holder(thisProcess('bp-auth login'))],
    ['that nobody can name', '{"pid":'],
    ['that left an empty file', ''],
  ])('%s: after 5 s without a sign of life', async (_, who) => {
    const ctx = fakeContext();
    const path = file();
    plant(`${path}.lock`, who);
    const before = ctx.now();
    const lock = await whileTimePasses(ctx, takeLock(ctx, path, 'bp-auth login'));
    const waited = ctx.now() - before;
    expect(waited).toBeGreaterThanOrEqual(lockTimes.lifeless);
    expect(waited).toBeLessThan(lockTimes.lifeless + 1000);
    lock.release();
    expect(namesIn(path)).toEqual([]);
  });

  test('is not taken over because the clock jumped', async () => {
    const ctx = fakeContext();
    const path = file();
    plant(`${path}.lock`, holder({ host: 'elsewhere' }));
    let isIn = false;
    const taking = takeLock(ctx, path, 'bp-auth login').then(lock => {
      isIn = true;
      return lock;
    });
    await new Promise(setImmediate);
    ctx.clock.advance(3_600_000);
    await new Promise(setImmediate);
    expect(isIn).toBe(false);
    (await whileTimePasses(ctx, taking)).release();
  });
});

describe('whether a holder has ended', () => {
  const ticks = '81234';
  const date = '2026-11-26T14:44:28.000Z';
  const later = '2026-11-26T15:44:28.000Z';
  test.each<
    [
      what: string,
      started: string | null,
      sight: { here?: false; taken?: false; zombie?: true; now: string | null },
      fate: Fate,
    ]
  >([
    ['on another host', ticks, { here: false, now: ticks }, 'unknown'],
    ['whose pid is free', ticks, { taken: false, now: ticks }, 'ended'],
    ['whose pid is free, without a start', null, { taken: false, now: null }, 'ended'],
    ['that nobody has collected', ticks, { zombie: true, now: ticks }, 'ended'],
    ['that nobody has collected, without a start', null, { zombie: true, now: null }, 'ended'],
    ['on Linux', ticks, { now: ticks }, 'running'],
    ['on Linux, whose pid was given away', ticks, { now: '81235' }, 'ended'],
    ['on macOS', date, { now: '2026-11-26T14:44:27.000Z' }, 'running'],
    [
      'on macOS, behind a scan of the program',
      date,
      { now: '2026-11-26T14:43:30.000Z' },
      'running',
    ],
    ['on macOS, whose pid was given away', date, { now: later }, 'ended'],
    ['of an older version on macOS', null, { now: date }, 'unknown'],
    ['where ps says nothing', date, { now: null }, 'unknown'],
    ['on Windows', null, { now: null }, 'unknown'],
    ['with a start of another kind', ticks, { now: date }, 'ended'],
  ])('one %s', (_, started, { here, taken, zombie, now }, fate) => {
    const sight = {
      isHere: here ?? true,
      isTaken: () => taken ?? true,
      look: () => ({ started: now, isZombie: zombie ?? false }),
    };
    expect(fateOf(started, sight)).toBe(fate);
  });

  test('is asked of ps only where nothing else tells', () => {
    const look = () => {
      throw new Error('asked');
    };
    expect(fateOf(date, { isHere: false, isTaken: () => true, look })).toBe('unknown');
    expect(fateOf(date, { isHere: true, isTaken: () => false, look })).toBe('ended');
  });

  test.each([
    ['S+   Thu Nov 26 14:44:28 2026\n', date, false],
    ['Z    Thu Nov  6 04:44:28 2026\n', '2026-11-06T04:44:28.000Z', true],
    ['Ss   Do 26 Nov 14:44:28 2026\n', null, false],
    ['', null, false],
  ])('%j of ps', (line, started, isZombie) => {
    expect(readPs(line)).toEqual({ started, isZombie });
  });

  test('is no matter of ticks that look like a year', () => {
    expect(isSameStart('2026', '2027')).toBe(false);
  });
});

const ps = existsSync('/bin/ps');
if (!ps) console.warn('SKIPPED: the lock of macOS (no /bin/ps here)');

describe.skipIf(!ps)('on a system without /proc, whose ps is asked', () => {
  const nodeArgs = ['--import', new URL('../support/asMac.mjs', import.meta.url).href];
  const take = async (who: Partial<LockHolder>) => {
    const home = temporaryDirectory();
    const log = join(home, 'log');
    const began = new Date(performance.timeOrigin).toISOString();
    const { pid } = process;
    plant(join(home, 'config.json.lock'), holder({ pid, started: began, ...who }));
    const since = performance.now();
    const { code, stderr } = await children.run(home, ['contend', '1', log], { nodeArgs });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(namesIn(log)).toEqual(['log']);
    return performance.now() - since;
  };

  test('the lock of a process whose pid was given away is taken at once', async () => {
    expect(await take({ started: '2026-01-01T00:00:00.000Z' })).toBeLessThan(lockTimes.lifeless);
  });

  test('that of the process itself only after 5 s without a sign of life', async () => {
    expect(await take({})).toBeGreaterThanOrEqual(lockTimes.lifeless);
  });

  test('a holder there says when it began, and is taken over once it is killed', async () => {
    const home = temporaryDirectory();
    const child = children.start(home, ['hold'], { nodeArgs });
    await child.line('held');
    const text = readFileSync(join(home, 'config.json.lock'), 'utf8');
    expect(JSON.parse(text).started).toMatch(/^\d{4}-\d\d-\d\dT/);
    child.kill('SIGKILL');
    await child.ended;
    const log = join(home, 'log');
    const many = Array.from({ length: 3 }, () =>
      children.run(home, ['contend', '5', log], { nodeArgs }),
    );
    for (const { stderr } of await Promise.all(many)) expect(stderr).toBe('');
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(30);
    for (let n = 0; n < lines.length; n += 2)
      expect(lines[n + 1]).toBe(lines[n]?.replace('in', 'out'));
  });
});

describe('a live holder', () => {
  test('is named to who waits, once it has waited for a second', async () => {
    const told: Array<readonly [who: string, after: number]> = [];
    const fake = fakeContext();
    const begun = fake.now();
    const ctx = { ...fake, waitsFor: (who: string) => told.push([who, fake.now() - begun]) };
    const path = file();
    const lock = await takeLock(fake, path, 'bp-auth profiles import');
    const waiting = takeLock(ctx, path, 'bp-auth profiles use');
    while (fake.now() - begun < 3000) {
      await new Promise(setImmediate);
      fake.clock.advance(lockTimes.longestRetry);
    }
    lock.release();
    (await whileTimePasses(fake, waiting)).release();
    expect(told).toEqual([
      [`\`bp-auth profiles import\` (process ${process.pid} on ${hostname()})`, expect.anything()],
    ]);
    expect(told[0]?.[1]).toBeLessThan(1500);
  });

  test('shows life while it is too busy to', async () => {
    const path = file();
    const lock = await takeLock(fakeContext(), path, 'bp-auth profiles import');
    lock.keepAlive();
    const seen = new Set<number>();
    const deadline = performance.now() + 20_000;
    // This loop lets no other code of its thread run.
    while (seen.size < 3 && performance.now() < deadline)
      seen.add(statSync(`${path}.lock`).mtimeMs);
    lock.release();
    expect(seen.size).toBe(3);
    expect(namesIn(path)).toEqual([]);
  });

  test('is waited for 10 s, then named', async () => {
    const ctx = fakeContext();
    const path = file();
    plant(`${path}.lock`, holder({ ...thisProcess('bp-auth login'), pid: process.pid }));
    const beating = setInterval(() => {
      const now = new Date();
      utimesSync(`${path}.lock`, now, now);
    }, 1);
    const before = ctx.now();
    const outcome = whileTimePasses(ctx, takeLock(ctx, path, 'bp-auth logout'));
    await expect(outcome).rejects.toMatchObject({
      kind: 'local',
      message: expect.stringMatching(
        /config\.json is in use by `bp-auth login` \(process \d+ on .+\)$/,
      ),
    });
    clearInterval(beating);
    expect(ctx.now() - before).toBeGreaterThan(lockTimes.patience);
    expect(namesIn(path)).toEqual(['config.json.lock']);
  });

  test('that lets go is followed at once', async () => {
    const ctx = fakeContext();
    const path = file();
    const first = await takeLock(ctx, path, 'bp-auth login');
    const second = takeLock(ctx, path, 'bp-auth logout');
    await new Promise(setImmediate);
    first.release();
    (await whileTimePasses(ctx, second)).release();
    expect(namesIn(path)).toEqual([]);
  });

  test('need not be waited for after Ctrl+C', async () => {
    const ctx = fakeContext();
    const path = file();
    const first = await takeLock(ctx, path, 'bp-auth login');
    const second = takeLock(ctx, path, 'bp-auth logout');
    await new Promise(setImmediate);
    ctx.interrupt();
    await expect(second).rejects.toMatchObject({ kind: 'cancelled' });
    first.release();
    expect(namesIn(path)).toEqual([]);
  });

  test('that seemed dead finds out, and leaves its heir alone', async () => {
    const ctx = fakeContext();
    const path = file();
    const first = await takeLock(ctx, path, 'bp-auth login');
    const second = await whileTimePasses(ctx, takeLock(ctx, path, 'bp-auth logout'));
    expect(() => first.requireOwnership()).toThrow(/took over/);
    first.release();
    second.requireOwnership();
    second.release();
    expect(namesIn(path)).toEqual([]);
  });

  test('that is letting go is waited for, not taken over', async () => {
    const ctx = fakeContext();
    const path = file();
    const { nonce, ...rest } = thisProcess('bp-auth login');
    plant(`${path}.lock`, { ...rest, nonce });
    plant(`${path}.lock.${nonce}`, { ...rest, nonce });
    await expect(whileTimePasses(ctx, takeLock(ctx, path, 'bp-auth logout'))).rejects.toMatchObject(
      { kind: 'local' },
    );
    expect(existsSync(`${path}.lock`)).toBe(true);
  });

  test('that died while it let go is taken over at once', async () => {
    const path = file();
    plant(`${path}.lock`, holder());
    plant(`${path}.lock.gone`, holder());
    const lock = await takeLock(fakeContext(), path, 'bp-auth logout');
    lock.requireOwnership();
    lock.release();
    expect(namesIn(path)).toEqual([]);
  });
});

describe('around a lock', () => {
  test('what dead processes left is swept', async () => {
    const path = file();
    plant(`${path}.lock-dead`, holder());
    plant(`${path}.lock-cut`, '');
    plant(`${path}.lock.orphan`, holder());
    plant(`${path}.lock-alive`, thisProcess('bp-auth use'));
    plant(`${path}.locked`, 'somebody else’s');
    (await takeLock(fakeContext(), path, 'bp-auth login')).release();
    expect(namesIn(path)).toEqual(['config.json.lock-alive', 'config.json.locked']);
  });

  test('a waiting process whose claim was swept makes a new one', async () => {
    const ctx = fakeContext();
    const path = file();
    const first = await takeLock(ctx, path, 'bp-auth login');
    const second = takeLock(ctx, path, 'bp-auth logout');
    await new Promise(setImmediate);
    const claim = namesIn(path).find(name => {
      const { command } = JSON.parse(readFileSync(join(path, '..', name), 'utf8'));
      return name.includes('.lock-') && command === 'bp-auth logout';
    });
    const { rmSync } = await import('node:fs');
    rmSync(join(path, '..', claim ?? ''));
    first.release();
    (await whileTimePasses(ctx, second)).release();
    expect(namesIn(path)).toEqual([]);
  });

  test.each<readonly [what: string, put: (lock: string, victim: string) => void]>([
    ['a symlink', (lock, victim) => symlinkSync(victim, lock)],
    ['a dangling symlink', lock => symlinkSync('/nowhere/at/all', lock)],
    ['a directory', lock => mkdirSync(lock)],
  ])('%s at its name is refused', async (_, put) => {
    const path = file();
    const victim = join(path, '..', 'victim');
    writeFileSync(victim, 'precious');
    put(`${path}.lock`, victim);
    await expect(takeLock(fakeContext(), path, 'bp-auth login')).rejects.toMatchObject({
      kind: 'local',
      message: expect.stringMatching(/config\.json\.lock is not a lock file of ours/),
    });
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(namesIn(path)).toEqual(['config.json.lock', 'victim']);
  });

  test('a directory that cannot be written is an error in words', async () => {
    const path = join(temporaryDirectory(), 'missing', 'config.json');
    await expect(takeLock(fakeContext(), path, 'bp-auth login')).rejects.toMatchObject({
      kind: 'local',
      message: expect.stringMatching(/could not be locked: .*\(ENOENT\)/),
    });
  });
});
