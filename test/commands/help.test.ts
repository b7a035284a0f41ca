// Help of the program, of a group and of a command, and hints for other programs' command names.
import { describe, expect, test } from 'vitest';
import { familiar } from '../../source/commands/spec/familiar.ts';
import { groups } from '../../source/commands/spec/spec.ts';
import { commandIn, commandNames, specs } from '../../source/commands/spec/specs.ts';
import { runAlone } from '../support/run.ts';

describe('help', () => {
  test('of the program lists every command below the heading of its group', async () => {
    const { code, stdout } = await runAlone(['--help']);
    expect(code).toBe(0);
    const listed = stdout
      .split('\n\n')
      .filter(part => Object.values(groups).some(title => part.startsWith(`${title}\n`)))
      .flatMap(part => part.split('\n').slice(1))
      .map(line => line.trim().split(/\s{2,}/));
    expect(listed).toEqual(commandNames.map(name => [name, specs[name].summary]));
  });

  test.each(['profiles', 'tokens'])('of the group %s lists its commands', async word => {
    const { code, stdout, stderr } = await runAlone([word, '--help']);
    const below = commandNames.filter(name => name.startsWith(`${word} `));
    const listed = [...stdout.matchAll(/^ {2}(\w+ [\w-]+) {2,}/gm)].map(([, name]) => name);
    expect({ code, stderr, listed }).toEqual({ code: 0, stderr: '', listed: below });
  });

  test.each(commandNames)('of %s has usage, flags, exit codes and examples', async name => {
    const { code, stdout } = await runAlone([...name.split(' '), '--help']);
    expect(code).toBe(0);
    const { summary, examples, exits } = specs[name];
    expect(stdout.startsWith(`${summary}\n\nUsage\n  bp-auth ${name}`)).toBe(true);
    for (const example of examples) expect(stdout).toContain(`\n  ${example}\n`);
    for (const code of Object.keys(exits)) expect(stdout).toMatch(new RegExp(`^  ${code} `, 'm'));
  });

  const same: ReadonlyArray<readonly [asked: string, is: string]> = [
    ['help', '--help'],
    ['-h', '--help'],
    ['help login', 'login --help'],
    ['login -h', 'login --help'],
    ['help tokens rotate', 'tokens rotate --help'],
    ['help profiles', 'profiles --help'],
    ['tokens -h', 'tokens --help'],
    ['help login --help', 'login --help'],
    ['--json help login', 'login --help'],
    ['login --nonsense --help', 'login --help'],
  ];
  test.each(same)('`%s` is `%s`', async (asked, is) => {
    const answer = await runAlone(asked.split(' '));
    expect(answer).toEqual(await runAlone(is.split(' ')));
    expect(answer.code).toBe(0);
  });

  test.each(['tokens', 'profiles'])(
    'a group alone: %s shows its commands, and is an error',
    async word => {
      const { code, stdout, stderr } = await runAlone([word]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^Commands\n {2}\w+ list {2,}/);
      expect(stderr).toContain(
        `Error: \`${word}\` needs a subcommand\n\`bp-auth ${word} --help\` lists them`,
      );
      const asJson = await runAlone([word, '--json']);
      expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { code: 'command-incomplete' } });
    },
  );

  test.each(['help nonsense', 'help profiles nonsense', 'nonsense --help'])(
    '`%s` is refused',
    async asked => {
      const { code, stdout } = await runAlone(asked.split(' '));
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
  );
});

describe('a familiar word leads to the command', () => {
  const rows: ReadonlyArray<readonly [typed: string, line: string]> = [
    ['whoami', 'bp-auth profiles active'],
    ['status', 'bp-auth profiles active'],
    ['current', 'bp-auth profiles active'],
    ['auth status', 'bp-auth profiles active'],
    ['switch', 'bp-auth profiles use'],
    ['switch dev', 'bp-auth profiles use'],
    ['ls', 'bp-auth profiles list'],
    ['list', 'bp-auth profiles list'],
    ['add', 'bp-auth login'],
    ['auth login', 'bp-auth login'],
    ['auth', 'bp-auth login'],
    ['delete', 'bp-auth profiles remove'],
    ['remove dev', 'bp-auth profiles remove'],
    ['profiles rm dev', 'bp-auth profiles remove'],
    ['log in', 'bp-auth login'],
    ['log out', 'bp-auth logout'],
    ['log out dev', 'bp-auth logout'],
    ['log', 'bp-auth profiles activity'],
    ['logout-all', 'bp-auth logout --all'],
    ['tokens delete', 'bp-auth tokens revoke'],
    ['deploy', 'bp-auth exec -- bp deploy'],
    ['ui', 'bp-auth'],
    // A group's name in the singular, and a command without its group.
    ['profile list', 'bp-auth profiles list'],
    ['profile use dev', 'bp-auth profiles use'],
    ['token list', 'bp-auth tokens list'],
    ['token create --print', 'bp-auth tokens create'],
    ['profile ls', 'bp-auth profiles list'],
    ['rotate', 'bp-auth tokens rotate'],
    ['use dev', 'bp-auth profiles use'],
    // Typing errors.
    ['lgoin', 'bp-auth login'],
    ['profiles lst', 'bp-auth profiles list'],
    ['doktor', 'bp-auth doctor'],
  ];
  test.each(rows)('`%s`', async (typed, line) => {
    const { code, stdout, stderr } = await runAlone(typed.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`Error: There is no such command\nDid you mean \`${line}\`?\n`);
  });

  const lists: ReadonlyArray<readonly [typed: string, line: string]> = [
    ['xyzzy', 'bp-auth --help'],
    ['profiles xyzzy', 'bp-auth profiles --help'],
    ['constructor', 'bp-auth --help'],
  ];
  test.each(lists)('nothing is made up for `%s`', async (typed, line) => {
    const { code, stderr } = await runAlone(typed.split(' '));
    expect(code).toBe(2);
    expect(stderr).toBe(`Error: There is no such command\n\`${line}\` lists the commands\n`);
  });

  test('is no command itself, stands in one place, and leads to one that there is', () => {
    const words = Object.values(familiar).flat();
    expect(words.filter(word => commandIn(word.split(' ')) === word)).toEqual([]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    const leads = Object.keys(familiar).filter(line => line !== '' && !line.startsWith('--'));
    expect(leads.filter(line => commandIn(line.split(' ')) === null)).toEqual([]);
  });
});
