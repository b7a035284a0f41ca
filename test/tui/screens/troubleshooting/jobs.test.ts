// The work behind the troubleshooting screen, against the sandbox, a real store and real files.
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { troubleshootingJobs } from '../../../../source/tui/screens/troubleshooting/jobs.ts';
import { sampleTokens } from '../../../support/sandbox.ts';
import { clientStage } from '../clientStage.ts';

const stage = () => clientStage(troubleshootingJobs);

test('repairs what was agreed to, and nothing else', async () => {
  const { ctx, jobs, heard, written } = await stage();
  const config = join(ctx.botpressHome, 'config.json');
  chmodSync(config, 0o644);
  jobs['repairs.plan']({ type: 'repairs.plan' });
  expect(heard).toEqual([
    {
      type: 'troubleshooting.repairs',
      repairs: [{ id: expect.any(String), title: expect.stringContaining('Make private') }],
    },
  ]);
  jobs['repairs.apply']({ type: 'repairs.apply', ids: ['something else'] });
  await written();
  expect(statSync(config).mode & 0o777).toBe(0o644);
  const [planned] = heard;
  const repairs = planned?.type === 'troubleshooting.repairs' ? planned.repairs : [];
  jobs['repairs.apply']({ type: 'repairs.apply', ids: repairs.map(({ id }) => id) });
  await written();
  expect(statSync(config).mode & 0o777).toBe(0o600);
  expect(heard.at(-1)).toEqual({ type: 'troubleshooting.mended', text: 'Repaired' });
});

test('holds the set-up against the best practices', async () => {
  const { jobs, heard } = await stage();
  jobs.checklist({ type: 'checklist' });
  await expect.poll(() => heard.at(-1)?.type).toBe('troubleshooting.checklist.done');
  const done = heard.at(-1);
  const practices = done?.type === 'troubleshooting.checklist.done' ? done.practices : [];
  expect(practices.map(({ number }) => number)).toEqual([1, 1, 2, 3, 4, 5, 5, 6, null]);
  expect(JSON.stringify(practices)).not.toContain(sampleTokens.owner);
});

test('the report of a diagnosis tells nothing personal', async () => {
  const { jobs, heard, stored } = await stage();
  jobs.diagnose({ type: 'diagnose', name: 'secret-client', profile: stored, wanted: null });
  await expect.poll(() => heard.at(-1)?.type, { timeout: 10_000 }).toBe('troubleshooting.done');
  const done = heard.at(-1);
  if (done?.type !== 'troubleshooting.done') throw new Error('There is no diagnosis');
  expect(done.diagnosis.rootCause?.id).toBe('not-a-member');
  jobs.report({ type: 'report', diagnosis: done.diagnosis });
  const reported = heard.at(-1);
  const text = reported?.type === 'troubleshooting.reported' ? reported.text : '';
  expect(text).toContain('cause not-a-member');
  for (const secret of [sampleTokens.owner, 'secret-client', 'ws_nomember', '127.0.0.1']) {
    expect(text).not.toContain(secret);
  }
});
