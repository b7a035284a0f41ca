// The lines for CI in docs/running-commands.md, run step by step as GitHub and GitLab would.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCli, cleanEnv } from './support/cli.ts';
import { temporaryDirectory } from './support/context.ts';
import { blocksOf } from './support/documented.ts';
import { githubJob } from './support/githubJob.ts';
import { sampleTokens, sandboxForTest } from './support/sandbox.ts';
import { runShell } from './support/shell.ts';

/** A stand-in for bp that only asks for the bots of the workspace. */
const standIn = `
const { BP_API_URL, BP_TOKEN, BP_WORKSPACE_ID } = process.env;
const headers = { authorization: 'Bearer ' + BP_TOKEN, 'x-workspace-id': BP_WORKSPACE_ID };
const { status } = await fetch(BP_API_URL + '/v1/admin/bots', { headers });
process.exitCode = status === 200 ? 0 : 1;
`;

async function worker() {
  const { url } = await sandboxForTest();
  const home = temporaryDirectory();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const put = (name: string, line: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  writeFileSync(join(home, 'bp.mjs'), standIn);
  put('bp-auth', `exec '${process.execPath}' '${builtCli}' "$@"`);
  put('bp', `exec '${process.execPath}' '${join(home, 'bp.mjs')}'`);
  const path = [bin, process.env.PATH].join(delimiter);
  return { home, env: { ...cleanEnv({ HOME: home }), PATH: path, BP_API_URL: url } };
}

const [github = '', gitlab = ''] = blocksOf('docs/running-commands.md', 'yaml');
const secrets = { BP_TOKEN: sampleTokens.owner, BP_WORKSPACE_ID: 'ws_dev' };

/** Each `- run:` with the variables that its own `env:` sets. */
function stepsOf(block: string): Array<{ run: string; names: string[] }> {
  return block
    .split(/^ {2}- run: /m)
    .slice(1)
    .map(step => {
      const [run = '', ...rest] = step.split('\n');
      return { run, names: rest.flatMap(line => /^ {6}(\w+): \$\{\{/.exec(line)?.[1] ?? []) };
    });
}

describe('the lines for CI', () => {
  test('on GitHub Actions: the token reaches the steps that follow, masked', async () => {
    const { home, env } = await worker();
    const job = githubJob(env, home);
    const steps = stepsOf(github);
    expect(steps.length).toBeGreaterThan(2);
    for (const { run, names } of steps) {
      const own = Object.entries(secrets).filter(([name]) => names.includes(name));
      const { code, stdout, stderr } = await job.step(run, Object.fromEntries(own));
      expect(code, `${run}\n${stdout}${stderr}`).toBe(0);
      expect(stdout.replace(/^::add-mask::.*$/m, '') + stderr).not.toContain(sampleTokens.owner);
    }
    expect(job.masked).toEqual([sampleTokens.owner]);
  });

  test('on GitHub Actions: the first refusal is an annotation of one line', async () => {
    const { home, env } = await worker();
    const outer = { ...env, BP_TOKEN: sampleTokens.expired, BP_WORKSPACE_ID: 'ws_dev' };
    const run = stepsOf(github).at(-1)?.run ?? '';
    const { code, stderr } = await githubJob(outer, home).step(run);
    expect(code).toBe(1);
    expect(stderr.match(/^::error title=[^:]+::.+$/gm)).toHaveLength(1);
    const elsewhere = await runShell(run, { cwd: home, env: outer, shell: 'bash' });
    expect(elsewhere.stderr).not.toContain('::error');
  });

  test('on GitLab', async () => {
    const { home, env } = await worker();
    const lines = [...gitlab.matchAll(/^ {4}- (.*)$/gm)].map(([, line = '']) => line);
    expect(lines.length).toBeGreaterThan(1);
    const options = { cwd: home, env: { ...env, ...secrets }, shell: 'bash' };
    const { code, stderr } = await runShell(['set -e', ...lines].join('\n'), options);
    expect(code, stderr).toBe(0);
  });
});
