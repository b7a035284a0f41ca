// The first start on a machine where the ADK was used before.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { startPty } from '../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

test('offers the profiles of the ADK, and imports them by a key', async () => {
  const sandbox = await sandboxForTest();
  const home = temporaryDirectory();
  const apiUrl = sandbox.url;
  const profiles = {
    default: { token: sampleTokens.owner, apiUrl, workspaceId: 'ws_dev', workspaceName: 'Dev' },
    bare: { token: sampleTokens.viewer, apiUrl, botId: 'bot_acme' },
  };
  mkdirSync(join(home, '.adk'));
  const credentials = join(home, '.adk', 'credentials');
  writeFileSync(credentials, JSON.stringify({ profiles, currentProfile: 'default' }), {
    mode: 0o600,
  });
  const pty = startPty(process.execPath, [builtCli], { env: { HOME: home }, cwd: home });
  await pty.waitFor('The ADK has 2 profiles: default, bare.');
  await pty.waitFor('What bp logs in to appears here by itself.');
  pty.press('i');
  await pty.waitFor('Imported default, bare. Without a workspace: bare');
  await pty.waitFor(/❯ +default +Dev +✓ ok/);
  pty.press('enter');
  await pty.waitFor('Now using default');
  pty.press('i');
  await pty.waitFor('The ADK has no credentials here that are not in the list');
  pty.press('q');
  expect(await pty.exited).toMatchObject({ code: 0 });
  const stored = JSON.parse(readFileSync(join(home, '.botpress', 'config.json'), 'utf8'));
  expect(stored).toMatchObject({ activeProfile: 'default', profiles: { bare: { kind: 'pat' } } });
  expect(pty.output()).not.toContain(sampleTokens.owner);
});
