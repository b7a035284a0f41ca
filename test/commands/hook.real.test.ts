// The hook in real shells: plain `bp` uses the profile that applies in the directory.
import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCli, cleanEnv, runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { runProgram } from '../support/programs.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { isInstalled } from '../support/shell.ts';

const apiUrl = 'http://127.0.0.1:9';

/** A home with profiles bound to directories, and stand-ins for bp and bp-auth on PATH. */
function world() {
  const home = realpathSync(temporaryDirectory());
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  program(
    'bp-auth',
    `echo x >> ${join(home, 'starts')}; exec ${process.execPath} ${builtCli} "$@"`,
  );
  program('bp', 'echo "bp $* as ${BP_WORKSPACE_ID:-nobody} ${BP_AUTH_PROFILE:-none}"');
  const profile = (workspaceId: string, more = {}) => ({
    ...{ apiUrl, workspaceId, token: sampleTokens.owner, tokenOrigin: apiUrl, kind: 'pat' },
    ...more,
  });
  const names = ['one', 'two', 'three'];
  for (const name of [...names, 'four', 'free']) mkdirSync(join(home, name));
  const config = {
    version: 1,
    activeProfile: 'three',
    profiles: {
      ...Object.fromEntries(names.map(name => [name, profile(`ws_${name}`)])),
      four: profile('ws_four', { protected: true }),
    },
    directories: Object.fromEntries(
      ['one', 'two', 'three', 'four'].map(name => [join(home, name), name]),
    ),
  };
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });
  const env = cleanEnv({ HOME: home, PATH: `${bin}:${process.env.PATH}`, TERM: 'xterm' });
  const starts = () => {
    try {
      return readFileSync(join(home, 'starts'), 'utf8').split('\n').length - 1;
    } catch {
      return 0;
    }
  };
  return { home, env, starts };
}

type Shell = { name: string; args: readonly string[]; load: string };
const shells: readonly Shell[] = [
  { name: 'bash', args: ['--norc', '-i', '-c'], load: 'eval "$(bp-auth hook bash)"' },
  { name: 'zsh', args: ['-f', '-i', '-c'], load: 'eval "$(bp-auth hook zsh)"' },
  { name: 'fish', args: ['-i', '-c'], load: 'bp-auth hook fish | source' },
];

describe.each(shells)('in $name', ({ name, args, load }) => {
  const there = isInstalled(name);
  const run = async (script: string, w: ReturnType<typeof world>) => {
    const ran = await runProgram([name, ...args, script], { env: w.env, cwd: w.home });
    return { ...ran, lines: ran.stdout.split('\n').filter(line => line.startsWith('bp ')) };
  };

  test.skipIf(!there)('plain bp is the right account in each directory', async () => {
    const w = world();
    const places = ['one', 'two', 'three', 'free'].map(place => `cd ${w.home}/${place}; bp deploy`);
    const { lines } = await run([load, ...places].join('\n'), w);
    expect(lines).toEqual([
      'bp deploy as ws_one one',
      'bp deploy as ws_two two',
      'bp deploy as ws_three three',
      'bp deploy as ws_three three',
    ]);
  });

  test.skipIf(!there)('a protected profile is not used unasked', async () => {
    const w = world();
    const { lines, stderr } = await run(`${load}\ncd ${w.home}/four; bp deploy`, w);
    expect(lines).toEqual([]);
    expect(stderr).toContain('four is protected');
  });

  test.skipIf(!there)('bp’s own flags mean what they say', async () => {
    const w = world();
    const typed = ['bp deploy --profile two -y', 'bp bots list --workspaceId ws_x', 'bp login'];
    const { lines, stderr } = await run([load, `cd ${w.home}/one`, ...typed].join('\n'), w);
    expect(lines).toEqual([
      'bp deploy -y as ws_two two',
      'bp bots list --workspaceId ws_x as nobody none',
      'bp login as nobody none',
    ]);
    expect(stderr).toContain('bp runs without bp-auth');
  });

  test.skipIf(!there)('a function called bp stays, and that is said', async () => {
    const w = world();
    const own = name === 'fish' ? 'function bp; echo bp mine; end' : 'bp() { echo bp mine; }';
    const { lines, stderr } = await run(`${own}\n${load}\nbp deploy`, w);
    expect(lines).toEqual(['bp mine']);
    expect(stderr).toContain('bp is a function');
  });

  test.skipIf(!there)('loading it twice changes nothing', async () => {
    const w = world();
    const { lines, stderr } = await run(`${load}\n${load}\ncd ${w.home}/one\nbp deploy`, w);
    expect(lines).toEqual(['bp deploy as ws_one one']);
    expect(stderr).not.toContain('stays');
  });

  test.skipIf(!there)('the prompt function starts nothing while nothing has changed', async () => {
    const w = world();
    const call =
      name === 'fish' ? 'bp_auth_prompt; echo' : 'bp_auth_prompt; echo "$BP_AUTH_PROMPT"';
    const script = [load, `cd ${w.home}/one`, ...Array(6).fill(call)].join('\n');
    const { stdout } = await run(script, w);
    expect(stdout.match(/one!?/g)?.length).toBe(6);
    // bp-auth starts once for the hook itself and once for the first prompt. If file times have
    // only whole seconds, as in fish, the prompts after it may start it again.
    expect(w.starts()).toBeLessThanOrEqual(4);
    expect(w.starts()).toBeGreaterThanOrEqual(2);
  });
});

test.skipIf(!isInstalled('bash'))(
  'scripts are left alone, and strict ones do not break',
  async () => {
    const w = world();
    const script = 'set -euo pipefail\neval "$(bp-auth hook bash)"\ncd one\nbp deploy';
    const strict = await runProgram(['bash', '-c', script], { env: w.env, cwd: w.home });
    expect(strict).toMatchObject({ code: 0, stdout: 'bp deploy as nobody none\n' });
    const inside = ['bash', '--norc', '-i', '-c', `${script}\nbp_auth_prompt`];
    const interactive = await runProgram(inside, { env: w.env, cwd: w.home });
    expect(interactive).toMatchObject({ code: 0, stdout: 'bp deploy as ws_one one\n' });
  },
);

test.skipIf(!isInstalled('bash'))('an alias called bp stays, and that is said', async () => {
  const w = world();
  const script = 'shopt -s expand_aliases\nalias bp="echo mine"\neval "$(bp-auth hook bash)"\nbp x';
  const ran = await runProgram(['bash', '--norc', '-i', '-c', script], { env: w.env, cwd: w.home });
  expect(ran.stdout).toContain('mine x');
  expect(ran.stderr).toContain('bp is an alias');
});

test('another shell is 2', async () => {
  const { home } = world();
  expect(await runCli(home, ['hook', 'tcsh'])).toMatchObject({ code: 2, stdout: '' });
});

test('prints the same text every time', async () => {
  const { home } = world();
  const [first, second] = [
    await runCli(home, ['hook', 'bash']),
    await runCli(home, ['hook', 'bash']),
  ];
  expect(first.stdout).toBe(second.stdout);
});
