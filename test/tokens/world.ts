// A home with one profile whose token is in config.json, beside a sandbox, for tests of token sources.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { requireProfile } from '../../source/profiles/manage.ts';
import { readState } from '../../source/profiles/store.ts';
import type { Sandbox } from '../../source/sandbox/server.ts';
import {
  type FakeContext,
  type FakeOptions,
  fakeContext,
  temporaryDirectory,
} from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

export const token = sampleTokens.owner;

export type World = { ctx: FakeContext; sandbox: Sandbox };

/** The profile dev is active, and bp sees it. */
export async function worldWithDev(options: FakeOptions = {}): Promise<World> {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext({ env: { PATH: process.env.PATH ?? '', CI: 'true' }, ...options });
  const login = await runIn(ctx, ...loginArgs(sandbox, 'ws_dev'), '--token', token);
  expect(login.code, login.stderr).toBe(0);
  return { ctx, sandbox };
}

export const loginArgs = (sandbox: Sandbox, workspaceId: string) =>
  ['login', '--apiUrl', sandbox.url, '--workspaceId', workspaceId] as const;

export const profileIn = (ctx: FakeContext, name: string): StoredProfile =>
  requireProfile(readState(ctx).config, name);

/** A directory for PATH that contains one shell script. */
export function directoryWith(name: string, body: string): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return directory;
}

/** Files below the home that contain a text, by name. */
export function filesWith({ userHome }: { userHome: string }, text: string): string[] {
  return readdirSync(userHome, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(userHome, name)).isFile())
    .filter(name => readFileSync(join(userHome, name)).includes(text))
    .sort();
}
