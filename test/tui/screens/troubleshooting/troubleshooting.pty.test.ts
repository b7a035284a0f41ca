// The built program in a real terminal: a 401 and a 403 from their verdict to their repair.
import { expect, test } from 'vitest';
import { builtCli } from '../../../support/cli.ts';
import { temporaryDirectory } from '../../../support/context.ts';
import { type Pty, restored, startPty, type Wanted } from '../../../support/pty.ts';
import { sampleTokens } from '../../../support/sandbox.ts';

async function startDemo(): Promise<Pty> {
  const home = temporaryDirectory();
  const pty = startPty(process.execPath, [builtCli, '--demo'], {
    env: { HOME: home },
    cwd: home,
    rows: 46,
  });
  await pty.waitFor('✓ authenticated');
  return pty;
}

/** The profile's row, with the cursor on it. */
const pointedAt = (name: string) => new RegExp(`^❯ .{2}${name} `, 'm');

/** Pastes a token of the owner into the login form, which is open for a profile. */
async function logInAsOwner(pty: Pty, name: string): Promise<void> {
  await pty.waitFor(/paste a (?:personal access )?token/i);
  pty.paste(`${sampleTokens.owner}\n`);
  await pty.waitFor('(23 characters)');
  pty.press('enter');
  // The profile's previous workspace does not have to be chosen again.
  await pty.waitFor('Which profile name?');
  await pty.waitFor(new RegExp(`❯ ${name}`));
  pty.press('enter');
  // The profile belongs to another account so far, so bp-auth asks before it replaces the profile.
  await pty.waitFor(`Replace ${name}?`);
  await pty.waitFor('❯ Cancel');
  await pressUntil(pty, 'right', '❯ Replace');
  pty.press('enter');
  await pty.waitFor(`${name} is the active profile now`);
  pty.press('enter');
}

/** Keys that come right after a question are not answers: the key is pressed until it counts. */
async function pressUntil(pty: Pty, key: string, wanted: string): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    pty.press(key);
    const seen = await pty.waitFor(wanted, 2000).then(
      () => true,
      () => false,
    );
    if (seen) return;
  }
  await pty.waitFor(wanted);
}

async function quit(pty: Pty, shown: Wanted = /Profiles {2}\d\/5/): Promise<void> {
  pty.press('esc');
  await pty.waitFor(shown);
  pty.press('q');
  expect(await pty.exited).toMatchObject({ code: 0 });
  expect(pty.screen.modes()).toEqual(restored);
  expect(pty.output()).not.toContain(sampleTokens.owner);
}

test('a 401: its verdict, and a new login that mends it', async () => {
  const pty = await startDemo();
  pty.press('down', 'down', 'down');
  await pty.waitFor(pointedAt('expired'));
  pty.press('x');
  await pty.waitFor('✗ The API does not accept the personal access token');
  await pty.waitFor('401 Unauthorized');
  await pty.waitFor(/1 Create a new token and log in with it/);
  await pty.waitFor(/✗ Authentication +failed/);

  // The whole command of the first fix, which takes two rows.
  const [, first = '', second = ''] = /^❯ +(\S.*?) *\n +(\S.*?) *$/m.exec(pty.screen.text()) ?? [];
  pty.press('y');
  await pty.waitFor("Sent the command to the terminal's clipboard");
  const copied = [...pty.output().matchAll(/\u001b\]52;c;([\w+/=]+)\u0007/g)];
  const command = Buffer.from(copied.at(-1)?.[1] ?? '', 'base64').toString();
  expect(command).toBe(`${first} ${second}`);
  expect(command).toMatch(/^bp-auth login --profile expired .* --with-token$/);
  pty.press('1');
  await logInAsOwner(pty, 'expired');
  await pty.waitFor('expired › Troubleshooting');
  await pty.waitFor('✓ Everything that was checked is fine');
  await pty.waitFor(/^bp-auth {2}expired → acme/m);
  await pty.waitFor('✓ authenticated');
  await quit(pty, /expired .*✓ ok/);
});

test('a 403: a role that is not enough, and the login of one that is', async () => {
  const pty = await startDemo();
  pty.press('G');
  await pty.waitFor(pointedAt('viewer'));

  pty.press('w');
  await pty.waitFor('the role viewer may not (403 Forbidden)');
  pty.press('x');
  await pty.waitFor('✓ Everything that was checked is fine');
  pty.press('f', 'down', 'enter');
  await pty.waitFor('✗ The role viewer in ws_abc123 is not enough to deploy a bot');

  pty.press('n');
  await logInAsOwner(pty, 'viewer');
  await pty.waitFor('Troubleshooting  to deploy a bot');
  await pty.waitFor('✓ Everything that was checked is fine');
  pty.press('esc');
  await pty.waitFor('viewer › Workspace');
  await quit(pty);
});

test('a pasted 403 is explained, and its token stays unseen', async () => {
  const pty = await startDemo();
  pty.press('x');
  await pty.waitFor('dev › Troubleshooting');
  pty.press('e');
  await pty.waitFor('It is not run');
  const body = '{"id":"err_0123456789","code":403,"type":"Forbidden","message":"no"}';
  pty.paste(`Authorization: Bearer ${sampleTokens.viewer}\n\n${body}\n`);
  await pty.waitFor('shown masked');
  pty.press('enter');
  await pty.waitFor('403 Forbidden: ');
  await pty.waitFor('err_0123456789');
  pty.press('esc');
  await pty.waitFor('✓ Everything that was checked is fine');
  expect(pty.output()).not.toContain(sampleTokens.viewer);
  await quit(pty);
});
