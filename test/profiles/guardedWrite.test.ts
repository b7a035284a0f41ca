import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../source/errors.ts';
import {
  takeSteps,
  textStep,
  type WriteStep,
  writtenShort,
} from '../../source/profiles/guardedWrite.ts';
import { narrowMode, prepareDirectory } from '../../source/profiles/homeDirectory.ts';
import { isLeftOver, leftOversOf, removeLeftOvers } from '../../source/profiles/leftOvers.ts';
import { targetOf } from '../../source/profiles/linkTarget.ts';
import { temporaryDirectory } from '../support/context.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;
const contents = (directory: string) =>
  Object.fromEntries(
    readdirSync(directory)
      .sort()
      .map(name => [name, readFileSync(join(directory, name), 'utf8')]),
  );

function filled(files: Record<string, string>): string {
  const directory = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

/** Two files to replace, and a copy that has to be removed first. */
function task(directory: string) {
  const [first, second, copy] = ['a', 'b', 'a.good'].map(name => join(directory, name));
  return {
    steps: [textStep(first as string, 'new a'), textStep(second as string, 'new b')],
    guard: { id: 'id', requireOwnership: () => {}, clear: [copy as string] },
  };
}

describe('several files', () => {
  const before = { a: 'old a', b: 'old b', 'a.good': 'copy of old a' };

  test('are replaced, closed to others, and nothing is left beside them', () => {
    const directory = filled(before);
    const { steps, guard } = task(directory);
    takeSteps(steps, guard);
    expect(contents(directory)).toEqual({ a: 'new a', b: 'new b' });
    for (const { path } of steps) expect(modeOf(path)).toBe(0o600);
  });

  test('are made where there were none', () => {
    const directory = temporaryDirectory();
    const { steps, guard } = task(directory);
    takeSteps(steps, guard);
    expect(contents(directory)).toEqual({ a: 'new a', b: 'new b' });
  });

  /** The steps; the one with this number fails as it would on a full disk. */
  const shortAt = (nth: number, steps: readonly WriteStep[]) =>
    steps.map((step, index) => ({
      path: step.path,
      write(file: string) {
        step.write(file);
        if (index + 1 === nth) throw writtenShort();
      },
    }));
  test.each([1, 2])('stay as they were when write %s is cut short', nth => {
    const directory = filled(before);
    const { steps, guard } = task(directory);
    expect(() => takeSteps(shortAt(nth, steps), guard)).toThrow(
      expect.objectContaining({
        kind: 'local',
        message: expect.stringMatching(/the disk is full \(ENOSPC\); nothing was changed$/),
      }),
    );
    expect(contents(directory)).toEqual(before);
  });

  test('stay as they were when the lock was lost before the first one', () => {
    const directory = filled(before);
    const { steps, guard } = task(directory);
    const lost = () => {
      throw new Error('lost');
    };
    expect(() => takeSteps(steps, { ...guard, requireOwnership: lost })).toThrow();
    expect(contents(directory)).toEqual(before);
  });

  test('are asked for the lock right before each is replaced', () => {
    const directory = filled(before);
    const { steps, guard } = task(directory);
    const seen: string[] = [];
    const requireOwnership = () => {
      const { a, b } = contents(directory);
      seen.push(`${a}, ${b}`);
    };
    takeSteps(steps, { ...guard, requireOwnership });
    expect(seen).toEqual(['old a, old b', 'old a, old b', 'new a, old b']);
  });

  const inTheWay: ReadonlyArray<
    readonly [what: string, put: (directory: string, victim: string) => void, says: RegExp]
  > = [
    [
      'a symlink at the temporary name',
      (at, victim) => symlinkSync(victim, join(at, 'b.new-id-1')),
      /b\.new-id-1 is a symlink/,
    ],
    [
      'a symlink at the copy’s name',
      (at, victim) => symlinkSync(victim, join(at, 'a.good')),
      /a\.good is a symlink/,
    ],
    [
      'a symlink at the target',
      (at, victim) => symlinkSync(victim, join(at, 'b')),
      /b is a symlink/,
    ],
    [
      'a directory at the target',
      at => mkdirSync(join(at, 'b')),
      /b is not a regular file \(EISDIR\)/,
    ],
    [
      'a directory at the temporary name',
      at => mkdirSync(join(at, 'a.new-id-0')),
      /EISDIR|could not be written/,
    ],
  ];
  test.each(inTheWay)('are not touched with %s', (_, put, says) => {
    const directory = filled({ a: 'old a' });
    const victim = join(filled({ victim: 'precious' }), 'victim');
    put(directory, victim);
    const { steps, guard } = task(directory);
    expect(() => takeSteps(steps, guard)).toThrow(
      expect.objectContaining({ kind: 'local', message: expect.stringMatching(says) }),
    );
    expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('old a');
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  test('are left to the heir when the lock was lost meanwhile', () => {
    const directory = filled(before);
    const { steps, guard } = task(directory);
    const lost = () => {
      // A file that the next holder has prepared meanwhile.
      writeFileSync(join(directory, 'a.new-heir-0'), 'heir');
      throw new Error('lost');
    };
    expect(() => takeSteps(steps, { ...guard, requireOwnership: lost })).toThrow();
    expect(contents(directory)).toEqual({ ...before, 'a.new-heir-0': 'heir' });
  });

  test.each([
    ['before the first one', 1, before],
    ['before the second one', 2, { a: 'new a', b: 'old b' }],
  ])('an heir that swept what was prepared %s is named, not a missing file', (_, at, left) => {
    const directory = filled(before);
    const { steps, guard } = task(directory);
    let asked = 0;
    const requireOwnership = () => {
      asked += 1;
      // We are suspended right after the ownership check; meanwhile somebody takes over the lock.
      if (asked === at + 1) for (const { path } of steps) removeLeftOvers(path);
      if (asked > at + 1) throw new AppError('lock-lost', 'Another process took over');
    };
    expect(() => takeSteps(steps, { ...guard, requireOwnership })).toThrow(
      expect.objectContaining({ code: 'lock-lost' }),
    );
    expect(contents(directory)).toEqual({ ...left, ...(at === 1 ? { 'a.good': undefined } : {}) });
  });

  test.runIf(process.getuid?.() === 0)('keep their owner when root writes them', () => {
    const directory = filled(before);
    chownSync(directory, 1234, 1234);
    chownSync(join(directory, 'a'), 2345, 2345);
    const { steps, guard } = task(directory);
    takeSteps([...steps, textStep(join(directory, 'c'), 'c')], guard);
    const owners = ['a', 'b', 'c'].map(name => statSync(join(directory, name)).uid);
    expect(owners).toEqual([2345, 0, 1234]);
  });
});

describe('a directory', () => {
  test('is made with its parents, closed to others', () => {
    const home = join(temporaryDirectory(), 'new', '.botpress');
    prepareDirectory(home);
    expect([modeOf(home), modeOf(join(home, '..'))]).toEqual([0o700, 0o700]);
  });

  test('is closed to others whatever the umask', () => {
    for (const umask of [0, 0o077, 0o777]) {
      const home = join(temporaryDirectory(), '.botpress');
      const before = process.umask(umask);
      try {
        prepareDirectory(home);
      } finally {
        process.umask(before);
      }
      expect(modeOf(home)).toBe(0o700);
    }
  });

  test.each([
    [0o777, 0o700],
    [0o755, 0o700],
    [0o710, 0o700],
    [0o700, 0o700],
  ])('of mode %o becomes %o', (mode, becomes) => {
    const home = temporaryDirectory();
    chmodSync(home, mode);
    prepareDirectory(home);
    expect(modeOf(home)).toBe(becomes);
  });

  test('that is a file is said to be one', () => {
    const home = join(filled({ '.botpress': 'a file' }), '.botpress');
    expect(() => prepareDirectory(home)).toThrow(/a file stands where a directory should/);
    expect(() => prepareDirectory(join(home, 'deeper'))).toThrow(/a file stands where/);
  });
});

describe('a mode', () => {
  test.each([
    [0o644, 0o600],
    [0o666, 0o600],
    [0o640, 0o600],
    [0o444, 0o400],
    [0o600, 0o600],
    [0o400, 0o400],
  ])('%o becomes %o: only what others may is taken away', (mode, becomes) => {
    const path = join(filled({ file: '' }), 'file');
    chmodSync(path, mode);
    expect(narrowMode(path)).toBe('narrow');
    expect(modeOf(path)).toBe(becomes);
  });

  test('of what is not there is fine', () => {
    expect(narrowMode('/nowhere/at/all')).toBe('narrow');
  });
});

describe('a symlink', () => {
  test('leads to its target, over several steps', () => {
    const directory = filled({ real: '' });
    symlinkSync('real', join(directory, 'one'));
    symlinkSync(join(directory, 'one'), join(directory, 'two'));
    expect(basename(targetOf(join(directory, 'two')))).toBe('real');
    expect(targetOf(join(directory, 'none'))).toBe(join(directory, 'none'));
  });

  test('that leads nowhere is an error that names both ends', () => {
    const directory = temporaryDirectory();
    symlinkSync('/nowhere/at/all', join(directory, 'config.json'));
    expect(() => targetOf(join(directory, 'config.json'))).toThrow(
      /config\.json is a symlink to \/nowhere\/at\/all, which does not exist/,
    );
  });
});

describe('what a killed writer left', () => {
  test.each([
    ['config.json.new-0', true],
    ['config.json.new-0a1b-2c3d-4', true],
    ['config.json.new-0a1b-2c3d-4.tmp-1234567890abcdef', true],
    ['config.json.new-12', true],
    ['config.json.new-0.tmp-1234567890abcdef', true],
    ['config.json', false],
    ['config.json.good', false],
    ['config.json.new', false],
    ['config.json.newer', false],
    ['config.json.tmp-1234567890abcdef', false],
    ['other.json.new-0', false],
  ])('%s: %s', (name, expected) => {
    expect(isLeftOver(join('/home', name), '/home/config.json')).toBe(expected);
  });

  test('is swept, and nothing else', () => {
    const directory = filled({
      a: '',
      'a.new-0': '',
      'a.new-1.tmp-1234567890abcdef': '',
      'b.new-0': '',
    });
    const target = join(directory, 'a');
    expect(
      leftOversOf(target)
        .map(file => basename(file))
        .sort(),
    ).toEqual(['a.new-0', 'a.new-1.tmp-1234567890abcdef']);
    removeLeftOvers(target);
    expect(readdirSync(directory).sort()).toEqual(['a', 'b.new-0']);
  });
});
