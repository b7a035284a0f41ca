// A world with tokens: a sandbox, a home with profiles, and an observer that sees the server's tokens.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@botpress/client';
import type { Sandbox } from '../../source/sandbox/server.ts';
import { type FakeContext, type FakeOptions, fakeContext } from './context.ts';
import { type Result, runIn } from './run.ts';
import { sampleTokens, sandboxForTest } from './sandbox.ts';

type ListedPat = { id: string; note: string };

export type TokenWorld = {
  sandbox: Sandbox;
  ctx: FakeContext;
  run(...argv: string[]): Promise<Result>;
  login(workspaceId: string, ...argv: string[]): Promise<Result>;
  /**
   * Ids of the owner's tokens, as the official client lists them. The token by which the test lists
   * them is left out.
   */
  idsAtServer(): Promise<string[]>;
  patsAtServer(): Promise<ListedPat[]>;
  /** config.json as it is on disk. */
  config(): Config;
  journals(): string[];
  /** Whether the API accepts a token. */
  works(token: string): Promise<boolean>;
};

type Config = {
  profiles: Record<string, { token?: string; tokenId?: string; tokenFingerprint?: string }>;
  [key: string]: unknown;
};

export async function tokenWorld(
  options: FakeOptions = { env: { CI: 'true' } },
): Promise<TokenWorld> {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext(options);
  const made = await officialClient(sandbox.url, sampleTokens.owner).createPersonalAccessToken({
    note: 'onlooker',
  });
  const onlooker = officialClient(sandbox.url, made.pat.value ?? '');
  const patsAtServer = async () => {
    const { pats } = await onlooker.listPersonalAccessTokens({});
    return pats.filter(({ id }) => id !== made.pat.id).map(({ id, note }) => ({ id, note }));
  };
  const run = (...argv: string[]) => runIn(ctx, ...argv);
  return {
    sandbox,
    ctx,
    run,
    login: (workspaceId, ...argv) =>
      run(
        ...['login', '--apiUrl', sandbox.url, '--workspaceId', workspaceId],
        ...(argv.includes('--token') ? [] : ['--token', sampleTokens.owner]),
        ...argv,
      ),
    patsAtServer,
    idsAtServer: async () => (await patsAtServer()).map(({ id }) => id),
    config: () => JSON.parse(readFileSync(join(ctx.botpressHome, 'config.json'), 'utf8')),
    journals: () =>
      readdirSync(ctx.botpressHome).filter(name => /^(rotation|ephemeral|creation)-/.test(name)),
    works: async token => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${sandbox.url}/v1/admin/account/me`, { headers })).ok;
    },
  };
}

/** `@botpress/client` for a token, on the sandbox. */
export const officialClient = (apiUrl: string, token: string) =>
  new Client({ apiUrl, token, retry: { retries: 0 } });
