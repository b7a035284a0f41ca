// The package as users get it: packed, inspected, installed, and run on each Node version that it promises.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeVersions, npm, type Runtime } from '../support/nodeVersions.ts';
import { cleanEnv, runProgram } from '../support/programs.ts';
import { startPty } from '../support/pty.ts';
import { sampleTokens } from '../support/sandbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runtimes = await nodeVersions();
if (typeof runtimes === 'string') console.warn(`SKIPPED: the installed package (${runtimes})`);

/** The directory for everything in this test; other users may read it. */
let place: string;
let tarball: string;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'bp-auth package '));
  chmodSync(place, 0o755);
  const packed = await npm(['pack', root, '--ignore-scripts', '--pack-destination', place]);
  expect(packed, packed.stderr).toMatchObject({ code: 0 });
  const [name = ''] = readdirSync(place);
  tarball = join(place, name);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The files of the tarball, unpacked. */
async function unpacked(): Promise<string> {
  const directory = mkdtempSync(join(place, 'unpacked-'));
  await runProgram(['tar', 'xzf', tarball, '-C', directory], { env: cleanEnv() });
  return join(directory, 'package');
}

describe('the package', () => {
  test('holds what is built, what is to be read, and nothing else', async () => {
    const directory = await unpacked();
    const files = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1));
    const built = (file: string) => /^dist\/\w+\.cjs$/.test(file);
    expect(files.filter(file => !built(file)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY-NOTICES.md',
      'dist/yoga.wasm',
      'package.json',
    ]);
    expect(files.filter(built).length).toBeLessThanOrEqual(10);
    const tokens = Object.values(sampleTokens).filter(token => token.startsWith('bp_pat_'));
    const secret = new RegExp(
      `bp_pat_(?!${tokens.map(token => token.slice(7)).join('|')})\\w{20,}`,
    );
    const telling = files.filter(file => {
      const text = readFileSync(join(directory, file), 'utf8');
      return secret.test(text) || text.includes(root);
    });
    expect(telling).toEqual([]);
  });

  test('runs nothing when it is installed, and needs only what cannot be bundled', async () => {
    const manifest = JSON.parse(readFileSync(join(await unpacked(), 'package.json'), 'utf8'));
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(manifest.peerDependencies ?? {}).toEqual({});
    expect(Object.keys(manifest.optionalDependencies)).toEqual(['@napi-rs/keyring']);
    const atInstall = [
      'preinstall',
      'install',
      'postinstall',
      'prepare',
      'preprepare',
      'postprepare',
    ];
    expect(Object.keys(manifest.scripts).filter(name => atInstall.includes(name))).toEqual([]);
  });

  test.skipIf(typeof runtimes === 'string')('has nothing for publint to say', async () => {
    const directory = await unpacked();
    const linted = await npm([
      'exec',
      '--yes',
      '--',
      'publint@0.3.25',
      '--strict',
      '--pack',
      'false',
      directory,
    ]);
    expect(linted.stdout).toContain('All good!');
    expect(linted.code, linted.stdout).toBe(0);
  });
});

const apiUrl = 'http://127.0.0.1:9';

/** A home that nobody may write to, with one profile. */
function readOnlyHome(): string {
  const home = mkdtempSync(join(place, 'home-'));
  const directory = join(home, '.botpress');
  mkdirSync(directory);
  const dev = { apiUrl, workspaceId: 'ws_dev', token: sampleTokens.owner, tokenOrigin: apiUrl };
  const config = { version: 1, activeProfile: 'dev', profiles: { dev } };
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config));
  for (const path of [join(directory, 'config.json'), directory, home]) chmodSync(path, 0o555);
  return home;
}

const cases = typeof runtimes === 'string' ? [] : runtimes;

describe.each(cases)('installed and run by Node $version', ({ node }: Runtime) => {
  let bin: string;
  let env: Record<string, string>;
  const run = (file: string, args: readonly string[], more: Record<string, string> = {}) =>
    runProgram([file, ...args], { env: { ...env, ...more }, cwd: place });

  beforeAll(async () => {
    const prefix = mkdtempSync(join(place, 'an empty prefix '));
    chmodSync(prefix, 0o755);
    const PATH = `${dirname(node)}:${process.env.PATH}`;
    const installed = await npm(['install', '--global', '--prefix', prefix, tarball], { PATH });
    expect(installed.code, installed.stderr).toBe(0);
    bin = join(prefix, 'bin', 'bp-auth');
    const home = mkdtempSync(join(place, 'home-'));
    env = cleanEnv({ HOME: home, PATH });
  }, 120_000);

  test('brings the keychain along and nothing else', () => {
    const modules = join(dirname(bin), '..', 'lib', 'node_modules');
    expect(readdirSync(modules).filter(name => !name.startsWith('.'))).toEqual(['bp-auth']);
    const own = join(modules, 'bp-auth', 'node_modules');
    expect(readdirSync(own).filter(name => !name.startsWith('.'))).toEqual(['@napi-rs']);
  });

  test('answers from disk and over the network', async () => {
    expect(await run(bin, ['--version'])).toMatchObject({ code: 0, stderr: '' });
    expect(await run(bin, ['profiles', 'list', '--demo'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\* dev .*\n {2}prod .* PROTECTED/),
      stderr: '',
    });
    expect(await run(bin, ['profiles', 'active', '--demo'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Workspace: dev \(ws_dev\)\n.*\nAuthenticated: Yes\n$/),
      stderr: '',
    });
    const exec = ['exec', '--demo', '--', 'sh', '-c', 'echo $BP_WORKSPACE_ID'];
    expect(await run(bin, exec)).toMatchObject({ code: 0, stdout: 'ws_dev\n', stderr: '' });
  });

  test('finds the library of the keychain, though there is no keychain here', async () => {
    const place = ['--store', 'keychain', '--token', sampleTokens.owner, '--apiUrl', apiUrl];
    const { code, stderr } = await run(bin, ['login', ...place]);
    expect(code).toBe(8);
    expect(stderr).toMatch(/The keychain cannot be used \(.+\)/);
    expect(stderr).not.toMatch(/is not installed|crashed|could not be started/);
  });

  test('opens the terminal UI, and gives the terminal back', async () => {
    const pty = startPty(bin, ['--demo'], { env, cwd: place });
    await pty.waitFor('not checked');
    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });
  });

  test('through a symlink, and from a path with blanks', async () => {
    const directory = mkdtempSync(join(place, 'links '));
    symlinkSync(bin, join(directory, 'link of a link'));
    expect(await run(join(directory, 'link of a link'), ['completion', 'bash'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('_bp_auth'),
    });
  });

  test('with a home that is read-only it reads, and says what it cannot write', async () => {
    const home = readOnlyHome();
    // Root may write anywhere, so root runs this as another user.
    const asNobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups', bin];
    const [file, before] = process.getuid?.() === 0 ? ['setpriv', asNobody] : [bin, []];
    const here = (...args: string[]) => run(file, [...before, ...args], { HOME: home });
    expect(await here('profiles', 'list')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('* dev'),
    });
    expect(await here('token')).toMatchObject({ code: 0, stdout: `${sampleTokens.owner}\n` });
    const renamed = await here('profiles', 'rename', 'dev', 'test');
    expect(renamed).toMatchObject({ code: 8, stdout: '' });
    expect(renamed.stderr).toMatch(/^Error: .*\n.+\n$/m);
    expect(await here('profiles', 'list', '--demo')).toMatchObject({ code: 0 });
  });
});
