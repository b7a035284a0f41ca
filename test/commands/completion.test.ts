import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
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
    [['--profile', 'dev', 'profiles', 'a'], ['active']],
    [['login', '--wor'], ['--workspace-id']],
    [['login', '--with'], ['--with-token']],
    [
      ['completion', ''],
      ['bash', 'fish', 'zsh'],
    ],
    [['nonsense', ''], []],
  ];
  test.each(rows)('%j', async (words, some) => {
    expect(await suggestions(words, names)).toEqual(some);
  });
});

/** A home with a profile dev and a bp-auth on its PATH. */
function homeWithProgram(): { home: string; env: Record<string, string> } {
  const home = temporaryDirectory();
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  mkdirSync(join(home, 'bin'));
  symlinkSync(builtCli, join(home, 'bin', 'bp-auth'));
  const dev = { apiUrl: 'https://api.botpress.cloud', workspaceId: 'ws_dev', token: 'bp_pat_x' };
  const config = { version: 1, activeProfile: 'dev', profiles: { dev, 'dev-2': dev } };
  writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });
  const env = cleanEnv({ HOME: home });
  return {
    home,
    env: { ...env, PATH: [join(home, 'bin'), dirname(process.execPath), env.PATH].join(':') },
  };
}

describe('in the real shells', () => {
  test.skipIf(!isInstalled('bash'))('bash', async () => {
    const { home, env } = homeWithProgram();
    const script = `${completionScripts.bash}
COMP_WORDS=(bp-auth profiles use d) COMP_CWORD=3
_bp_auth; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = await runShell(script, { shell: 'bash', cwd: home, env });
    expect({ stdout, stderr }).toEqual({ stdout: 'dev\ndev-2\n', stderr: '' });
  });

  test.skipIf(!isInstalled('fish'))('fish', async () => {
    const { home, env } = homeWithProgram();
    const script = `${completionScripts.fish}\ncomplete -C 'bp-auth profiles use d'`;
    const { stdout } = await runShell(script, { shell: 'fish', cwd: home, env });
    expect(stdout.trim().split('\n')).toEqual(['dev', 'dev-2']);
  });

  // compadd works inside a completion only; a stand-in shows what it is given.
  test.skipIf(!isInstalled('zsh'))('zsh', async () => {
    const { home, env } = homeWithProgram();
    const script = `compdef() { :; }; compadd() { shift; print -l -- "$@"; }; _files() { print files; }
${completionScripts.zsh}
words=(bp-auth profiles use d); CURRENT=4; _bp_auth
words=(bp-auth exec -- x); CURRENT=4; _bp_auth`;
    const { stdout } = await runShell(script, { shell: 'zsh', cwd: home, env });
    expect(stdout.trim().split('\n')).toEqual(['dev', 'dev-2', 'files']);
  });
});
