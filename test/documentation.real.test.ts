// Every login, logout and profiles line of the documentation, run by the built program, with `bp` replaced
// by `bp-auth` and the sandbox as API URL. A `deploy` line runs a stand-in through `exec`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCli, cleanEnv } from './support/cli.ts';
import { temporaryDirectory } from './support/context.ts';
import { sampleTokens, sandboxForTest } from './support/sandbox.ts';
import { runShell } from './support/shell.ts';

const documented: ReadonlyArray<{ lines: readonly string[]; prints: readonly string[] }> = [
  {
    lines: ['bp login --token YOUR_PAT'],
    prints: ['Logged in to workspace solo (ws_solo)'],
  },
  {
    lines: ['bp login --token YOUR_PAT --workspaceId abc123'],
    prints: ['Logged in to workspace acme (ws_abc123)'],
  },
  {
    lines: ['bp login --token $BOTPRESS_TOKEN --workspaceId $WORKSPACE_ID -y'],
    prints: ['Logged in to workspace acme (ws_abc123)'],
  },
  { lines: ['bp logout'], prints: ['Logged out of acme'] },
  {
    lines: ['bp login --token bp_pat_1234567890abcdef'],
    prints: ['Logged in to workspace solo (ws_solo)'],
  },
  {
    lines: ['bp login --token bp_pat_1234567890abcdef --workspaceId ws_abc123', 'bp logout'],
    prints: ['Logged in to workspace acme (ws_abc123)', 'Logged out of acme'],
  },
  {
    lines: [
      'export BOTPRESS_TOKEN=${{ secrets.BOTPRESS_TOKEN }}',
      'export WORKSPACE_ID=${{ secrets.WORKSPACE_ID }}',
      'bp login --token $BOTPRESS_TOKEN --workspaceId $WORKSPACE_ID -y',
      'bp deploy',
    ],
    prints: ['Logged in to workspace acme (ws_abc123)', 'deployed to ws_abc123'],
  },
  {
    lines: [
      'bp login --token TOKEN_DEV --workspaceId ws_dev',
      'bp profiles use dev',
      'bp login --token TOKEN_PROD --workspaceId ws_prod',
      'bp profiles use prod',
    ],
    prints: ['Now using dev: workspace dev (ws_dev)', 'Now using prod: workspace prod (ws_prod)'],
  },
  {
    lines: ['bp profiles use dev', 'bp deploy', 'bp profiles use prod', 'bp deploy'],
    prints: ['deployed to ws_dev', 'deployed to ws_prod'],
  },
  {
    lines: ['bp login --workspaceId correct_workspace_id', 'bp profiles active'],
    prints: ['Logged in to workspace dev (ws_dev)', 'Workspace: dev (ws_dev)'],
  },
];

/**
 * The line with values in place of the documentation's placeholders. A line that has only `--token` gets a
 * token with one workspace.
 */
function filledIn(line: string): string {
  const { owner, single } = sampleTokens;
  const alone = / --token \S+$/.test(line);
  return line
    .replace(/YOUR_PAT|TOKEN_DEV|TOKEN_PROD|bp_pat_1234567890abcdef/, alone ? single : owner)
    .replace('--workspaceId abc123', '--workspaceId ws_abc123')
    .replace('correct_workspace_id', 'ws_dev')
    .replace('${{ secrets.BOTPRESS_TOKEN }}', owner)
    .replace('${{ secrets.WORKSPACE_ID }}', 'ws_abc123');
}

/** A shell in which `bp` is bp-auth on the sandbox. */
function shellFor(home: string, apiUrl: string) {
  const env = cleanEnv({
    HOME: home,
    CI: 'true',
    BOTPRESS_TOKEN: sampleTokens.owner,
    WORKSPACE_ID: 'ws_abc123',
    NODE: process.execPath,
    CLI: builtCli,
    SANDBOX: apiUrl,
  });
  const bp = [
    'set -e',
    'bp() {',
    '  case "$1" in',
    '    login) "$NODE" "$CLI" "$@" --apiUrl "$SANDBOX" ;;',
    `    deploy) "$NODE" "$CLI" exec -- sh -c 'echo "deployed to $BP_WORKSPACE_ID"' ;;`,
    '    *) "$NODE" "$CLI" "$@" ;;',
    '  esac',
    '}',
  ];
  return (lines: readonly string[]) => runShell([...bp, ...lines].join('\n'), { cwd: home, env });
}

describe('the documentation', () => {
  test('works line by line, and ends in the documented state', async () => {
    const { url } = await sandboxForTest();
    const home = temporaryDirectory();
    const shell = shellFor(home, url);
    for (const { lines, prints } of documented) {
      const { code, stdout, stderr } = await shell(lines.map(filledIn));
      expect({ lines, code, stderr: code === 0 ? '' : stderr }).toEqual({
        lines,
        code: 0,
        stderr: '',
      });
      for (const line of prints) expect(stdout).toContain(line);
    }
    await shell(['bp login --token bp_pat_1234567890abcdef --workspaceId ws_abc123']);
    const { stdout } = await shell(['bp profiles active']);
    expect(stdout).toBe(`Workspace: acme (ws_abc123)\nAPI URL: ${url}\nAuthenticated: Yes\n`);
    const config = JSON.parse(readFileSync(join(home, '.botpress', 'config.json'), 'utf8'));
    expect(Object.keys(config.profiles).sort()).toEqual(['acme', 'dev', 'prod', 'solo']);
  });

  const page = new URL('fixtures/documentation/login.txt', import.meta.url);
  test('has no line that this test leaves out', () => {
    // These lines open the browser or a form: other tests run `bp login`, alone and with another API URL,
    // in a terminal.
    const inTerminal = new Set(['bp login', 'bp login --apiUrl https://api.botpress.cloud']);
    const lines = readFileSync(page, 'utf8')
      .split('\n')
      .map(line => line.trim())
      .filter(line => /^(bp (login|logout|profiles|deploy)|export )/.test(line));
    const known = new Set(documented.flatMap(block => block.lines));
    const missing = lines.filter(line => !known.has(line) && !inTerminal.has(line));
    expect(missing).toEqual([]);
  });
});
