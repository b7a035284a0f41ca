// `env --format github`: what the later steps of a job get, and what is refused.
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnv } from '../support/cli.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { githubJob, readRunnerFile } from '../support/githubJob.ts';
import {
  bpAuthLine,
  expectWhole,
  homeOfKinds,
  type Kind,
  nowhere,
  printerLine,
  stale,
  staleKey,
} from '../support/handover.ts';
import { asOrdinaryUser } from '../support/ordinaryUser.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

const unit = { BP_TOKEN: sampleTokens.owner, BP_WORKSPACE_ID: 'ws_dev' };

describe('in a job', () => {
  test('each step after it has one whole unit, whatever was there before', async () => {
    const { home } = homeOfKinds(nowhere);
    const outer = { MY_TOKEN: stale, BOTPRESS_BOT_TOKEN: staleKey, BP_PROFILE: 'other' };
    const job = githubJob(cleanEnv({ HOME: home, ...outer }), home);
    const kinds: Kind[] = ['pat', 'bot', 'noWorkspace'];
    for (const kind of kinds) {
      const { code, stdout, stderr } = await job.step(
        `${bpAuthLine} env --format github --profile ${kind}`,
      );
      expect(code, stderr).toBe(0);
      expect(stdout).toMatch(/^::add-mask::bp_\w+\n$/);
      const seen = JSON.parse((await job.step(printerLine)).stdout);
      expectWhole(seen, kind);
      expect(job.masked).toContain(seen.BP_TOKEN);
    }
  });

  test('masks before it writes, keeps what is there, and closes a line that was left open', async () => {
    const file = join(temporaryDirectory(), 'env');
    writeFileSync(file, 'OTHER=kept');
    const ctx = fakeContext({ env: { ...unit, GITHUB_ENV: file } });
    const ran = await runIn(ctx, 'env', '--format', 'github');
    expect(ran).toMatchObject({ code: 0, stdout: `::add-mask::${sampleTokens.owner}\n` });
    expect(readRunnerFile(readFileSync(file, 'utf8'))).toMatchObject({ OTHER: 'kept', ...unit });
  });

  test('makes a file that is missing for nobody else to read', async () => {
    const file = join(temporaryDirectory(), 'env');
    const ctx = fakeContext({ env: { ...unit, GITHUB_ENV: file } });
    expect(await runIn(ctx, 'env', '--format', 'github')).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('is refused', () => {
  test.each([
    ['without GITHUB_ENV', {}],
    ['with an empty one', { GITHUB_ENV: ' ' }],
  ])('%s: 2, and no token is printed', async (_, extra) => {
    const ctx = fakeContext({ env: { ...unit, ...extra } });
    const ran = await runIn(ctx, 'env', '--format', 'github', '--json');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse(ran.stderr).error).toMatchObject({ code: 'github-env-missing' });
  });

  test('where that is a directory: 8', async () => {
    const directory = temporaryDirectory();
    const ctx = fakeContext({ env: { ...unit, GITHUB_ENV: directory } });
    expect(await runIn(ctx, 'env', '--format', 'github')).toMatchObject({ code: 8 });
  });

  test('where it may not be written: 8', async () => {
    const directory = temporaryDirectory();
    chmodSync(directory, 0o500);
    const ctx = fakeContext({ env: { ...unit, GITHUB_ENV: join(directory, 'env') } });
    const ran = await asOrdinaryUser([ctx.userHome, directory], () =>
      runIn(ctx, 'env', '--format', 'github'),
    );
    expect(ran).toMatchObject({ code: 8 });
  });

  test('beside a shell', async () => {
    const ctx = fakeContext({ env: { ...unit, GITHUB_ENV: join(temporaryDirectory(), 'env') } });
    const argv = ['env', '--format', 'github', '--shell', 'fish'];
    expect(await runIn(ctx, ...argv)).toMatchObject({ code: 2, stdout: '' });
  });
});
