// The built program in a real terminal: a workspace's tiles, another workspace, and the checklist.
import { expect, test } from 'vitest';
import { builtCli } from '../../../support/cli.ts';
import { temporaryDirectory } from '../../../support/context.ts';
import { restored, startPty } from '../../../support/pty.ts';
import { sampleTokens } from '../../../support/sandbox.ts';

test('the workspace screen fills, switches the workspace, and leads to the checklist', async () => {
  const home = temporaryDirectory();
  const options = { env: { HOME: home }, cwd: home, columns: 120, rows: 50 };
  const pty = startPty(process.execPath, [builtCli, '--demo'], options);
  await pty.waitFor('✓ authenticated');
  pty.press('w');
  await pty.waitFor(/Usage, \d{4}-\d\d/);
  await pty.waitFor(/Activity\n.*\d+ h ago/);
  await pty.waitFor(/✓ allowed\n/);
  expect(pty.screen.text()).toMatch(/Members {2}3/);

  pty.press('s');
  await pty.waitFor(/^1\/7$/m);
  pty.press('/');
  await pty.waitFor(/^\/ +7 of 7$/m);
  pty.send('quota');
  await pty.waitFor(/❯ Quota +ws_quota/);
  pty.press('enter');
  await pty.waitFor('(esc clears)');
  pty.press('enter');
  await pty.waitFor('❯ Create and use the profile quota for this workspace');
  pty.press('enter');
  await pty.waitFor('quota is a new profile for Quota (ws_quota); dev stays as it is');
  await pty.waitFor('(403 QuotaExceeded)');
  await pty.waitFor(/plan +community/);

  pty.press('x');
  await pty.waitFor('Workspace › Troubleshooting');
  pty.press('c');
  await pty.waitFor(/do this: 3\. Tokens are younger/);
  pty.press('G');
  await pty.waitFor('bp-auth profiles activity prod');
  pty.press('esc');
  await pty.waitFor('Workspace › Troubleshooting');
  pty.press('esc');
  await pty.waitFor('quota › Workspace');
  pty.press('esc');
  await pty.waitFor(/^Profiles {2}\d\/6/m);
  pty.press('q');
  expect(await pty.exited).toMatchObject({ code: 0 });
  expect(pty.screen.modes()).toEqual(restored);
  expect(pty.output()).not.toContain(sampleTokens.owner);
});
