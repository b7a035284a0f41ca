// Keeps what people wait for small: what the built files may not hold, or load, before they are asked to.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

type Outputs = Record<string, { inputs: Record<string, unknown>; bytes: number }>;
type Bundle = (outdir: string) => Promise<Record<'entry' | 'single', { outputs: Outputs }>>;

const heavy =
  /node_modules\/(ink|react|react-reconciler|yoga-layout|ofetch|conf|ajv|open|undici|valibot|@napi-rs|string-width)\/|source\/(sandbox|tui)\//;

describe('the bundle', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'bp-auth-bundle-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));
  const textOf = (file: string) => readFileSync(join(outdir, file), 'utf8');
  let entry: Outputs;
  let single: Outputs;

  beforeAll(async () => {
    const script = '../scripts/bundle.mjs';
    const { bundle } = (await import(script)) as { bundle: Bundle };
    const metafiles = await bundle(outdir);
    entry = metafiles.entry.outputs;
    single = metafiles.single.outputs;
  });

  test('has an entry that scripted commands share, without what they do not need', () => {
    const [output] = Object.values(entry);
    expect(Object.keys(output?.inputs ?? {}).filter(input => heavy.test(input))).toEqual([]);
    expect(output?.bytes).toBeLessThan(120_000);
    const text = textOf('cli.cjs');
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

  test('has what people wait for in one file each, which the entry requires', () => {
    const files = Object.keys(single).map(path => path.replace(/.*\//, ''));
    expect(files.sort()).toEqual(['tokens-status.cjs', 'tui-run.cjs']);
    const text = textOf('cli.cjs');
    for (const file of files) {
      expect(text).toContain(`require("./${file}")`);
      expect(text).not.toContain(`import("./${file}")`);
    }
  });

  test('has a first frame that reads no tables of Unicode, and no WebAssembly as text', () => {
    const text = textOf('tui-run.cjs');
    const times = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    // The one is plainText.ts's own, for text that is not plain.
    expect(times(/Intl\.Segmenter/g)).toBe(1);
    expect(times(/RGI_Emoji/g)).toBe(1);
    expect(times(/new RegExp\("\^\\\\p\{RGI_Emoji\}/g)).toBe(1);
    expect(times(/[^\u0000-\u00ff]/g)).toBe(0);
    expect(times(/base64,[A-Za-z0-9+/]{100}/g)).toBe(0);
    expect(readdirSync(outdir)).toContain('yoga.wasm');
  });
});
