// From a command line to an input: what meow is given, and what is refused before that.
import { describe, expect, test } from 'vitest';
import { inputFor, parseLine } from '../../source/commands/arguments.ts';
import { commandIn, type Switch, type TextFlag } from '../../source/commands/spec/specs.ts';
import { type AppError, isAppError } from '../../source/errors.ts';

function inputOf(argv: readonly string[]) {
  const line = parseLine(argv);
  return inputFor(line, commandIn(line.words));
}

function refusalOf(argv: readonly string[]): AppError {
  try {
    inputOf(argv);
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('a text is taken as it was typed', () => {
  const rows: ReadonlyArray<readonly [argv: readonly string[], flag: TextFlag, text: string]> = [
    [['login', '--workspaceId', 'ws_1'], 'workspaceId', 'ws_1'],
    [['login', '--workspace-id', 'ws_1'], 'workspaceId', 'ws_1'],
    [['login', '--workspaceId=ws_1'], 'workspaceId', 'ws_1'],
    [['login', '--workspace-id=ws_1'], 'workspaceId', 'ws_1'],
    [['--workspace-id', 'ws_1', 'login'], 'workspaceId', 'ws_1'],
    [['login', '--token', ''], 'token', ''],
    [['login', '--token='], 'token', ''],
    [['login', '--token', '-'], 'token', '-'],
    [['login', '--token=-x'], 'token', '-x'],
    [['login', '--token=--json'], 'token', '--json'],
    [['login', '--token=a=b'], 'token', 'a=b'],
    [['login', '--token', 'a\nb'], 'token', 'a\nb'],
    [['login', '--token', ' a '], 'token', ' a '],
    [['login', '--token', '"a"'], 'token', '"a"'],
    [['login', '--token="a"'], 'token', '"a"'],
    [['login', "--token='a'"], 'token', "'a'"],
    [['login', '--token', 'true'], 'token', 'true'],
    [['login', '--token', '007'], 'token', '007'],
    [['login', '--token', '1e3'], 'token', '1e3'],
    [['login', '--token', '0x10'], 'token', '0x10'],
    [['login', '--token', '__proto__'], 'token', '__proto__'],
    [['login', '--token', 'a', '--token', 'b'], 'token', 'b'],
    [['exec', '--watch', '--', 'x'], 'watch', 'end'],
    [['exec', '--watch=live', '--', 'x'], 'watch', 'live'],
    [['exec', '--log', 'a.b', '--', 'x'], 'log', 'a.b'],
  ];
  test.each(rows)('%j', (argv, flag, text) => {
    expect(inputOf(argv).text(flag)).toBe(text);
  });

  test('and each of those that can be repeated', () => {
    const input = inputOf(['profiles', 'import', '--as', 'a=b', '--as=c="d"', '--from', '-']);
    expect(input.texts('as')).toEqual(['a=b', 'c="d"']);
    expect(input.text('from')).toBe('-');
    expect(inputOf(['profiles', 'import']).texts('as')).toEqual([]);
  });
});

describe('a switch is on, off or neither', () => {
  const rows: ReadonlyArray<readonly [argv: readonly string[], flag: Switch, is: string]> = [
    [['login'], 'withToken', 'neither'],
    [['login', '--with-token'], 'withToken', 'on'],
    [['login', '--withToken'], 'withToken', 'on'],
    [['login', '--no-browser'], 'browser', 'off'],
    [['login', '--browser'], 'browser', 'on'],
    [['profiles', 'list', '--no-color'], 'color', 'off'],
    [['profiles', 'get', '--no-show-token'], 'showToken', 'off'],
    [['profiles', 'get', '--no-showToken'], 'showToken', 'off'],
    [['profiles', 'get', '--show-token', '--no-show-token'], 'showToken', 'off'],
    [['profiles', 'list', '--json', '--json'], 'json', 'on'],
    [['logout', '-y'], 'yes', 'on'],
    [['logout', '--yes'], 'yes', 'on'],
    [['logout', '-yh'], 'yes', 'on'],
  ];
  test.each(rows)('%j', (argv, flag, is) => {
    const { on, off } = inputOf(argv);
    expect({ on: on(flag), off: off(flag) }).toEqual({ on: is === 'on', off: is === 'off' });
  });
});

describe('words are arguments', () => {
  type Row = readonly [
    argv: readonly string[],
    args: readonly string[],
    rest: readonly string[] | null,
  ];
  const rows: readonly Row[] = [
    [['profiles', 'use', 'dev'], ['dev'], null],
    [['--json', 'profiles', '-y', 'use', 'dev'], ['dev'], null],
    [['profiles', 'use', '-'], ['-'], null],
    [['profiles', 'use', ''], [''], null],
    [['profiles', 'use', '--json', 'true'], ['true'], null],
    [['profiles', 'use', '-y', 'false'], ['false'], null],
    [['profiles', 'use', '007'], ['007'], null],
    [['profiles', 'use', '"dev"'], ['"dev"'], null],
    [['profiles', 'use', 'constructor'], ['constructor'], null],
    [['profiles', 'remove', 'a', 'b', 'c'], ['a', 'b', 'c'], null],
    // If a command takes no program, a word after -- is an argument, which may begin with a dash.
    [['profiles', 'get', '--', '-x'], ['-x'], null],
    [['exec', '--', 'a', '--b', '--', 'c'], [], ['a', '--b', '--', 'c']],
    [['exec', '--'], [], []],
    [['exec'], [], null],
    [
      ['profiles', 'move-token', 'ci', '--to', 'command', '--', 'pass', '-x'],
      ['ci'],
      ['pass', '-x'],
    ],
  ];
  test.each(rows)('%j', (argv, args, rest) => {
    const input = inputOf(argv);
    expect({ args: input.args, rest: input.rest }).toEqual({ args, rest });
  });
});

describe('what means nothing is refused', () => {
  type Row = readonly [argv: readonly string[], code: string, says: RegExp];
  const rows: readonly Row[] = [
    [
      ['login', '--tokn', 'x'],
      'flag-unknown',
      /--tokn.*Did you mean --token\? Usage: bp-auth login/,
    ],
    [['login', '--work-space-id', 'x'], 'flag-unknown', /Did you mean --workspaceId\?/],
    [['login', '--withTokn'], 'flag-unknown', /Did you mean --with-token\?/],
    [['profiles', 'list', '--store', 'file'], 'flag-unknown', /--store/],
    [['login', '--no-token'], 'flag-unknown', /--no-token/],
    [['login', '--__proto__'], 'flag-unknown', /with the name that was typed/],
    [['login', '--constructor=1'], 'flag-unknown', /--constructor/],
    [['login', '-x'], 'flag-unknown', /-x/],
    [['login', '-yx'], 'flag-unknown', /-x/],
    [['login', '-profile', 'x'], 'flag-unknown', /-p\b/],
    [['login', '--='], 'flag-unknown', /with the name that was typed/],
    [['login', '---token'], 'flag-unknown', /with the name that was typed/],
    [
      ['login', '--bp_pat_1234567890abcdefghij secret'],
      'flag-unknown',
      /with the name that was typed/,
    ],
    [['login', '--token'], 'flag-needs-value', /--token needs a value.*--token=VALUE/],
    [['login', '--token', '--json'], 'flag-needs-value', /--token needs a value/],
    [['login', '--workspace-id', '-x'], 'flag-needs-value', /--workspaceId needs a value/],
    [
      ['profiles', 'move-token', 'x', '--tokenEnv'],
      'flag-needs-value',
      /--token-env needs a value/,
    ],
    [['login', '--withToken=x'], 'flag-takes-no-value', /--with-token takes no value/],
    [['login', '--no-browser='], 'flag-takes-no-value', /--no-browser takes no value/],
    [['profiles', 'list', '--json=true'], 'flag-takes-no-value', /--json takes no value/],
    [['profiles', 'list', '--', 'x'], 'arguments-too-many', /Usage: bp-auth profiles list/],
    [['profiles', 'use', 'a', 'b'], 'arguments-too-many', /Usage: bp-auth profiles use/],
    [['profiles', 'remove'], 'argument-missing', /Usage: bp-auth profiles remove NAME…/],
    [['--check'], 'flag-unknown', /--check/],
  ];
  test.each(rows)('%j', (argv, code, says) => {
    const error = refusalOf(argv);
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.hint}`).toMatch(says);
    expect(`${error.message} ${error.hint}`).not.toContain('secret');
  });
});
