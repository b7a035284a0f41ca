// The set-up of the test run in which keys replace the program's sentences: a text with a key is
// taken to equal any expected text, and everything else is compared.
import { beforeEach, expect, type RunnerTask } from 'vitest';
import { holdsKey } from './key.ts';
import { textTests } from './textTests.ts';

const isKeyed = (value: unknown): boolean => typeof value === 'string' && holdsKey(value);

/**
 * Whether two texts cannot be compared, because only the received one has a key in place of a
 * sentence.
 */
const isBlind = (received: unknown, expected: unknown): boolean =>
  isKeyed(received) && !isKeyed(expected);

expect.addEqualityTesters([
  (received, expected) =>
    typeof expected === 'string' && isBlind(received, expected) ? true : undefined,
]);

for (const name of ['stringContaining', 'stringMatching'] as const) {
  const made: (expected: string) => unknown = expect[name];
  expect[name] = (expected: unknown) => {
    const matcher: Asymmetric = Reflect.apply(made, expect, [expected]);
    const knows = matcher.asymmetricMatch.bind(matcher);
    const asymmetricMatch = (value: unknown) => isBlind(value, expected) || knows(value);
    return Object.assign(matcher, { asymmetricMatch });
  };
}

type Asymmetric = { asymmetricMatch(value: unknown): boolean };

type Matching = { isNot: boolean; utils: { stringify(value: unknown): string } };

/**
 * The result of a matcher. A text that cannot be compared passes; but with `.not`, even such a text
 * is compared.
 */
function judged(
  { isNot, utils }: Matching,
  how: string,
  received: unknown,
  expected: unknown,
  holds: boolean,
  isUnknown: boolean,
) {
  const not = isNot ? 'not ' : '';
  return {
    pass: holds || (!isNot && isUnknown),
    message: () =>
      `expected ${utils.stringify(received)} ${not}${how} ${utils.stringify(expected)}`,
    actual: received,
    expected,
  };
}

const matches = (text: string, expected: unknown): boolean =>
  expected instanceof RegExp ? expected.test(text) : text.includes(String(expected));

expect.extend({
  toBe(received: unknown, expected: unknown) {
    const isUnknown = typeof expected === 'string' && isBlind(received, expected);
    return judged(this, 'to be', received, expected, Object.is(received, expected), isUnknown);
  },
  toMatch(received: string, expected: RegExp | string) {
    const holds = matches(received, expected);
    return judged(this, 'to match', received, expected, holds, isBlind(received, expected));
  },
  toContain(received: string | Iterable<unknown>, expected: unknown) {
    const all = typeof received === 'string' ? [received] : [...received];
    const holds =
      typeof received === 'string' ? matches(received, expected) : all.includes(expected);
    const isUnknown = typeof expected === 'string' && all.some(one => isBlind(one, expected));
    return judged(this, 'to contain', received, expected, holds, isUnknown);
  },
  toThrow(received: unknown, expected?: unknown) {
    const thrown = this.promise === 'rejects' ? { error: received } : thrownBy(received);
    const holds = thrown !== null && isError(thrown.error, expected);
    return judged(this, 'to throw', thrown?.error, expected, holds, false);
  },
});

function thrownBy(act: unknown): { error: unknown } | null {
  try {
    (act as () => unknown)();
    return null;
  } catch (error) {
    return { error };
  }
}

function isError(error: unknown, expected: unknown): boolean {
  if (expected === undefined) return true;
  if (typeof expected === 'function') return error instanceof expected;
  if (typeof expected === 'object' && expected !== null && 'asymmetricMatch' in expected) {
    return (expected as Asymmetric).asymmetricMatch(error);
  }
  const { message } = error as Error;
  const said = expected instanceof Error ? expected.message : expected;
  return isBlind(message, said) || matches(message, said);
}

// A test that textTests.ts lists has to fail in the run with keys. If it passes there, the test
// does not need the program's words, and should not be listed.
beforeEach(({ task }) => {
  const listed = textTests[task.file.name.replaceAll('\\', '/')] ?? [];
  if (listed.length === 0) return;
  const names = new Map(namesIn(task.file.tasks));
  const gone = listed.filter(name => ![...names.values()].includes(name));
  if (gone.length > 0) throw new Error(`textTests.ts names what is not there: ${gone.join(', ')}`);
  if (listed.includes(names.get(task) ?? '')) {
    Object.assign(task, { fails: true });
    Object.assign(task.meta, { needsItsWords: true });
  }
});

function namesIn(tasks: readonly RunnerTask[], path = ''): Array<[RunnerTask, string]> {
  return tasks.flatMap((task): Array<[RunnerTask, string]> => {
    const name = `${path}${task.name}`;
    return task.type === 'test' ? [[task, name]] : namesIn(task.tasks, `${name} > `);
  });
}
