// Keeps what a scripted command loads small: the entry must not reach what only some commands need.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from './support/context.ts';

type Bundle = (outdir: string) => Promise<{
  entry: { outputs: Record<string, { inputs: Record<string, unknown>; bytes: number }> };
}>;

const heavy =
  /node_modules\/(ink|react|react-reconciler|yoga-layout|ofetch|conf|ajv|open|undici|@napi-rs|string-width)\/|source\/(sandbox|tui)\//;

describe('the bundle', () => {
  test('has an entry that scripted commands share, without what they do not need', async () => {
    const script = '../scripts/bundle.mjs';
    const { bundle } = (await import(script)) as { bundle: Bundle };
    const outdir = temporaryDirectory();
    const { entry } = await bundle(outdir);
    const [output] = Object.values(entry.outputs);
    expect(Object.keys(output?.inputs ?? {}).filter(input => heavy.test(input))).toEqual([]);
    expect(output?.bytes).toBeLessThan(120_000);
    const text = readFileSync(join(outdir, 'cli.cjs'), 'utf8');
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
});
