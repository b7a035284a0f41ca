// A new name that is easily confused with another one: a note says so, wherever the name comes from.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readState } from '../../source/profiles/store.ts';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const { owner, viewer } = sampleTokens;
const twin = 'prоd';
const says = `The name ${twin} is easily confused with that of the profile prod: the former has U+043E\n`;

async function world() {
  const { url } = await sandboxForTest();
  const ctx = fakeContext({ env: { CI: 'true' } });
  const run = (...argv: string[]) => runIn(ctx, ...argv);
  const login = ['login', '--apiUrl', url, '--token', owner, '--workspaceId'];
  await run(...login, 'ws_prod');
  return { url, ctx, run, login };
}

test('a login says so once, when the name is new', async () => {
  const { run, login } = await world();
  const again = [...login, 'ws_dev', '--profile', twin];
  expect((await run(...again)).stderr).toContain(says);
  expect((await run(...again)).stderr).not.toContain('easily confused');
});

test('so does a rename', async () => {
  const { run, login } = await world();
  await run(...login, 'ws_dev');
  expect((await run('profiles', 'rename', 'dev', twin)).stderr).toContain(says);
});

test('so does an import, of names that are written as we write them', async () => {
  const { url, ctx, run } = await world();
  const entry = (token: string) => ({ apiUrl: url, workspaceId: 'ws_dev', token });
  const path = join(ctx.userHome, 'offered.json');
  const profiles = { [twin]: entry(viewer), 'cafe\u0301': entry(viewer), 'a\u3164': entry(viewer) };
  writeFileSync(path, JSON.stringify({ version: 1, profiles }));
  const { code, stdout, stderr } = await run('profiles', 'import', '--from', path);
  expect([code, stdout]).toEqual([0, `Imported ${twin}, café, a\n`]);
  expect(stderr).toContain(says);
});

test('two entries of one import that come to one name: the second is named and left out', async () => {
  const { url, ctx, run } = await world();
  const entry = (token: string) => ({ apiUrl: url, workspaceId: 'ws_dev', token });
  const path = join(ctx.userHome, 'offered.json');
  const profiles = { fresh: entry(viewer), 'fresh\u200b': entry(owner) };
  writeFileSync(path, JSON.stringify({ version: 1, profiles }));
  const { code, stderr } = await run('profiles', 'import', '--from', path, '--overwrite');
  expect(code).toBe(3);
  expect(stderr).toContain('was not imported. Its name is that of another entry, too\n');
  expect(readState(ctx).config.profiles.fresh?.token).toBe(viewer);
});

test('bp’s names lose what nobody sees, and one that looks like another is told', async () => {
  const { url, ctx, run } = await world();
  mkdirSync(ctx.botpressHome, { recursive: true });
  const path = join(ctx.botpressHome, 'profiles.json');
  const entry = (workspaceId: string) => ({ apiUrl: url, workspaceId, token: viewer });
  const entries = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...entries, [twin]: entry('ws_dev') }));
  expect((await run('profiles', 'list')).stderr).toContain(
    `its profile ${twin} was added here, unverified; its name is easily confused with that of prod\n`,
  );
  writeFileSync(path, JSON.stringify({ ...entries, 'stage\u3164': entry('ws_dev') }));
  await run('profiles', 'list');
  expect(Object.keys(readState(ctx).config.profiles)).toEqual(['prod', 'stage']);
});

test.each([
  ['login', ['login', '--token', owner, '--workspaceId', 'ws_dev', '--profile', 'prod\u3164']],
  ['rename', ['profiles', 'rename', 'prod', 'prod\u200d']],
  ['tokens create', ['tokens', 'create', '--save', 'pro\u034fd']],
])('%s refuses a name with something that nobody sees', async (_, argv) => {
  const { ctx, run } = await world();
  expect(await run(...argv)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('The profile name holds characters that nobody can see'),
  });
  expect(Object.keys(readState(ctx).config.profiles)).toEqual(['prod']);
});
