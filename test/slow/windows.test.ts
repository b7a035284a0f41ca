// The built program run by Windows' own Node, under Wine: each case runs on Linux and there, and has to
// give the same answer except for paths. docs/notes/platforms.md says what Wine cannot show.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { line, lineText, usualPlace } from '../../source/commandLine.ts';
import { bundleStoreChild } from '../support/children.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { spelledThere, startWindows, type Windows } from '../support/windows.ts';
import { linuxWorld, type World, windowsWorld } from '../support/windowsWorld.ts';

const windows = await startWindows();
if (typeof windows === 'string') console.warn(`SKIPPED: Windows (${windows})`);

const { owner } = sampleTokens;

/** A program that only uses the store. */
const storeChild = join(mkdtempSync(join(tmpdir(), 'bp-auth-child-')), 'storeChild.mjs');
await bundleStoreChild(dirname(storeChild));
afterAll(() => rmSync(dirname(storeChild), { recursive: true, force: true }));

/** Writes config.json as a login leaves it: a login itself takes long here. */
function store(
  world: World,
  names: readonly string[] = ['dev'],
  more: object = {},
  apiUrl = world.url,
) {
  const origin = new URL(apiUrl).origin;
  const profile = (name: string) => ({
    ...{ apiUrl, workspaceId: `ws_${name}`, token: owner, tokenOrigin: origin },
    kind: 'pat',
  });
  const profiles = Object.fromEntries(names.map(name => [name, profile(name)]));
  const config = { version: 1, activeProfile: names[0], profiles, ...more };
  world.write('home/.botpress/config.json', JSON.stringify(config));
  return config;
}

const target = (world: World, name: string) => [
  ...['--apiUrl', world.url, '--workspaceId', `ws_${name}`, '--profile', name],
];

/** In the UTF-16 that Windows PowerShell 5.1 writes. */
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

/** An API whose dashboard bp-auth knows. */
const cloud = 'https://api.botpress.cloud';

/** A process that takes the lock and keeps it without a sign of life, or is killed while it holds it. */
async function holdLock(world: World, what: 'kill' | 'keep') {
  const program = JSON.stringify(world.isWindows ? spelledThere(storeChild) : storeChild);
  const script = `
    const { spawn } = require('node:child_process');
    const { existsSync, writeFileSync } = require('node:fs');
    const env = { ...process.env, BP_BOTPRESS_HOME: ${JSON.stringify(world.path('home/.botpress'))} };
    const child = spawn(process.execPath, [${program}, 'hold'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const enough = ${JSON.stringify(world.path('enough'))};
    const end = () => { child.once('exit', () => process.exit(0)); child.kill('SIGKILL'); };
    child.stdout.once('data', () => {
      if (${what === 'kill'}) return child.kill('SIGKILL');
      writeFileSync(${JSON.stringify(world.path('held'))}, '');
      setInterval(() => existsSync(enough) && end(), 50);
    });
    if (${what === 'kill'}) child.once('exit', () => writeFileSync(${JSON.stringify(world.path('held'))}, ''));
  `;
  world.write('hold.cjs', script);
  const ended = world.cli(['exec', '--', world.node, world.path('hold.cjs')]);
  const isHeld = () => expect(existsSync(world.at('held'))).toBe(true);
  await vi.waitFor(isHeld, { timeout: 60_000, interval: 50 });
  return { ended, letGo: () => world.write('enough', '') };
}

const showArguments = 'console.log(JSON.stringify(process.argv.slice(2)));';

type Report = { checks: Array<{ id: string; status: string }> };

/** Each check and its status, without the check of modes, which Windows does not have. */
const withoutModes = (checks: Report['checks']) =>
  checks.flatMap(({ id, status }) => (id === 'modes' ? [] : [`${id} ${status}`])).join('\n');

type Case = (world: World) => Promise<void>;

const cases: Record<string, Case> = {
  async 'login takes a token with the mark and line end of Windows, and all else follows'(world) {
    const login = ['login', '--with-token', ...target(world, 'dev')];
    expect(await world.cli(login, { input: `\ufeff${owner}\r\n` })).toMatchObject({ code: 0 });
    expect((await world.cli(['profiles', 'list'])).stdout).toMatch(/^\* dev /);
    const { stdout } = await world.cli(['profiles', 'active', '--explain']);
    expect(stdout).toContain('Authenticated: Yes');
  },
  async 'use, use - and the name of nobody'(world) {
    store(world, ['dev', 'prod']);
    expect((await world.cli(['profiles', 'use', 'prod'])).code).toBe(0);
    expect((await world.cli(['profiles', 'use', '-'])).code).toBe(0);
    expect((await world.cli(['profiles', 'use', 'nobody'])).code).toBe(2);
    expect((await world.cli(['profiles', 'active', '--short'])).stdout).toBe('dev\n');
  },
  async 'exec starts what npm installs, with its arguments, variables and exit code'(world) {
    store(world);
    world.tool('bp', `${showArguments} console.log(process.env.BP_WORKSPACE_ID); process.exit(5)`);
    const args = ['deploy', 'a b', 'c"d', "it's", '', 'ends\\', '(1)', '!x!', '$HOME', 'ü'];
    const { code, stdout } = await world.cli(['exec', '--', 'bp', ...args]);
    expect(stdout.replaceAll('\r', '')).toBe(`${JSON.stringify(args)}\nws_dev\n`);
    expect(code).toBe(5);
  },
  async 'exec hands every argument to a program as it is'(world) {
    store(world);
    const args = ['%PATH%', '^x&y|z', '{"a":"b & c"}', '<e>', 'a\nb', ''];
    const run = ['exec', '--', world.node, '-e', `${showArguments}`, '--', ...args];
    const { code, stdout } = await world.cli(run);
    expect(code).toBe(0);
    // The program prints `argv.slice(2)`. With -e, argv has no script's name, so the first argument is
    // left out.
    expect(JSON.parse(stdout)).toEqual(args.slice(1));
  },
  async 'exec runs nothing that lies in the current directory'(world) {
    store(world);
    world.tool('bp', 'console.log("from the repository")', 'project');
    const { code, stderr } = await world.cli(['exec', '--', 'bp', 'deploy']);
    expect([code, stderr]).toEqual([127, expect.stringContaining('bp was not found')]);
    const named = await world.cli(['exec', '--', './bp', 'deploy']);
    expect(named).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('from the repository'),
    });
  },
  async 'exec says 126 of what is no program'(world) {
    store(world);
    world.write('bin/notes.txt', 'text');
    const { code } = await world.cli(['exec', '--', world.path('bin/notes.txt')]);
    expect(code).toBe(126);
  },
  async 'env prints for PowerShell, dotenv and programs'(world) {
    store(world);
    for (const format of [
      ['--shell', 'powershell'],
      ['--format', 'dotenv'],
      ['--format', 'json'],
    ])
      expect((await world.cli(['env', ...format])).stdout).toContain('ws_dev');
  },
  async 'a bound directory is one directory'(world) {
    store(world, ['dev', 'prod']);
    mkdirSync(world.at('project/Über One/Sub'), { recursive: true });
    const place = world.path('project/Über One');
    expect((await world.cli(['profiles', 'bind', 'prod', place])).code).toBe(0);
    // On Linux, the same path in capitals would be another directory.
    const spelt = world.isWindows ? place.toUpperCase().replace(/^C/, 'c') : place;
    const cwd = world.isWindows ? `${spelt}\\SUB` : `${spelt}/Sub`;
    const short = await world.cli(['profiles', 'active', '--short'], { cwd });
    expect(short.stdout).toMatch(/^prod/);
    expect((await world.cli(['profiles', 'unbind', spelt])).code).toBe(0);
    expect(JSON.parse(world.read('home/.botpress/config.json')).directories).toEqual({});
  },
  async 'a binding that was made in other letters still holds, and is replaced'(world) {
    mkdirSync(world.at('project/Acme'));
    const place = world.path('project/Acme');
    const old = world.isWindows ? place.toLowerCase() : place;
    store(world, ['dev', 'prod'], { directories: { [old]: 'prod' } });
    expect(
      (await world.cli(['profiles', 'active', '--short'], { cwd: 'project/Acme' })).stdout,
    ).toMatch(/^prod/);
    expect((await world.cli(['profiles', 'bind', 'dev'], { cwd: 'project/Acme' })).code).toBe(0);
    const { directories } = JSON.parse(world.read('home/.botpress/config.json'));
    expect(Object.values(directories)).toEqual(['dev']);
  },
  async 'ten writers at once lose nothing'(world) {
    const names = Array.from({ length: 10 }, (_, at) => `p${at}`);
    store(world, names);
    const each = names.map(name =>
      world.cli(['profiles', 'rename', name, `${name}-new`, '--json']),
    );
    const ended = await Promise.all(each);
    expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
    const { profiles } = JSON.parse(world.read('home/.botpress/config.json'));
    expect(Object.keys(profiles).sort()).toEqual(names.map(name => `${name}-new`));
    // Which process waits for the lock, and which ends first, is chance. So the results are sorted
    // before they are compared.
    world.told.sort((one, other) => one.stdout.localeCompare(other.stdout));
    for (const told of world.told) {
      told.stderr = '';
      told.stdout = told.stdout.replace(/("currentProfile": \{\s*"name": )"[^"]*"/, '$1…');
    }
  },
  async 'the lock of a killed process is taken over at once'(world) {
    store(world, ['dev', 'prod']);
    const held = await holdLock(world, 'kill');
    const used = await world.cli(['profiles', 'use', 'prod']);
    expect([used.code, used.stderr]).toEqual([0, '']);
    expect((await held.ended).code).toBe(0);
    world.told.length = 0;
  },
  async 'the lock of a process that shows no life is taken over after 5 s'(world) {
    store(world, ['dev', 'prod']);
    const held = await holdLock(world, 'keep');
    const begun = performance.now();
    const used = await world.cli(['profiles', 'use', 'prod']);
    expect(used.code, used.stderr).toBe(0);
    expect(used.stderr).toMatch(/^Waiting for `bp-auth hold` \(process \d+ on /);
    expect(performance.now() - begun).toBeGreaterThan(5000);
    held.letGo();
    expect((await held.ended).code).toBe(0);
    world.told.length = 0;
  },
  async 'config.json is read with a mark, and in UTF-16'(world) {
    const config = store(world);
    world.write(
      'home/.botpress/config.json',
      `\ufeff${JSON.stringify(config, null, 2).replaceAll('\n', '\r\n')}`,
    );
    expect((await world.cli(['profiles', 'list'])).stdout).toMatch(/^\* dev /);
    world.write('home/.botpress/config.json', utf16(JSON.stringify(config)));
    expect((await world.cli(['profiles', 'list'])).stdout).toMatch(/^\* dev /);
  },
  async 'an export that PowerShell wrote down is imported'(world) {
    const { profiles } = store(world);
    const { stdout } = await world.cli(['profiles', 'export', '--show-token']);
    expect(Object.keys(profiles)).toEqual(['dev']);
    world.write('project/out.json', utf16(stdout.replaceAll('\n', '\r\n')));
    world.write(
      'home/.botpress/config.json',
      JSON.stringify({ version: 1, activeProfile: null, profiles: {} }),
    );
    const imported = await world.cli(['profiles', 'import', '--from', 'out.json', '--yes']);
    expect(imported.code, imported.stderr).toBe(0);
    expect(JSON.parse(world.read('home/.botpress/config.json')).profiles.dev.token).toBe(owner);
  },
  async 'logout leaves nothing of the token'(world) {
    store(world, ['dev', 'prod']);
    expect((await world.cli(['profiles', 'rename', 'prod', 'other'])).code).toBe(0);
    expect(world.holding(owner).length).toBeGreaterThan(0);
    expect((await world.cli(['logout', '--all', '--yes'])).code).toBe(0);
    expect(world.holding(owner)).toEqual([]);
  },
  async 'doctor finds nothing to complain about'(world) {
    store(world);
    expect((await world.cli(['profiles', 'use', 'dev'])).code).toBe(0);
    world.told.length = 0;
    const { code, stdout } = await world.cli(['doctor', '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({ verdict: 'ok' });
    world.told.length = 0;
    world.told.push({ code, stdout: withoutModes(report.checks), stderr: '' });
  },
  async 'checklist says what is known there'(world) {
    store(world);
    const { code, stdout } = await world.cli(['checklist']);
    expect(code).toBe(3);
    if (world.isWindows)
      expect(stdout).toMatch(/not known {2}5\. Only you can read .*\n.*\n *icacls/);
    world.told.length = 0;
    const rules = stdout.match(/^ *[a-z ]+ {2}\d+\. .*$/gm) ?? [];
    expect(rules.length).toBeGreaterThan(5);
    world.told.push({
      code,
      stdout: rules.filter(rule => !/ 5\. /.test(rule)).join('\n'),
      stderr: '',
    });
  },
  async 'a token comes from a program that is a file of cmd.exe'(world) {
    world.tool('az', `${showArguments.replace('log', 'error')} console.log('${owner}')`);
    store(world, ['dev'], {});
    const moved = ['profiles', 'move-token', 'dev', '--to', 'command', '--', 'az', 'show', 'a b'];
    const { code, stderr } = await world.cli(moved);
    expect(code, stderr).toBe(0);
    expect((await world.cli(['token'])).stdout).toBe(`${owner}\n`);
    expect(world.holding(owner).filter(name => !name.startsWith('bin/'))).toEqual([]);
  },
  async 'a token comes from a variable'(world) {
    store(world);
    const env = { MY_TOKEN: owner };
    const moved = ['profiles', 'move-token', 'dev', '--to', 'env', '--tokenEnv', 'MY_TOKEN'];
    const { code, stderr } = await world.cli(moved, { env });
    expect(code, stderr).toBe(0);
    expect((await world.cli(['token'], { env })).stdout).toBe(`${owner}\n`);
    expect(world.holding(owner)).toEqual([]);
  },
  async 'tokens are listed, and one profile is told in full'(world) {
    store(world);
    expect((await world.cli(['tokens', 'list'])).code).toBe(0);
    expect((await world.cli(['profiles', 'get', 'dev', '--json'])).code).toBe(0);
  },
  async 'programs get no variable of Botpress in other letters'(world) {
    store(world);
    const env = world.isWindows
      ? { Botpress_Pat: 'leak', bp_token: 'leak' }
      : { BOTPRESS_PAT: 'leak', BP_TOKEN: 'leak' };
    const show = 'console.log(Object.values(process.env).includes("leak"))';
    const { stdout } = await world.cli(['exec', '--profile', 'dev', '--', world.node, '-e', show], {
      env,
    });
    expect(stdout.trim()).toBe('false');
  },
  async 'a printed line brings its words to the program'(world) {
    world.tool('bp-auth', showArguments);
    const words = [
      ...['@x', 'a,b', 'O’Brien', 'a b', 'c&d|e', '<f>', "it's", 'say "hi" & go', 'ends\\', '(1)'],
      ...['^x', '$HOME', '', '!x!', 'a;b=c', '--', '-n', '1kb', 'x\\"y', 'ü'],
    ];
    const place = world.isWindows
      ? ({ platform: 'win32', shell: 'cmd', home: null } as const)
      : usualPlace;
    const { stdout, stderr } = await world.shell(lineText(line(...words), place));
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(words);
  },
  async 'env prints lines that cmd.exe takes'(world) {
    store(world, ['dev']);
    const { stdout, stderr, code } = await world.cli(['env', '--shell', 'cmd']);
    expect(code).toBe(0);
    expect(stdout).toContain('set "BP_WORKSPACE_ID=ws_dev"\n');
    expect(stderr).toContain('cmd cannot set a variable empty (BP_PROFILE');
    if (!world.isWindows) return;
    const show = 'console.log([process.env.BP_WORKSPACE_ID, process.env.BP_TOKEN].join())';
    world.write('project/show.js', show);
    world.write('project/vars.cmd', `@echo off\r\n${stdout.replaceAll('\n', '\r\n')}`);
    const shown = await world.shell(`call vars.cmd & "${world.node}" show.js`);
    expect(shown.stdout).toBe(`ws_dev,${owner}\n`);
  },
  async 'the audit knows where PowerShell keeps what was typed'(world) {
    const line = `bp-auth login --token ${owner}`;
    const places = world.isWindows
      ? [
          'home/AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt',
          'home/AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/Visual Studio Code Host_history.txt',
          'home/Documents/PowerShell/Microsoft.PowerShell_profile.ps1',
          'home/AppData/Roaming/Code/User/History/-5a1b/Xyz1.env',
        ]
      : [
          'home/.zsh_sessions/A1.history',
          'home/.bash_history',
          'home/.local/share/powershell/PSReadLine/x_history.txt',
          'home/.config/Code/User/History/-5a1b/Xyz1.env',
        ];
    for (const place of places) world.write(place, line);
    const { code, stdout } = await world.cli(['tokens', 'audit']);
    expect(code).toBe(3);
    for (const place of places) expect(world.plain(stdout)).toContain(place.split('/').at(-1));
    // The searched files differ between the systems, so only the number of lines is compared.
    world.told.length = 0;
    const hits = stdout.split('\n').filter(row => /history|profile\.ps1/i.test(row)).length;
    world.told.push({ code, stdout: `${hits}`, stderr: '' });
  },
  async 'the browser is started with the address as one argument'(world) {
    store(world, ['dev'], {}, cloud);
    world.tool(
      'browser',
      `require('fs').writeFileSync(${JSON.stringify(world.path('seen'))}, process.argv[2])`,
    );
    const env = { BROWSER: 'browser' };
    const { code } = await world.cli(['profiles', 'open'], { env });
    expect(code).toBe(0);
    // `profiles open` may end before the browser has run.
    const seen = () => expect(world.read('seen')).toMatch(/^http.*ws_dev$/);
    await vi.waitFor(seen, { timeout: 30_000, interval: 100 });
  },
  async 'a browser that is not there is told, with the address'(world) {
    store(world, ['dev'], {}, cloud);
    const { code, stdout } = await world.cli(['profiles', 'open', '--json'], {
      env: { BROWSER: 'nothing' },
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ opened: false });
  },
  async '~ is the home, where the shell leaves it as it is'(world) {
    store(world);
    mkdirSync(world.at('home/acme'));
    const home = world.isWindows ? '~\\other' : '~/other';
    const login = ['login', '--token', owner, ...target(world, 'dev'), '--botpressHome', home];
    expect((await world.cli(login)).code).toBe(0);
    expect(existsSync(world.at('home/other/config.json'))).toBe(true);
    expect((await world.cli(['profiles', 'bind', 'dev', '~/acme'])).code).toBe(0);
    expect(existsSync(world.at('project/~'))).toBe(false);
  },
  async 'a home may lie deep'(world) {
    store(world);
    const deep = Array.from({ length: 9 }, (_, at) => `${at}`.repeat(30)).join('/');
    const home = world.path(deep, 'home');
    const login = ['login', '--token', owner, ...target(world, 'dev'), '--botpressHome', home];
    const { code, stderr } = await world.cli(login);
    expect(code, stderr).toBe(0);
    expect(existsSync(join(world.at(deep), 'home/config.json'))).toBe(true);
  },
  async 'config.json is replaced once another program has let go of it'(world) {
    store(world, ['dev', 'prod']);
    const file = JSON.stringify(world.path('home/.botpress/config.json'));
    const hold = `const fs=require('fs');fs.openSync(${file},'r');console.log('held');setTimeout(()=>{},700)`;
    const holding = world.cli(['exec', '--', world.node, '-e', hold]);
    const used = await world.cli(['profiles', 'use', 'prod']);
    expect(used.code, used.stderr).toBe(0);
    expect((await holding).code).toBe(0);
    world.told.length = 0;
  },
  async 'who has config.json open is named as the cause, not its owner and mode'(world) {
    if (!world.isWindows) return;
    store(world, ['dev', 'prod']);
    const file = JSON.stringify(world.path('home/.botpress/config.json'));
    const enough = JSON.stringify(world.path('enough'));
    const held = JSON.stringify(world.path('held'));
    const hold = `const fs=require('fs');fs.openSync(${file},'r');fs.writeFileSync(${held},'');setInterval(()=>fs.existsSync(${enough})&&process.exit(0),50)`;
    const holding = world.cli(['exec', '--', world.node, '-e', hold]);
    await vi.waitFor(() => expect(existsSync(world.at('held'))).toBe(true), { timeout: 60_000 });
    const used = await world.cli(['profiles', 'use', 'prod']);
    world.write('enough', '');
    expect((await holding).code).toBe(0);
    expect(used.code, used.stderr).toBe(8);
    expect(used.stderr).toContain('Another program may have the file open');
    expect(used.stderr).not.toMatch(/owner|mode/);
    world.told.length = 0;
  },
  async 'a token command that takes too long is ended with what it has started'(world) {
    const alive = JSON.stringify(world.path('alive'));
    world.tool('slow', `setInterval(() => require('fs').appendFileSync(${alive}, '.'), 100)`);
    store(world, ['dev']);
    const moved = ['profiles', 'move-token', 'dev', '--to', 'command', '--', 'slow'];
    const { code, stderr } = await world.cli(moved);
    expect(code, stderr).toBe(8);
    const size = () => world.read('alive').length;
    expect(size()).toBeGreaterThan(10);
    // Wine's taskkill does not know /T.
    if (world.isWindows) return;
    // The slow command has ended if its file `alive` has not grown within a second.
    let before = -1;
    const isStill = () => {
      const now = size();
      const still = now === before;
      before = now;
      expect(still).toBe(true);
    };
    await vi.waitFor(isStill, { timeout: 30_000, interval: 1000 });
  },
  async 'completion and help answer'(world) {
    store(world);
    const words = ['completion', '--words', '--', 'profiles', 'use', ''];
    expect((await world.cli(words)).stdout).toContain('dev\n');
    expect((await world.cli(['help', 'exec'])).code).toBe(0);
  },
};

describe.skipIf(typeof windows === 'string')('as on Linux', () => {
  const real = windows as Windows;
  afterAll(() => real.close());

  test.each(Object.entries(cases))('%s', async (_name, play) => {
    const linux = await linuxWorld();
    const there = await windowsWorld(real);
    await Promise.all([play(linux), play(there)]);
    expect(there.told).toEqual(linux.told);
  });
});
