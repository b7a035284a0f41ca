// `--demo`: a private sandbox and a temporary home with sample profiles, all discarded at the end.
import { join } from 'node:path';
import { altered, type Context } from '../context.ts';
import { temporaryDirectory } from '../files/temporary.ts';
import type { Config, StoredProfile } from '../profiles/config.ts';
import { memoryKeychain } from '../profiles/sources/memoryKeychain.ts';
import { changeState } from '../profiles/store.ts';
import { startSandbox } from '../sandbox/server.ts';
import { withoutCredentials } from '../secrets/environment.ts';

const owner = 'bp_pat_1234567890abcdef';

type Sample = {
  name: string;
  token: string;
  workspaceId: string;
  handle: string;
  account: string;
  ageDays: number;
  /** The id under which the sandbox lists the token. */
  tokenId?: string;
  protected?: boolean;
};

const samples: readonly Sample[] = [
  {
    name: 'dev',
    token: owner,
    tokenId: 'pat_owner_sample',
    workspaceId: 'ws_dev',
    handle: 'dev',
    account: 'owner@example.com',
    ageDays: 12,
  },
  {
    name: 'prod',
    token: owner,
    tokenId: 'pat_owner_sample',
    workspaceId: 'ws_prod',
    handle: 'prod',
    account: 'owner@example.com',
    ageDays: 120,
    protected: true,
  },
  {
    name: 'acme',
    token: owner,
    tokenId: 'pat_owner_sample',
    workspaceId: 'ws_abc123',
    handle: 'acme',
    account: 'owner@example.com',
    ageDays: 3,
  },
  {
    name: 'expired',
    token: 'bp_pat_expired00000000',
    workspaceId: 'ws_abc123',
    handle: 'acme',
    account: 'former@example.com',
    ageDays: 400,
  },
  {
    name: 'viewer',
    token: 'bp_pat_viewer000000000',
    tokenId: 'pat_viewer_sample',
    workspaceId: 'ws_abc123',
    handle: 'acme',
    account: 'viewer@example.com',
    ageDays: 40,
  },
];

/** Runs something against a fresh sandbox with sample profiles, then discards both. */
export async function withDemo(
  ctx: Context,
  run: (ctx: Context) => Promise<number>,
): Promise<number> {
  const sandbox = await startSandbox();
  const home = temporaryDirectory('demo');
  const keychain = memoryKeychain();
  const demo = altered(ctx, {
    demo: {
      apiUrl: sandbox.url,
      samples: samples
        .filter(({ name }) => name === 'dev' || name === 'viewer')
        .map(({ token, account }) => ({ token, account })),
    },
    openKeychain: async () => keychain,
    env: withoutCredentials(ctx),
    userHome: home.path,
    botpressHome: join(home.path, '.botpress'),
  });
  try {
    await changeState(demo, 'demo', config => withSamples(config, ctx.now(), sandbox.url));
    return await run(demo);
  } finally {
    home.remove();
    await sandbox.close();
  }
}

function withSamples(config: Config, now: number, apiUrl: string): Config {
  const profiles = samples.map(sample => [sample.name, profileOf(sample, now, apiUrl)] as const);
  return { ...config, activeProfile: 'dev', profiles: Object.fromEntries(profiles) };
}

function profileOf(sample: Sample, now: number, apiUrl: string): StoredProfile {
  return {
    apiUrl,
    workspaceId: sample.workspaceId,
    workspaceName: sample.handle,
    workspaceHandle: sample.handle,
    token: sample.token,
    tokenOrigin: apiUrl,
    kind: 'pat',
    id: `demo-${sample.name}`,
    ...(sample.tokenId === undefined ? {} : { tokenId: sample.tokenId }),
    accountEmail: sample.account,
    createdAt: new Date(now - sample.ageDays * 86_400_000).toISOString(),
    ...(sample.protected ? { protected: true } : {}),
  };
}
