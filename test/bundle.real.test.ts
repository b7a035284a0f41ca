// The speed of the start: what the built files must not contain, and what they must not load before it is
// needed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asWindows, cleanEnv } from './support/cli.ts';
import { temporaryDirectory } from './support/context.ts';

type Metafile = { outputs: Record<string, { inputs: Record<string, unknown>; bytes: number }> };
type Bundle = (outdir: string) => Promise<Record<string, Metafile>>;

const heavy =
  /node_modules\/(ink|react|react-reconciler|yoga-layout|ofetch|conf|ajv|open|undici|valibot|@napi-rs|string-width)\/|source\/(sandbox|tui)\//;

describe('the bundle', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'bp-auth-bundle-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));
  const textOf = (part: string) => readFileSync(join(outdir, `${part}.cjs`), 'utf8');
  let parts: Record<string, Metafile>;

  beforeAll(async () => {
    const script = '../scripts/bundle.mjs';
    const { bundle } = (await import(script)) as { bundle: Bundle };
    parts = await bundle(outdir);
  }, 60_000);

  const outputOf = (part: string) => Object.values(parts[part]?.outputs ?? {})[0];
  const modulesOf = (part: string) =>
    Object.keys(outputOf(part)?.inputs ?? {}).filter(input =>
      /^(source|node_modules)\//.test(input),
    );

  test('is one file a part, and each module lies in one part', () => {
    const names = Object.keys(parts);
    expect(readdirSync(outdir).sort()).toEqual(
      [...names.map(name => `${name}.cjs`), 'yoga.wasm'].sort(),
    );
    expect(names.length).toBeLessThanOrEqual(8);
    const all = names.flatMap(modulesOf);
    const twice = all.filter((path, index) => all.indexOf(path) !== index);
    expect(twice).toEqual([]);
  });

  test('has no literal pattern with a Unicode property', () => {
    // V8 looks up a literal's Unicode properties when it reads the file, whether the pattern is used or
    // not.
    const withLiterals = Object.keys(parts).filter(part => /[^\\]\\p\{/i.test(textOf(part)));
    expect(withLiterals).toEqual([]);
  });

  test('has an entry that scripted commands share, without what they do not need', () => {
    expect(modulesOf('cli').filter(input => heavy.test(input))).toEqual([]);
    expect(outputOf('cli')?.bytes).toBeLessThan(162_000);
    const text = textOf('cli');
    // One character beyond Latin-1 makes V8 store the whole file with two bytes per character.
    expect(text.match(/[^\u0000-\u00ff]/g) ?? []).toEqual([]);
    expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
    const required = [...text.matchAll(/require\("(?:node:)?([^"]+)"\)/g)].map(([, name]) => name);
    const costly = new Set([
      'crypto',
      'http',
      'https',
      'tls',
      'child_process',
      'readline',
      'stream',
    ]);
    expect(required.filter(name => costly.has(name ?? ''))).toEqual([]);
  });

  /** Runs the script, then the command, in a home with a profile. @returns what came to stderr */
  const seenBeside = (script: string, argv: string[]) => {
    const home = temporaryDirectory();
    const apiUrl = 'https://api.botpress.cloud';
    const dev = {
      apiUrl,
      tokenOrigin: apiUrl,
      workspaceId: 'ws_dev',
      token: 'bp_pat_x',
      kind: 'pat',
    };
    const config = { version: 1, activeProfile: 'dev', profiles: { dev } };
    mkdirSync(join(home, '.botpress'), { mode: 0o700 });
    writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });
    const probe = join(home, 'probe.cjs');
    writeFileSync(probe, script);
    const started = ['-r', probe, join(outdir, 'cli.cjs'), ...argv];
    const env = cleanEnv({ HOME: home });
    return spawnSync(process.execPath, started, { env, encoding: 'utf8' }).stderr;
  };

  /** The parts that a command line loads. */
  const loadedBy = (...argv: string[]) => {
    const tell = 'console.error(Object.keys(require.cache).join("\\n"))';
    const stderr = seenBeside(`process.on('exit', () => ${tell});`, argv);
    const loaded = stderr.split('\n').flatMap(line => /([\w-]+)\.cjs$/.exec(line)?.[1] ?? []);
    return loaded.filter(part => part !== 'probe');
  };

  test.each([
    ...['--help', 'login --help', 'profiles --help', 'help tokens rotate'],
    ...['whoami', 'profiles lst', 'tokens', 'login --tokn', 'completion bash'],
    ...['completion --words -- profiles use d', 'completion --words -- login --store k'],
  ])('says how commands are called without the code of any: %s', line => {
    expect(loadedBy(...line.split(' '))).toEqual(['cli', 'help']);
  });

  test('has commands for a prompt in the entry alone', () => {
    for (const line of ['profiles list', 'profiles active --short', 'token', 'env', '--version'])
      expect([line, ...loadedBy(...line.split(' '))]).toEqual([line, 'cli']);
  });

  test('exits as soon as a read has nothing left to wait for', () => {
    const script = `for (const event of ['beforeExit', 'exit'])
      process.on(event, () => console.error(event));`;
    for (const line of ['profiles list', 'token', 'env', '--help'])
      expect([line, seenBeside(script, line.split(' '))]).toEqual([line, 'exit\n']);
  });

  test('has every function of a part that is loaded late: Git Bash on Windows asks for one', () => {
    const env = cleanEnv({ HOME: temporaryDirectory(), MSYSTEM: 'MINGW64' });
    const started = [...asWindows, join(outdir, 'cli.cjs')];
    const { status, stderr } = spawnSync(process.execPath, started, { env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 4, stderr: expect.stringContaining('winpty') });
  });

  test('keeps the UI in the part of the UI', () => {
    const drawn = /source\/tui\/|node_modules\/(ink|react|yoga-layout)\//;
    const others = Object.keys(parts).filter(part => part !== 'tui');
    expect(others.flatMap(modulesOf).filter(input => drawn.test(input))).toEqual([]);
  });

  test('has a first frame that reads no tables of Unicode, and no WebAssembly as text', () => {
    const text = textOf('tui');
    const times = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    // Each of the next three is in the UI's part once: plainText.ts falls back on them for text
    // that is not plain.
    expect(times(/Intl\.Segmenter/g)).toBe(1);
    expect(times(/RGI_Emoji/g)).toBe(1);
    expect(times(/new RegExp\("\^\\\\p\{RGI_Emoji\}/g)).toBe(1);
    expect(times(/[^\u0000-\u00ff]/g)).toBe(0);
    expect(times(/base64,[A-Za-z0-9+/]{100}/g)).toBe(0);
    expect(readdirSync(outdir)).toContain('yoga.wasm');
  });
});
