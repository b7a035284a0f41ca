// The work behind the workspace screen, against the sandbox and a real store.
import { expect, test } from 'vitest';
import { readState } from '../../../../source/profiles/store.ts';
import { workspaceJobs } from '../../../../source/tui/screens/workspace/jobs.ts';
import { clientStage } from '../clientStage.ts';

const stage = () => clientStage(workspaceJobs);

test.each([
  ['ws_dev', 'workspace.switched', 'ws_dev'],
  ['ws_nomember', 'write.failed', 'ws_nomember'],
])('points a profile at %s only if its token reads it', async (workspaceId, type, stays) => {
  const { ctx, jobs, heard, stored, written } = await stage();
  const change = {
    type: 'workspace.switchTo',
    name: 'secret-client',
    workspaceId,
    named: true,
  } as const;
  jobs['workspace.switchTo']({ ...change, profile: stored });
  await written();
  expect(heard.at(-1)?.type).toBe(type);
  expect(readState(ctx).config.profiles['secret-client']?.workspaceId).toBe(stays);
});

test('makes a new profile of another workspace where the one it has is not to be changed', async () => {
  const { ctx, jobs, heard, stored, written } = await stage();
  const change = {
    type: 'workspace.switchTo',
    name: 'secret-client',
    workspaceId: 'ws_dev',
  } as const;
  jobs['workspace.switchTo']({ ...change, profile: stored, named: false });
  await written();
  expect(heard.at(-1)).toEqual({
    ...{ type: 'workspace.switched', name: 'dev', of: 'secret-client' },
    text: 'dev is a new profile for dev (ws_dev); secret-client stays as it is',
  });
  const { profiles, activeProfile } = readState(ctx).config;
  expect(profiles['secret-client']).toEqual(stored);
  expect([profiles.dev?.token, profiles.dev?.workspaceId, activeProfile]).toEqual([
    ...[stored.token, 'ws_dev', 'dev'],
  ]);
});
