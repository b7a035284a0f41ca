import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dialect, variableLine } from '../../source/tokens/quote.ts';
import { cleanEnv } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { isInstalled, runShell } from '../support/shell.ts';

const nasty = [
  "it's",
  '$HOME `id` $(id) ${x}',
  '"double" and \'single\'',
  'back\\slash\\',
  "\\'",
  'line\nbreak',
  'tab\tand trailing blank ',
  'ünïcode ☃ 👩‍👩‍👧',
  '; rm -rf ~ #',
  '-n',
  '!history',
  '*?[a]',
  '',
  "'''\\\\'''",
  '%s%n',
];

// What a process can be given: any text without NUL, lone surrogates aside.
const values = fc.sample(
  fc.string({ unit: 'grapheme', maxLength: 40 }).filter(text => !text.includes('\0')),
  { numRuns: 300, seed: 7 },
);

describe('a variable as a line of a shell gives back the same bytes', () => {
  const shells: ReadonlyArray<readonly [dialect: Dialect, shell: string]> = [
    ['bash', 'bash'],
    ['zsh', 'zsh'],
    ['fish', 'fish'],
  ];
  for (const [dialect, shell] of shells) {
    test.skipIf(!isInstalled(shell))(`${shell}`, async () => {
      const all = [...nasty, ...values];
      const script = all
        .map(value => `${variableLine(dialect, 'VALUE', value)}\nprintf '%s\\0' "$VALUE"`)
        .join('\n');
      const home = temporaryDirectory();
      const { stdout } = await runShell(script, {
        shell,
        cwd: home,
        env: cleanEnv({ HOME: home }),
      });
      expect(stdout.split('\0').slice(0, -1)).toEqual(all);
    });
  }

  test('dotenv, as Node reads it', () => {
    for (const value of [...nasty, ...values].filter(text => !text.includes('\r'))) {
      let line: string;
      try {
        line = variableLine('dotenv', 'VALUE', value);
      } catch {
        expect(value).toMatch(/['"`]/);
        continue;
      }
      expect(parseEnv(line).VALUE).toBe(value);
    }
  });

  // No PowerShell here: its rule is that only a single quote, plain or typographic, ends the text.
  test('PowerShell: every quote is doubled', () => {
    const line = variableLine('powershell', 'VALUE', "a'b\u2019c $(id)");
    expect(line).toBe("$env:VALUE = 'a''b\u2019\u2019c $(id)'");
  });

  test('a NUL is refused', () => {
    expect(() => variableLine('bash', 'VALUE', 'a\0b')).toThrow('NUL');
  });
});
