import { describe, expect, test } from 'vitest';
import { sampleTokens } from '../support/sandbox.ts';
import { tokenWorld } from '../support/tokenWorld.ts';

const loggedIn = async (workspaceId = 'ws_abc123', ...argv: string[]) => {
  const world = await tokenWorld();
  await world.login(workspaceId, ...argv);
  return world;
};

describe('profiles activity', () => {
  test('prints the latest records: when, who, what, and to what', async () => {
    const { run } = await loggedIn();
    const { code, stdout, stderr } = await run('profiles', 'activity', '--limit', '3');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}\w+@example\.com +[a-z ]+ +\S/);
  });

  test('as JSON has every field of every record, and says whether there are more', async () => {
    const { run } = await loggedIn();
    const answer = JSON.parse((await run('profiles', 'activity', '--json')).stdout);
    expect(answer).toMatchObject({ workspaceId: 'ws_abc123', more: true });
    expect(answer.records).toHaveLength(20);
    expect(Object.keys(answer.records[0]).toSorted()).toEqual([
      ...['action', 'id', 'recordedAt', 'resourceId', 'resourceName', 'userEmail', 'userId'],
    ]);
  });

  test('reads as many pages as the limit takes, and no more', async () => {
    const { run, sandbox } = await loggedIn();
    const answer = JSON.parse(
      (await run('profiles', 'activity', '--limit', '150', '--json')).stdout,
    );
    expect([answer.records.length, answer.more]).toEqual([150, true]);
    const all = JSON.parse((await run('profiles', 'activity', '--limit', '1000', '--json')).stdout);
    expect([all.records.length, all.more]).toEqual([240, false]);
    const { log } = (await (await fetch(`${sandbox.url}/_control`)).json()) as {
      log: { path: string }[];
    };
    expect(log.filter(({ path }) => path.endsWith('/audit-records'))).toHaveLength(2 + 3);
  });

  test('of a named profile is that of its workspace', async () => {
    const { run, login } = await loggedIn();
    await login('ws_dev');
    const { stdout } = await run('profiles', 'activity', 'acme', '--json');
    expect(JSON.parse(stdout).workspaceId).toBe('ws_abc123');
    expect(await run('profiles', 'activity', 'gone')).toMatchObject({ code: 2 });
  });

  test.each<[what: string, world: () => ReturnType<typeof loggedIn>, code: number, says: RegExp]>([
    [
      'a viewer',
      () => loggedIn('ws_dev', '--token', sampleTokens.viewer),
      5,
      /The role viewer may/,
    ],
    ['no profile', () => tokenWorld(), 4, /No profile is active/],
  ])('%s is told why not', async (_, world, code, says) => {
    const { run } = await world();
    const result = await run('profiles', 'activity');
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(says);
  });

  test('a bot key has no workspace to tell of', async () => {
    const { run, sandbox } = await tokenWorld();
    const key = ['--token', sampleTokens.bot, '--bot', 'bot_acme'];
    await run('login', '--apiUrl', sandbox.url, ...key);
    const { code, stderr } = await run('profiles', 'activity');
    expect({ code, stderr }).toMatchObject({ code: 5, stderr: expect.stringContaining('bot key') });
  });

  test.each(['0', '1001', 'ten', '-1', '1.5', ''])('a limit of %j is refused', async limit => {
    const { run } = await tokenWorld();
    expect(await run('profiles', 'activity', `--limit=${limit}`)).toMatchObject({ code: 2 });
  });
});
