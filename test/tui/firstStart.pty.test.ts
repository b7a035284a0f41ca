// The first start on a machine where bp or the ADK were used before.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { startPty } from '../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

/** A home in which the ADK has been used. */
function homeOfAdk(profiles: Record<string, object>): string {
  const home = temporaryDirectory();
  mkdirSync(join(home, '.adk'));
  const credentials = join(home, '.adk', 'credentials');
  writeFileSync(credentials, JSON.stringify({ profiles, currentProfile: 'default' }), {
    mode: 0o600,
  });
  return home;
}

test('shows what bp left, and offers what the ADK has beside it', async () => {
  const { url: apiUrl } = await sandboxForTest();
  const home = homeOfAdk({
    adk: { token: sampleTokens.viewer, apiUrl, workspaceId: 'ws_abc123' },
  });
  const dev = { token: sampleTokens.owner, apiUrl, workspaceId: 'ws_dev' };
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  const files = {
    'profiles.json': { dev, 'acme-prod': { ...dev, workspaceId: 'ws_prod' } },
    'global.cache.json': { ...dev, activeProfile: 'dev' },
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(home, '.botpress', name), JSON.stringify(content), { mode: 0o644 });
  }
  const pty = startPty(process.execPath, [builtCli], { env: { HOME: home }, cwd: home });
  const found =
    'Found in bp’s files: dev, acme-prod. Open to others: profiles.json, global.cache.json;';
  await pty.waitFor(text => text.replace(/\s+/g, ' ').includes(found));
  await pty.waitFor(/^❯ ● dev +dev +✓ ok/m);
  await pty.waitFor('The ADK also has adk: press i to import it.');
  pty.press('down');
  await pty.waitFor('This profile looks like production: P protects it.');
  pty.press('i');
  await pty.waitFor(/❯ +adk +acme +✓ ok/);
  pty.press('q');
  expect(await pty.exited).toMatchObject({ code: 0 });
  const stored = JSON.parse(readFileSync(join(home, '.botpress', 'config.json'), 'utf8'));
  expect(Object.keys(stored.profiles)).toEqual(['dev', 'acme-prod', 'adk']);
  expect(stored.activeProfile).toBe('dev');
});

test('offers the profiles of the ADK, and imports them by a key', async () => {
  const { url: apiUrl } = await sandboxForTest();
  const home = homeOfAdk({
    default: { token: sampleTokens.owner, apiUrl, workspaceId: 'ws_dev', workspaceName: 'Dev' },
    bare: { token: sampleTokens.viewer, apiUrl, botId: 'bot_acme' },
  });
  const pty = startPty(process.execPath, [builtCli], { env: { HOME: home }, cwd: home });
  await pty.waitFor('Found 2 profiles of the ADK: default, bare.');
  await pty.waitFor('Profiles you log in to with bp show up here too.');
  pty.press('i');
  await pty.waitFor('Imported default, bare. Without a workspace: bare');
  // The ADK's current profile is active now.
  await pty.waitFor(/❯ ● default +dev +✓ ok/);
  pty.press('i');
  await pty.waitFor('There is nothing to import from the Botpress ADK');
  pty.press('q');
  expect(await pty.exited).toMatchObject({ code: 0 });
  const stored = JSON.parse(readFileSync(join(home, '.botpress', 'config.json'), 'utf8'));
  expect(stored).toMatchObject({ activeProfile: 'default', profiles: { bare: { kind: 'pat' } } });
  expect(pty.output()).not.toContain(sampleTokens.owner);
});
