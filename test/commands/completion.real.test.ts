import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completionScripts } from '../../source/commands/completionScripts.ts';
import { suggestions } from '../../source/commands/suggestions.ts';
import { builtCli, cleanEnv } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { isInstalled, runShell } from '../support/shell.ts';

const names = () => ['dev', 'prod', "o'brien"];

describe('what may come next', () => {
  const rows: ReadonlyArray<readonly [words: readonly string[], some: readonly string[]]> = [
    [['log'], ['login', 'logout']],
    [
      ['profiles', 'u'],
      ['unbind', 'use'],
    ],
    [
      ['profiles', 'use', ''],
      ['-', 'dev', "o'brien", 'prod'],
    ],
    [['profiles', 'use', 'p'], ['prod']],
    [
      ['exec', '--profile', ''],
      ['dev', "o'brien", 'prod'],
    ],
    [
      ['--profile', 'dev', 'profiles', 'a'],
      ['active', 'activity'],
    ],
    [['login', '--wor'], ['--workspaceId']],
    [['login', '--with'], ['--with-token']],
    [
      ['completion', ''],
      ['bash', 'fish', 'powershell', 'zsh'],
    ],
    [['nonsense', ''], []],
  ];
  test.each(rows)('%j', async (words, some) => {
    expect(await suggestions(words, names)).toEqual(some);
  });
});

/** Names that bp may have given to profiles that were adopted from it. */
const oddNames = ['*', 'x;touch pwned', 'x$(touch pwned)', 'x y'];

/** A home with the profiles dev and dev-2 and those with odd names, and a bp-auth on PATH. */
function homeWithProgram(): { home: string; env: Record<string, string> } {
  const home = temporaryDirectory();
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  mkdirSync(join(home, 'bin'));
  symlinkSync(builtCli, join(home, 'bin', 'bp-auth'));
  const dev = { apiUrl: 'https://api.botpress.cloud', workspaceId: 'ws_dev', token: 'bp_pat_x' };
  const odd = Object.fromEntries(oddNames.map(name => [name, dev]));
  const config = { version: 1, activeProfile: 'dev', profiles: { dev, 'dev-2': dev, ...odd } };
  writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });
  const env = cleanEnv({ HOME: home });
  return {
    home,
    env: { ...env, PATH: [join(home, 'bin'), dirname(process.execPath), env.PATH].join(':') },
  };
}

/** Commands, flags, profile names: the typed line, and its completion. */
const onTheLine: ReadonlyArray<readonly [line: string, found: readonly string[]]> = [
  ['bp-auth log', ['login', 'logout']],
  ['bp-auth profiles pro', ['protect']],
  ['bp-auth login --work', ['--workspaceId']],
  ['bp-auth profiles use d', ['dev', 'dev-2']],
  ['bp-auth exec --profile d', ['dev', 'dev-2']],
];
const everything = onTheLine.map(([, found]) => `${found.join('\n')}\n`).join('');

describe('in the real shells', () => {
  test.skipIf(!isInstalled('bash'))('bash', async () => {
    const { home, env } = homeWithProgram();
    const asked = onTheLine.map(
      ([line]) =>
        `COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _bp_auth; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    const script = [completionScripts.bash, ...asked].join('\n');
    const { stdout, stderr } = await runShell(script, { shell: 'bash', cwd: home, env });
    expect({ stdout, stderr }).toEqual({ stdout: everything, stderr: '' });
    // When the shell evaluates the completed words, each is one name and nothing else.
    const odd = `COMP_WORDS=(bp-auth profiles use ''); COMP_CWORD=3; _bp_auth
for word in "\${COMPREPLY[@]}"; do eval "printf '%s\\n' $word"; done`;
    const all = await runShell([completionScripts.bash, odd].join('\n'), {
      shell: 'bash',
      cwd: home,
      env,
    });
    expect(all.stdout.split('\n').filter(Boolean).sort()).toEqual(
      ['-', 'dev', 'dev-2', ...oddNames].sort(),
    );
    expect(readdirSync(home)).not.toContain('pwned');
  });

  test.skipIf(!isInstalled('fish'))('fish', async () => {
    const { home, env } = homeWithProgram();
    const asked = onTheLine.map(([line]) => `complete -C '${line}'`);
    const script = [completionScripts.fish, ...asked].join('\n');
    const { stdout } = await runShell(script, { shell: 'fish', cwd: home, env });
    expect(stdout).toBe(everything);
    const all = await runShell(
      [completionScripts.fish, "complete -C 'bp-auth profiles use '"].join('\n'),
      { shell: 'fish', cwd: home, env },
    );
    expect(all.stdout.split('\n').filter(Boolean).sort()).toEqual(
      ['-', 'dev', 'dev-2', ...oddNames].sort(),
    );
  });

  // compadd works only inside a completion; a stand-in shows its arguments.
  test.skipIf(!isInstalled('zsh'))('zsh', async () => {
    const { home, env } = homeWithProgram();
    const asked = [...onTheLine.map(([line]) => line), 'bp-auth exec -- x'].map(
      line => `words=(${line}); CURRENT=$#words; _bp_auth`,
    );
    const standIns =
      'compdef() { :; }; compadd() { shift; print -l -- "$@"; }; _files() { print files; }';
    const script = [standIns, completionScripts.zsh, ...asked].join('\n');
    const { stdout } = await runShell(script, { shell: 'zsh', cwd: home, env });
    expect(stdout).toBe(`${everything}files\n`);
    // compadd quotes names itself, so it has to get them unquoted.
    const all = await runShell(
      [
        standIns,
        completionScripts.zsh,
        "words=(bp-auth profiles use ''); CURRENT=4; _bp_auth",
      ].join('\n'),
      { shell: 'zsh', cwd: home, env },
    );
    expect(all.stdout.split('\n').filter(Boolean).sort()).toEqual(
      ['-', 'dev', 'dev-2', ...oddNames].sort(),
    );
  });
});
