import { expect, test } from 'vitest';
import { changeState } from '../../source/profiles/store.ts';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';

const page = 'https://app.botpress.cloud/workspaces/ws_dev';

/** A store with the profiles that `profiles open` needs, and the given program as the browser. */
async function world(browser: string) {
  const ctx = fakeContext({ env: { BROWSER: browser } });
  const at = (apiUrl: string, target: object) => ({
    ...{ apiUrl, tokenOrigin: apiUrl, token: 'bp_pat_1234567890abcdef' },
    ...target,
  });
  await changeState(ctx, 'test', config => ({
    ...config,
    activeProfile: 'dev',
    profiles: {
      dev: at('https://api.botpress.cloud', { workspaceId: 'ws_dev' }),
      own: at('https://botpress.example.com', { workspaceId: 'ws_own' }),
      bot: at('https://api.botpress.cloud', { kind: 'bot', botId: 'bot_acme' }),
    },
  }));
  return (...argv: string[]) => runIn(ctx, 'profiles', 'open', ...argv);
}

test.each([
  ['opens the workspace of the current profile', 'true', [], `${page}\n`, ''],
  ['only prints it where no browser is wanted', 'true', ['--no-browser'], `${page}\n`, ''],
  ['says so where none starts', 'false', ['dev'], `${page}\n`, /open the address yourself/],
])('profiles open %s', async (_, browser, argv, stdout, stderr) => {
  const open = await world(browser);
  expect(await open(...argv)).toMatchObject({
    code: 0,
    stdout,
    stderr: expect.stringMatching(stderr),
  });
});

test('profiles open tells JSON readers whether a browser was started', async () => {
  const open = await world('true');
  expect(JSON.parse((await open('--json')).stdout)).toEqual({ url: page, opened: true });
});

test.each([
  ['a server whose dashboard nobody knows', 'own', /dashboard of https:\/\/botpress.example.com/],
  ['a bot key, which has no workspace', 'bot', /no workspace to open/],
  ['a name that does not exist', 'devv', /devv/],
])('profiles open refuses %s', async (_, name, says) => {
  const open = await world('true');
  const { code, stderr } = await open(name);
  expect(code).toBe(2);
  expect(stderr).toMatch(says);
});
