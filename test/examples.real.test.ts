// Every command line in the help and in the documents, each run unchanged in a world of its own.
import { describe, expect, test } from 'vitest';
import { commandNames, specs } from '../source/commands/spec/specs.ts';
import { blocksOf, documentedWorld, helpLines, linesOf, shellOf } from './support/documented.ts';
import { documents } from './support/documents.ts';
import { isInstalled } from './support/shell.ts';

/** Lines that are not run here, and why. */
const notRun: ReadonlyArray<readonly [why: string, pattern: RegExp]> = [
  ['opens the terminal UI or the browser: test/tui', /^bp-auth( --demo| login( --no-browser)?)?$/],
  ['the sandbox has no such page: test/commands/profilesOpen', /^bp-auth profiles open\b/],
  ['waits for a paste: test/diagnosis/explain', /^bp-auth explain -$/],
  ['waits for what is typed: test/commands/shell.pty', /^bp-auth shell\b/],
  ['serves until it is stopped: test/sandbox/server', /^bp-auth sandbox\b/],
  ['needs a keychain: test/slow/keychain', /(--to|--store) keychain\b/],
  ['needs an account there: as the makers document them', /-- (op|vault|aws|az) /],
  ['sets this project up, or is what runs these tests', /^(npm|npx) /],
];

/** Command lines that end with an exit code other than 0 in this test's world. */
const codes: Readonly<Record<string, number>> = {
  // The token is in token.txt.
  'bp-auth tokens audit': 3,
  'bp-auth tokens audit . --json': 3,
  // The checklist warns of tokens in config.json, where those of the sample profiles are.
  'bp-auth checklist': 3,
  'bp-auth checklist --offline --json': 3,
};

/** Lines that have to run before a line makes sense. */
const before: Readonly<Record<string, string>> = {
  'bp-auth profiles rename default dev': 'bp-auth profiles remove dev',
  'bp-auth profiles unbind': 'bp-auth profiles bind dev',
  'bp-auth profiles export dev --show-token --output profiles-export.json':
    'rm profiles-export.json',
};

const reasonOf = (line: string) => notRun.find(([, pattern]) => pattern.test(line))?.[0];

test('every command shows how it is called', () => {
  const silent = commandNames.filter(
    name => !specs[name].examples.some(line => line.includes(`bp-auth ${name}`)),
  );
  expect(silent).toEqual([]);
});

const lines = [...new Set([...helpLines(), ...documents.flatMap(linesOf)])];
const run = lines.filter(line => reasonOf(line) === undefined);

describe('a line of the help or of a document', () => {
  for (const line of run) {
    test.skipIf(!isInstalled(shellOf(line)))(`${line}`, async () => {
      const runLine = await documentedWorld();
      if (before[line] !== undefined)
        expect(await runLine(before[line])).toMatchObject({ code: 0 });
      const { code, stdout, stderr } = await runLine(line);
      expect(code, stdout + stderr).toBe(codes[line] ?? 0);
      expect(stderr).not.toMatch(/Unexpected error|command not found|Unknown command/);
    });
  }

  test('that is not run is one of a few', () => {
    const left = lines.filter(line => reasonOf(line) !== undefined);
    expect(left.length).toBeLessThan(lines.length / 3);
    const reasons = new Set(left.map(reasonOf));
    expect(notRun.map(([why]) => why).filter(why => !reasons.has(why))).toEqual([]);
  });
});

describe('the documented prompt shows which profile applies', () => {
  const shown: ReadonlyArray<readonly [shell: string, show: string, text: string]> = [
    ['bash', 'printf %s "${PS1@P}"', '[default!] before '],
    ['zsh', 'print -nP -- "$PROMPT"', '[default!] before '],
    ['fish', 'fish_right_prompt', 'default!\n'],
  ];
  for (const [shell, show, text] of shown) {
    test.skipIf(!isInstalled(shell))(`${shell}`, async () => {
      const runLine = await documentedWorld();
      const [block = ''] = blocksOf('docs/running-commands.md', shell);
      const before = shell === 'fish' ? '' : `PS1='before '; PROMPT='before '\n`;
      const { stdout, stderr } = await runLine(before + block + show, shell);
      expect({ stdout, stderr }).toEqual({ stdout: text, stderr: '' });
    });
  }
});
