// The reader of the `.env` that bp reads: it finds the same file as bp, and the same variables as dotenv's
// own parser.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDotenv, readDotenv } from '../../source/files/dotenv.ts';
import { temporaryDirectory } from '../support/context.ts';

const plain = (text: string) =>
  Object.fromEntries([...parseDotenv(text)].map(([name, { value }]) => [name, value]));

const linesOf = (text: string) =>
  Object.fromEntries([...parseDotenv(text)].map(([name, { line }]) => [name, line]));

const rows: ReadonlyArray<[text: string, variables: Record<string, string>]> = [
  ['BP_TOKEN=bp_pat_x', { BP_TOKEN: 'bp_pat_x' }],
  ['export BP_TOKEN=x', { BP_TOKEN: 'x' }],
  ['  export   BP_TOKEN = x  ', { BP_TOKEN: 'x' }],
  ['BP_TOKEN="x y"', { BP_TOKEN: 'x y' }],
  ["BP_TOKEN='x\\ny'", { BP_TOKEN: 'x\\ny' }],
  ['BP_TOKEN="x\\ny"', { BP_TOKEN: 'x\ny' }],
  ['BP_TOKEN=`x"y`', { BP_TOKEN: 'x"y' }],
  ['BP_TOKEN=x # comment', { BP_TOKEN: 'x' }],
  ['BP_TOKEN="x # y" # comment', { BP_TOKEN: 'x # y' }],
  ['#BP_TOKEN=x', {}],
  ['# a\n\n#b\nBP_TOKEN=x\r\nBP_PROFILE=prod\r\n', { BP_TOKEN: 'x', BP_PROFILE: 'prod' }],
  ['BP_TOKEN=x\rBP_PROFILE=prod', { BP_TOKEN: 'x', BP_PROFILE: 'prod' }],
  ['BP_TOKEN=a\nBP_TOKEN=b', { BP_TOKEN: 'b' }],
  ['BP_TOKEN=a\nBP_TOKEN=', { BP_TOKEN: '' }],
  ['BP_TOKEN: x', { BP_TOKEN: 'x' }],
  ['BP_TOKEN:x', {}],
  ['BP_TOKEN', {}],
  ['BP_TOKEN=\nBP_PROFILE=x', { BP_TOKEN: '', BP_PROFILE: 'x' }],
  ['BP_TOKEN="a\nb"\nBP_PROFILE=x', { BP_TOKEN: 'a\nb', BP_PROFILE: 'x' }],
  ['\ufeffBP_TOKEN=x', { BP_TOKEN: 'x' }],
  ['BP_TOKEN=x=y==', { BP_TOKEN: 'x=y==' }],
];

describe('the parser', () => {
  test.each(rows)('%j', (text, variables) => {
    expect(plain(text)).toEqual(variables);
    expect(parse(text)).toEqual(variables);
  });

  test('finds what dotenv finds, whatever the text', () => {
    const piece = fc.constantFrom(
      ...[
        'A',
        'B_1',
        'export',
        ' ',
        '  ',
        '\t',
        '\n',
        '\r\n',
        '\r',
        '=',
        ':',
        ': ',
        '#',
        '"',
        "'",
        '`',
      ],
      ...['\\', '\\n', '\\"', "\\'", 'x', '.', '-', '\ufeff', 'é', 'A=', '\nB_1="', '=\n'],
    );
    const text = fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(text, content => {
        expect(plain(content)).toEqual(parse(content));
      }),
      { numRuns: 20_000 },
    );
  });

  test('knows the line of each, which is that of the last assignment', () => {
    const text = '# first\r\nA=1\r\n\r\nexport B="x\r\ny"\r\nA=2\r\nC=3';
    expect(linesOf(text)).toEqual({ A: 6, B: 4, C: 7 });
    expect(linesOf('export x=1\nexport\nexport=2')).toEqual({ x: 1, export: 3 });
  });

  test.each([
    ['line ends', '\n'.repeat(2 ** 20)],
    ['blanks', ' '.repeat(2 ** 20)],
    ['names without values', 'A\n'.repeat(2 ** 19)],
    ['quotes that nothing closes', 'A="\n"y\n'.repeat(2 ** 17)],
    ['escaped quotes', `A="${'\\"'.repeat(2 ** 19)}x`],
    ['quotes between line separators', `A=${'"a\u2028'.repeat(2 ** 17)}`],
    ['export after export', 'export\n'.repeat(2 ** 17)],
    ['assignments', 'A=1\n'.repeat(2 ** 18)],
  ])('does not take the square of the time: %s', (_name, text) => {
    // In quadratic time, a megabyte would take minutes.
    const before = performance.now();
    parseDotenv(text);
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

describe('the file', () => {
  const read = (files: Record<string, string | Buffer>, env: Record<string, string> = {}) => {
    const userHome = temporaryDirectory();
    const cwd = join(userHome, 'project');
    mkdirSync(cwd);
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(userHome, name), content);
    }
    return readDotenv({ cwd, userHome, env });
  };

  test('is ./.env', () => {
    expect(read({ 'project/.env': 'A=1' })).toMatchObject({ shown: './.env', passedOver: null });
    expect(read({ 'project/.env': 'A=1' }).variables.get('A')).toEqual({ value: '1', line: 1 });
  });

  test('is missing', () => {
    expect(read({})).toEqual({
      shown: './.env',
      variables: new Map(),
      passedOver: null,
      overrides: false,
    });
    expect(readDotenv({ cwd: '', userHome: '/', env: {} }).passedOver).toBeNull();
  });

  test.each([
    ['../other.env', '../other.env'],
    ['~/other.env', '~/other.env'],
  ])('is the one of DOTENV_CONFIG_PATH: %s', (path, shown) => {
    const found = read(
      { 'project/.env': 'A=1', 'other.env': 'A=2' },
      { DOTENV_CONFIG_PATH: path, DOTENV_CONFIG_OVERRIDE: 'false' },
    );
    expect(found).toMatchObject({ shown, overrides: true });
    expect(found.variables.get('A')?.value).toBe('2');
  });

  test('is passed over where bp finds nothing in it', () => {
    const content = Buffer.from('\ufeffA=1', 'utf16le');
    expect(read({ 'project/.env': content })).toMatchObject({
      passedOver: { path: './.env', kind: 'not-text' },
    });
    expect(parse(content)).toEqual({});
  });

  test('is read where a comment is in an old encoding', () => {
    const content = Buffer.from('# für\nA=1', 'latin1');
    expect(read({ 'project/.env': content }).variables.get('A')?.value).toBe('1');
  });
});
