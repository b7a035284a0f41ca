// Rotations of the built program that are killed midway, and checks afterwards: every stored token
// still works, and once the rotation is resumed no created token is left over.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { type AdkContent, adkFileIn, adkTokenOf, writeAdk } from './adk.ts';
import { type Ran, runCli } from './cli.ts';
import { builtCli, cleanEnv } from './programs.ts';
import { sampleTokens } from './sandbox.ts';
import { type TokenWorld, tokenWorld } from './tokenWorld.ts';

const oldId = 'pat_owner_sample';
const others = ['pat_owner_ci', 'pat_owner_old_laptop', 'pat_owner_staging'];
const preload = new URL('./dieAt.mjs', import.meta.url).href;

/** Two profiles with the same token, whose id is known. With `adk` the ADK has the token, too. */
export async function rotationWorld({ adk = false } = {}) {
  const made = await tokenWorld();
  const { ctx, sandbox } = made;
  await made.login('ws_abc123');
  await made.login('ws_dev');
  if (adk) writeAdk(ctx.userHome, adkWith(sandbox.url));
  expect(await made.run('tokens', 'rotate', '--old-id', oldId)).toMatchObject({ code: 0 });
  const bp = (...args: string[]): Promise<Ran> => runCli(ctx.userHome, args);
  return { ...made, bp, adk };
}

export type RotationWorld = Awaited<ReturnType<typeof rotationWorld>>;

const adkWith = (apiUrl: string): AdkContent => ({
  profiles: {
    default: { token: sampleTokens.owner, apiUrl, workspaceId: 'ws_dev' },
    viewer: { token: sampleTokens.viewer, apiUrl },
  },
  profileMetadata: { default: { lastUsed: '2026-11-20T08:00:00Z' } },
  currentProfile: 'default',
});

/**
 * Starts a rotation.
 * @param dieAt kills it before this call, counted from 1
 * @param calls the calls that count (DIE_CALLS)
 */
export function startRotation({ ctx }: TokenWorld, dieAt?: number, calls?: string): ChildProcess {
  const env = { DIE_AT: String(dieAt), ...(calls === undefined ? {} : { DIE_CALLS: calls }) };
  const nodeArgs = dieAt === undefined ? [] : ['--import', preload];
  return spawn(process.execPath, [...nodeArgs, builtCli, 'tokens', 'rotate', '--profile', 'dev'], {
    cwd: ctx.userHome,
    env: cleanEnv({ HOME: ctx.userHome, ...(dieAt === undefined ? {} : env) }),
    stdio: 'ignore',
  });
}

export async function ended(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}

/**
 * Checks the state after a kill, finishes the rotation, and checks the state again.
 * @returns whether it was interrupted
 */
export async function holdAndFinish(world: RotationWorld): Promise<boolean> {
  const { config, works, idsAtServer, journals, bp, ctx } = world;
  for (const { token } of Object.values(config().profiles))
    expect(await works(token ?? '')).toBe(true);
  if (world.adk) expect(await works(adkTokenOf(ctx.userHome, 'default') ?? '')).toBe(true);
  const left = journals();
  if (left.length > 0) {
    const { code, stderr } = await bp('tokens', 'rotate', '--resume');
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
  }
  const { dev, acme } = config().profiles;
  expect(await works(dev?.token ?? '')).toBe(true);
  expect(acme).toMatchObject({ token: dev?.token, tokenId: dev?.tokenId });
  expect((await idsAtServer()).sort()).toEqual([...others, dev?.tokenId].sort());
  expect(journals()).toEqual([]);
  const cache = JSON.parse(readFileSync(join(ctx.botpressHome, 'global.cache.json'), 'utf8'));
  expect(cache.token).toBe(dev?.token);
  if (world.adk) expect(adkTokenOf(ctx.userHome, 'default')).toBe(dev?.token);
  return left.length > 0;
}

/** Files beside the ADK's file. */
export const besideAdk = ({ ctx }: TokenWorld): string[] =>
  readdirSync(dirname(adkFileIn(ctx.userHome))).filter(name => name !== 'credentials');
