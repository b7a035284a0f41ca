import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '../../source/errors.ts';
import { type Dialect, unsetVariable, variableLine } from '../../source/secrets/quote.ts';
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

// Any text that a process can be given: no NUL, no lone surrogates. About half of the texts consist
// mostly of characters that could end a quotation or be interpreted.
const odd = fc.constantFrom(
  ...`'"\`\\$(){}!#;&|<>*?[]~%=- \t\n\r\u0007\u001b\u2018\u2019\u201a\u201b`,
);
const letters = fc.constantFrom('a', 'ü', '☃', '👩‍👩‍👧', '\u202e', '\u2028');
const values = fc.sample(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }).filter(text => !text.includes('\0')),
    fc.array(fc.oneof(odd, odd, letters), { maxLength: 20 }).map(all => all.join('')),
  ),
  { numRuns: 600, seed: 7 },
);

/** The variables of one output of `env`. A line that is quoted wrongly would run into the next. */
const variables = ['BP_TOKEN', 'BP_WORKSPACE_ID', 'BP_API_URL'] as const;

/** Groups of three values, one value for each of the variables. */
const outputs = Array.from({ length: Math.floor((nasty.length + values.length) / 3) }, (_, n) =>
  [...nasty, ...values].slice(3 * n, 3 * n + 3),
);

const linesOf = (dialect: Dialect, output: readonly string[]) =>
  variables.map((name, at) => variableLine(dialect, name, output[at] ?? '')).join('\n');

describe('variables as lines of a shell give back the same bytes', () => {
  const shells: ReadonlyArray<readonly [dialect: Dialect, shell: string]> = [
    ['bash', 'bash'],
    ['bash', 'sh'],
    ['zsh', 'zsh'],
    ['fish', 'fish'],
  ];
  for (const [dialect, shell] of shells) {
    test.skipIf(!isInstalled(shell))(`${shell}`, async () => {
      const show = `printf '%s\\0' ${variables.map(name => `"$${name}"`).join(' ')}`;
      const script = outputs.map(output => `${linesOf(dialect, output)}\n${show}`).join('\n');
      const home = temporaryDirectory();
      const env = cleanEnv({ HOME: home });
      const { stdout } = await runShell(script, { shell, cwd: home, env });
      expect(stdout.split('\0').slice(0, -1)).toEqual(outputs.flat());
    });
  }

  test.each([
    ['Node', parseEnv],
    ['the package dotenv', parseLikeDotenv],
  ])('dotenv, as %s reads it', (_, parse) => {
    const refused = outputs.filter(output => {
      try {
        expect(parse(linesOf('dotenv', output))).toEqual(
          Object.fromEntries(variables.map((name, at) => [name, output[at]])),
        );
        return false;
      } catch (error) {
        if (!isAppError(error)) throw error;
        return true;
      }
    });
    expect(
      refused.every(output =>
        output.some(value => /[\\\r]|'.*"|".*'|'.*[$\n]|[$\n].*'/s.test(value)),
      ),
    ).toBe(true);
    expect(refused.length).toBeLessThan(outputs.length * 0.8);
  });

  test('PowerShell, as its grammar reads it', () => {
    for (const output of outputs) {
      const lines = linesOf('powershell', output).split('\n');
      expect(lines.map(readPowershell)).toEqual(variables.map((name, at) => [name, output[at]]));
    }
  });

  test('cmd.exe, or they are refused', () => {
    const all = outputs.flat();
    const taken = all.filter(value => {
      try {
        // Everything between the first and the last quote is the value; cmd.exe interprets nothing in it.
        expect(variableLine('cmd', 'BP_TOKEN', value)).toBe(`set "BP_TOKEN=${value}"`);
        return true;
      } catch (error) {
        if (!isAppError(error)) throw error;
        expect(error.code).toBe('value-not-for-cmd');
        return false;
      }
    });
    expect(taken.filter(value => /["%!^\p{Cc}]/u.test(value))).toEqual([]);
    expect(taken.length).toBeGreaterThan(50);
    expect(unsetVariable('cmd', 'BP_TOKEN')).toBe('set "BP_TOKEN="');
  });

  test('a NUL is refused', () => {
    expect(() => variableLine('bash', 'VALUE', 'a\0b')).toThrow('NUL');
  });
});

/** A parser like dotenv 16's (its regular expression, its order of steps), without expansion. */
function parseLikeDotenv(text: string): Record<string, string> {
  const line =
    /(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/gm;
  const found: Record<string, string> = {};
  for (const [, key = '', raw = ''] of text.replace(/\r\n?/g, '\n').matchAll(line)) {
    const value = raw.trim().replace(/^(['"`])([\s\S]*)\1$/g, '$2');
    found[key] = raw.trim().startsWith('"')
      ? value.replaceAll('\\n', '\n').replaceAll('\\r', '\r')
      : value;
  }
  return found;
}

/**
 * A reader for one line by PowerShell's language specification (2.3.5.2, verbatim strings): any of five
 * characters is a single quote, two in a row stand for the second of them, one alone ends the string.
 */
function readPowershell(line: string): [name: string, value: string] {
  const [, name = '', expression = ''] = /^\$env:(\w+) = (.*)$/s.exec(line) ?? [];
  const isQuote = (at: number) => /^['\u2018\u2019\u201a\u201b]$/.test(expression[at] ?? '');
  let value = '';
  let at = 0;
  const term = () => {
    const code = /^\[char\](\d+)/.exec(expression.slice(at));
    if (code !== null) {
      at += code[0].length;
      value += String.fromCharCode(Number(code[1]));
      return;
    }
    if (!isQuote(at)) throw new Error(`No string: ${line}`);
    for (at++; at < expression.length; at++) {
      if (isQuote(at)) {
        at++;
        if (!isQuote(at)) return;
      }
      value += expression[at];
    }
    throw new Error(`A string without an end: ${line}`);
  };
  term();
  while (expression.startsWith(' + ', at)) {
    at += 3;
    term();
  }
  if (at !== expression.length) throw new Error(`More than a string: ${line}`);
  return [name, value];
}
