// The work behind the troubleshooting screen, against the sandbox, a real store and real files.
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeState, readState } from '../../../../source/profiles/store.ts';
import type { Message } from '../../../../source/tui/contract/messages.ts';
import { createLanes } from '../../../../source/tui/kernel/lanes.ts';
import type { Write } from '../../../../source/tui/screens/tokens/jobs.ts';
import { troubleshootingJobs } from '../../../../source/tui/screens/troubleshooting/jobs.ts';
import { fakeContext } from '../../../support/context.ts';
import { sampleTokens, sandboxForTest } from '../../../support/sandbox.ts';
import { profile } from '../../world.ts';

async function stage(env: Record<string, string> = {}) {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext({ env });
  const stored = profile('secret-client', {
    apiUrl: sandbox.url,
    tokenOrigin: new URL(sandbox.url).origin,
    workspaceId: 'ws_nomember',
    token: sampleTokens.owner,
  });
  await changeState(ctx, 'test', config => ({
    ...config,
    activeProfile: 'secret-client',
    profiles: { 'secret-client': stored },
  }));
  const heard: Message[] = [];
  const send = (message: Message) => void heard.push(message);
  let writing = Promise.resolve();
  const write: Write = (work, failed) => {
    writing = work().then(
      ({ message }) => send(message),
      error => send(failed(error)),
    );
  };
  const jobs = troubleshootingJobs(ctx, createLanes(send), send, write);
  return { ctx, jobs, heard, stored, written: () => writing };
}

test('repairs what was agreed to, and nothing else', async () => {
  const { ctx, jobs, heard, written } = await stage();
  const config = join(ctx.botpressHome, 'config.json');
  chmodSync(config, 0o644);
  jobs['repairs.plan']();
  expect(heard).toEqual([
    {
      type: 'troubleshooting.repairs',
      repairs: [{ id: expect.any(String), title: expect.stringContaining('Close to others') }],
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

test.each([
  ['ws_dev', 'workspace.changed', 'ws_dev'],
  ['ws_nomember', 'write.failed', 'ws_nomember'],
])('points a profile at %s only if its token reads it', async (workspaceId, type, stays) => {
  const { ctx, jobs, heard, stored, written } = await stage();
  const change = {
    type: 'workspace.change',
    name: 'secret-client',
    workspaceId,
    named: true,
  } as const;
  jobs['workspace.change']({ ...change, profile: stored });
  await written();
  expect(heard.at(-1)?.type).toBe(type);
  expect(readState(ctx).config.profiles['secret-client']?.workspaceId).toBe(stays);
});

test('makes a new profile of another workspace where the one it has is not to be changed', async () => {
  const { ctx, jobs, heard, stored, written } = await stage();
  const change = {
    type: 'workspace.change',
    name: 'secret-client',
    workspaceId: 'ws_dev',
  } as const;
  jobs['workspace.change']({ ...change, profile: stored, named: false });
  await written();
  expect(heard.at(-1)).toEqual({
    ...{ type: 'workspace.changed', name: 'dev', of: 'secret-client' },
    text: 'dev is a new profile for dev (ws_dev); secret-client stays as it is',
  });
  const { profiles, activeProfile } = readState(ctx).config;
  expect(profiles['secret-client']).toEqual(stored);
  expect([profiles.dev?.token, profiles.dev?.workspaceId, activeProfile]).toEqual([
    ...[stored.token, 'ws_dev', 'dev'],
  ]);
});

test('holds the set-up against the best practices', async () => {
  const { jobs, heard } = await stage();
  jobs.checklist();
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
