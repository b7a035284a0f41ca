// The built program run by Windows' own Node, under Wine: each case is played on Linux and there, and has to answer the
// same but for paths. What Wine cannot show is in docs/notes/platforms.md.
import { afterAll, describe, expect, test } from 'vitest';
import { sampleTokens } from '../support/sandbox.ts';
import { startWindows, type Windows } from '../support/windows.ts';
import { linuxWorld, type World, windowsWorld } from '../support/windowsWorld.ts';

const windows = await startWindows();
if (typeof windows === 'string') console.warn(`SKIPPED: Windows (${windows})`);

const { owner } = sampleTokens;

async function logIn(world: World, name = 'dev', workspace = 'ws_dev', token: string = owner) {
  const target = ['--apiUrl', world.url, '--workspaceId', workspace, '--profile', name];
  const { code, stderr } = await world.cli(['login', '--token', token, ...target]);
  expect(code, stderr).toBe(0);
}

const showArguments = 'console.log(JSON.stringify(process.argv.slice(2)))';

type Case = (world: World) => Promise<void>;

const cases: Record<string, Case> = {
  async 'login takes a token as Windows writes it, and list, use and active tell of it'(world) {
    const target = ['--apiUrl', world.url, '--workspaceId', 'ws_dev', '--profile', 'dev'];
    const login = ['login', '--with-token', ...target];
    expect((await world.cli(login, { input: `\ufeff${owner}\r\n` })).code).toBe(0);
    await logIn(world, 'prod', 'ws_prod');
    expect((await world.cli(['profiles', 'use', 'dev'])).code).toBe(0);
    expect((await world.cli(['profiles', 'use', '-'])).code).toBe(0);
    expect((await world.cli(['profiles', 'list'])).stdout).toMatch(/^ {2}dev .*\n\* prod /);
    const { stdout } = await world.cli(['profiles', 'active', '--explain']);
    expect(stdout).toContain('Authenticated: Yes');
    expect((await world.cli(['profiles', 'use', 'nobody'])).code).toBe(2);
  },
  async 'exec starts what npm installs, with its arguments, variables and exit code'(world) {
    await logIn(world);
    world.tool('bp', `${showArguments}; console.log(process.env.BP_WORKSPACE_ID); process.exit(5)`);
    const args = ['deploy', 'a b', 'c"d', "it's", '', 'ends\\', '(1)', '!x!', '$HOME'];
    const { code, stdout } = await world.cli(['exec', '--', 'bp', ...args]);
    expect(stdout).toBe(`${JSON.stringify(args)}\nws_dev\n`);
    expect(code).toBe(5);
  },
};

describe.skipIf(typeof windows === 'string')('as on Linux', () => {
  const real = windows as Windows;
  afterAll(() => real.close());

  test.each(Object.entries(cases))('%s', async (_name, play) => {
    const linux = await linuxWorld();
    const there = await windowsWorld(real);
    await Promise.all([play(linux), play(there)]);
    expect(there.told).toEqual(linux.told);
  });
});
