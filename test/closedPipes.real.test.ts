// Pipes that nobody reads: no exit code changes, whichever stream is piped, and however the program writes
// to it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configPath } from '../source/profiles/configFile.ts';
import { type Sandbox, startSandbox } from '../source/sandbox/server.ts';
import { asWindows, builtCli, cleanEnv, runCli } from './support/cli.ts';
import { sampleTokens } from './support/sandbox.ts';
import { runShell } from './support/shell.ts';

let sandbox: Sandbox;
/** A home with a profile whose token is rejected. Its folder `project` has many exposed tokens. */
let home: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  home = mkdtempSync(join(tmpdir(), 'bp-auth-test-'));
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  const dev = { apiUrl: sandbox.url, workspaceId: 'ws_dev', token: sampleTokens.expired };
  const config = { version: 1, activeProfile: 'dev', profiles: { dev } };
  writeFileSync(configPath(join(home, '.botpress')), JSON.stringify(config), { mode: 0o600 });
  mkdirSync(join(home, 'project'));
  const token = (n: number) => `BP_TOKEN=bp_pat_k7q9x2w4z1${n + 1000}`;
  const lines = Array.from({ length: 900 }, (_, n) => token(n)).join('\n');
  for (let n = 0; n < 6; n++) writeFileSync(join(home, 'project', `leak${n}.env`), lines);
});
afterAll(async () => {
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

const rows: ReadonlyArray<{ argv: readonly string[]; code: number; input?: string }> = [
  { argv: [], code: 4 },
  { argv: ['profiles', 'active'], code: 4 },
  { argv: ['profiles', 'active', '--offline'], code: 0 },
  { argv: ['profiles', 'list', '--check'], code: 3 },
  { argv: ['doctor'], code: 4 },
  { argv: ['doctor', '--json'], code: 4 },
  { argv: ['checklist', '--offline'], code: 3 },
  { argv: ['tokens', 'audit', 'project'], code: 3 },
  { argv: ['tokens', 'list'], code: 4 },
  { argv: ['explain', '-'], code: 3, input: 'nothing that anybody knows' },
  { argv: ['exec', '--', 'sh', '-c', 'exit 7'], code: 7 },
  { argv: ['exec', '--', 'nosuchprogram'], code: 127 },
  { argv: ['bogus', '--json'], code: 2 },
];

const closings = [['stdout'], ['stdout', 'stderr']] as const;

test.each(rows)(
  '$argv ends with $code, whoever stopped reading',
  async ({ argv, code, input = '' }) => {
    for (const closed of closings) {
      const ran = await runCli(home, argv, { closed, input });
      expect({ closed, ...ran }).toMatchObject({ closed, code, signal: null });
      expect(ran.stderr).not.toMatch(/EPIPE|Unexpected error/);
    }
  },
);

const throughStreams = rows.filter((_, index) => [0, 3, 4, 8].includes(index));

test.each(throughStreams)('and written through a stream: $argv', async ({ argv, code }) => {
  for (const closed of closings) {
    const ran = await runCli(home, argv, { closed, nodeArgs: asWindows });
    expect({ closed, code: ran.code }).toEqual({ closed, code });
  }
});

test.each(['', ' --json'])('a reader that leaves a full pipe: tokens audit%s', async flag => {
  // The reader takes one line and leaves, while far more than a pipe holds is still to come.
  const command = `${process.execPath} ${builtCli} tokens audit project${flag}`;
  const script = `{ { ${command}; echo "code $?" >&3; } | head -1 >/dev/null; } 3>&1`;
  const ran = await runShell(script, { cwd: home, env: cleanEnv({ HOME: home }) });
  expect(ran.stdout).toBe('code 3\n');
  expect(ran.stderr).not.toMatch(/EPIPE|Unexpected error/);
});
