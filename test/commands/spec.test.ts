// The records of the commands: their contents have to agree with each other, and with what the commands do.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { everyExit } from '../../source/commands/spec/exits.ts';
import type { FlagSpec } from '../../source/commands/spec/spec.ts';
import { allFlags, commandNames, flagsOf, specs } from '../../source/commands/spec/specs.ts';
import { flagNamed, written } from '../../source/commands/spec/spelling.ts';
import { commands } from '../../source/commands/table.ts';
import { errorCodes } from '../../source/errorCodes.ts';
import { exitCodes } from '../../source/errors.ts';
import { runAlone } from '../support/run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every record has its code, and the other way round', () => {
  expect(Object.keys(commands)).toEqual(commandNames);
});

test('a flag of two commands is read in the same way', () => {
  const reading = (spec: FlagSpec | undefined) =>
    spec?.type === 'string' ? [spec.bare] : [spec?.short, spec?.type];
  for (const name of commandNames) {
    for (const [flag, spec] of Object.entries(flagsOf(name))) {
      expect([name, flag, ...reading(spec)]).toEqual([name, flag, ...reading(allFlags[flag])]);
    }
  }
});

describe('the usage line', () => {
  test.each(commandNames)(
    'of %s names its arguments in order, and no flag that it has not',
    name => {
      const { usage, args = [], program = false } = specs[name];
      const flags = [...usage.matchAll(/--([\w-]+)/g)].map(([, flag = '']) => flag);
      expect(
        flags.filter(
          flag => written(flagNamed(flag.replace(/^no-/, ''))) !== `--${flag.replace(/^no-/, '')}`,
        ),
      ).toEqual([]);
      expect(flags.filter(flag => !(flagNamed(flag.replace(/^no-/, '')) in flagsOf(name)))).toEqual(
        [],
      );
      // The usage of these commands shows no program: they take a program only with a certain flag, or only
      // to refuse it with a message of their own.
      const rarely = ['login', 'completion', 'tokens create'].includes(name);
      expect(usage.includes('-- CMD')).toBe(program && !rarely);
      for (const { name: shown, words = [], kind } of args) {
        const stands = kind === 'word' ? words.join('|') : shown;
        expect(usage).toContain(stands);
      }
    },
  );
});

describe('the values that completion offers', () => {
  const closed = commandNames.flatMap(name => [
    ...Object.entries(specs[name].flags ?? {}).flatMap(([flag, spec]) =>
      spec.type === 'string' && spec.kind === 'word'
        ? [
            [
              `${name} ${written(flag)}`,
              name,
              [`${written(flag)}=nonsense`],
              spec.words ?? [],
            ] as const,
          ]
        : [],
    ),
  ]);
  test.each(closed)('of %s are those that it takes', async (_, name, typed, words) => {
    const { args = [], program } = specs[name];
    const argv = [...args.filter(({ optional }) => !optional).map(() => 'dev'), ...typed];
    const more = program && name === 'exec' ? ['--', 'true'] : [];
    const needed = name === 'tokens create' ? ['--save', 'x'] : [];
    const { code, stderr } = await runAlone([...name.split(' '), ...argv, ...needed, ...more]);
    expect({ code, stderr }).toMatchObject({ code: expect.any(Number) });
    expect([code, stderr]).toEqual([2, expect.stringMatching(new RegExp(words.join('.*'), 's'))]);
  });
});

test('the exit codes of a record are codes that there are', () => {
  const all = new Set<number>([...Object.values(exitCodes), 126, 127]);
  for (const { exits } of Object.values(specs)) {
    for (const code of Object.keys(exits)) expect(all).toContain(Number(code));
  }
});

test('the record of a command lists the exit codes that its own file makes', () => {
  const unlisted = commandNames.flatMap(name => {
    const file = name.replace(/[ -](.)/g, (_, letter: string) => letter.toUpperCase());
    const path = join(root, 'source/commands', `${file}.ts`);
    // `profiles unbind` is in the file of `profiles bind`.
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const made = [...text.matchAll(/new AppError\(\s*'([a-z-]+)'/g)].flatMap(([, code = '']) =>
      Object.entries(errorCodes).flatMap(([known, kind]) => (known === code ? [kind] : [])),
    );
    if (text.includes('exitCodes.partial')) made.push('partial');
    const listed = Object.keys({ ...everyExit, ...specs[name].exits }).map(Number);
    return made.filter(kind => !listed.includes(exitCodes[kind])).map(kind => [name, kind]);
  });
  expect(unlisted).toEqual([]);
});

test('each flag is printed in one spelling', () => {
  const documents = readdirSync(join(root, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`);
  const sources = readdirSync(join(root, 'source'), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => join('source', name));
  // Files whose subject is the spelling of flags.
  const about = new Set(['source/commands/spec/spelling.ts', 'source/commands/startedProgram.ts']);
  const others = Object.keys(allFlags).flatMap(flag => {
    const kebab = flag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    return [`--${flag}`, `--${kebab}`].filter(spelling => spelling !== written(flag));
  });
  const pattern = new RegExp(`(?:${others.join('|')})(?![\\w-])`, 'g');
  const found = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...documents, ...sources]
    .filter(file => !about.has(file))
    .flatMap(file =>
      [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(
        ([what]) => `${file} ${what}`,
      ),
    );
  expect(found).toEqual([]);
});
