// What the shell hook does with a plain `bp` or `adk`, by its command line.
import { describe, expect, test } from 'vitest';
import { type HookedRun, hookedRun } from '../../source/commands/hooked.ts';

const asIs = (because: 'own-credentials' | null = null): HookedRun => ({ type: 'as-is', because });
const exec = (args: string, profile: string | null = null): HookedRun => ({
  type: 'exec',
  profile,
  args: args.split(' '),
});

describe('bp', () => {
  const rows: ReadonlyArray<readonly [typed: string, run: HookedRun]> = [
    ['deploy', exec('deploy')],
    ['deploy -y --botId bot_acme', exec('deploy -y --botId bot_acme')],
    ['bots list', exec('bots list')],
    ['login', asIs()],
    ['login --token x', asIs()],
    ['logout', asIs()],
    ['profiles use dev', asIs()],
    ['init', asIs()],
    ['build', asIs()],
    ['lint', asIs()],
    ['--help', asIs()],
    ['deploy --help', asIs()],
    ['deploy -h', asIs()],
    ['--version', asIs()],
    ['help', asIs()],
    ['', asIs()],
    ['bots list --token x', asIs('own-credentials')],
    ['bots list --token=x', asIs('own-credentials')],
    ['bots list --workspaceId ws_prod', asIs('own-credentials')],
    ['bots list --workspace-id ws_prod', asIs('own-credentials')],
    ['--apiUrl=http://x bots list', asIs('own-credentials')],
    ['bots list --api-url http://x', asIs('own-credentials')],
    ['deploy --profile prod -y', exec('deploy -y', 'prod')],
    ['deploy --profile=prod', exec('deploy', 'prod')],
    ['--profile prod deploy', exec('deploy', 'prod')],
    ['-p prod deploy', exec('deploy', 'prod')],
    ['deploy -- --profile prod', exec('deploy -- --profile prod')],
    ['deploy -- --help', exec('deploy -- --help')],
    ['--workDir login deploy', exec('--workDir login deploy')],
  ];
  test.each(rows)('bp %s', (typed, run) => {
    expect(hookedRun('bp', typed === '' ? [] : typed.split(' '))).toEqual(run);
  });
});

describe('adk', () => {
  const rows: ReadonlyArray<readonly [typed: string, run: HookedRun]> = [
    ['deploy', exec('deploy')],
    ['login', asIs()],
    ['profiles list', asIs()],
    ['deploy --help', asIs()],
    ['deploy --profile x', asIs('own-credentials')],
  ];
  test.each(rows)('adk %s', (typed, run) => {
    expect(hookedRun('adk', typed.split(' '))).toEqual(run);
  });
});
