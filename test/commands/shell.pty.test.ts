// `shell` in a pseudo-terminal: the user's own shell, with one profile set after its start-up files.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { startPty } from '../support/pty.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { isInstalled } from '../support/shell.ts';

const apiUrl = 'http://127.0.0.1:9';

function world(shell: string) {
  const home = temporaryDirectory();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'bp-auth'), `#!/bin/sh\nexec ${process.execPath} ${builtCli} "$@"\n`);
  chmodSync(join(bin, 'bp-auth'), 0o755);
  const rc = 'export BP_WORKSPACE_ID=ws_from_rc OWN=from_rc\n';
  writeFileSync(join(home, '.bashrc'), rc);
  writeFileSync(join(home, '.zshrc'), rc);
  mkdirSync(join(home, '.config', 'fish'), { recursive: true });
  writeFileSync(
    join(home, '.config', 'fish', 'config.fish'),
    'set -gx BP_WORKSPACE_ID ws_from_rc; set -gx OWN from_rc; set -g fish_greeting\n',
  );
  const dev = { apiUrl, workspaceId: 'ws_dev', token: sampleTokens.owner, tokenOrigin: apiUrl };
  const config = {
    version: 1,
    activeProfile: 'dev',
    profiles: { dev, prod: { ...dev, workspaceId: 'ws_prod' } },
  };
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });
  const env = { HOME: home, SHELL: shell, PATH: `${bin}:${process.env.PATH}` };
  const pty = startPty(process.execPath, [builtCli, 'shell', '--profile', 'prod'], {
    env,
    cwd: home,
  });
  return { home, pty };
}

describe.each(['bash', 'zsh', 'fish'])('%s', name => {
  test.skipIf(!isInstalled(name))(
    'has the profile after its own files, and refuses to switch',
    async () => {
      const { pty } = world(`/usr/bin/${name}`);
      await pty.waitFor('(prod)');
      pty.send('echo "is $BP_WORKSPACE_ID $OWN $BP_AUTH_SHELL kept=$BP_AUTH_KEPT_BP_TOKEN."\r');
      await pty.waitFor('is ws_prod from_rc prod kept=.');
      pty.send(
        'bp-auth profiles use dev; echo code=$'.concat(name === 'fish' ? 'status' : '?', '\r'),
      );
      await pty.waitFor('code=2');
      await pty.waitFor('exit');
      pty.send('exit 7\r');
      expect(await pty.exited).toMatchObject({ code: 7 });
    },
  );
});
