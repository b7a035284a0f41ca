// The hook at a terminal: plain `bp` in four directories with four profiles; for the protected profile
// bp-auth asks first.
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { startPty } from '../support/pty.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { isInstalled } from '../support/shell.ts';

const apiUrl = 'http://127.0.0.1:9';
const names = ['one', 'two', 'three', 'four'];

/** A home whose start-up files load the hook; `four` is protected. */
function world(shell: string) {
  const home = realpathSync(temporaryDirectory());
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  program('bp-auth', `exec ${process.execPath} ${builtCli} "$@"`);
  program('bp', 'echo "ran as ${BP_WORKSPACE_ID:-nobody}."');
  for (const name of names) mkdirSync(join(home, name));
  const profiles = Object.fromEntries(
    names.map(name => [
      name,
      {
        ...{ apiUrl, workspaceId: `ws_${name}`, token: sampleTokens.owner, tokenOrigin: apiUrl },
        ...{ kind: 'pat', protected: name === 'four' },
      },
    ]),
  );
  const directories = Object.fromEntries(names.map(name => [join(home, name), name]));
  const config = { version: 1, activeProfile: 'one', profiles, directories };
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });
  writeFileSync(join(home, '.bashrc'), 'eval "$(bp-auth hook bash)"\n');
  // compinit after the hook, as in many start-up files.
  const compinit = 'autoload -Uz compinit; compinit -u -D\n';
  writeFileSync(join(home, '.zshrc'), `eval "$(bp-auth hook zsh)"\n${compinit}`);
  mkdirSync(join(home, '.config', 'fish'), { recursive: true });
  // If this directory is missing, fish creates and fills it, and is still busy with that when the
  // test has ended.
  const generated = join(home, '.local', 'share', 'fish', 'generated_completions');
  mkdirSync(generated, { recursive: true });
  const fish = 'set -g fish_greeting\nbp-auth hook fish | source\n';
  writeFileSync(join(home, '.config', 'fish', 'config.fish'), fish);
  const env = { HOME: home, SHELL: shell, PATH: `${bin}:${process.env.PATH}` };
  return startPty(shell, ['-i'], { env, cwd: home, columns: 100 });
}

describe.each(['bash', 'zsh', 'fish'])('%s', name => {
  test.skipIf(!isInstalled(name))(
    'plain bp acts as the right account, 4 of 4',
    async () => {
      const pty = world(`/usr/bin/${name}`);
      for (const place of names.slice(0, 3)) {
        pty.send(`cd ~/${place}; bp deploy\r`);
        await pty.waitFor(`ran as ws_${place}.`, 60_000);
      }
      pty.send('cd ~/four; bp deploy\r');
      await pty.waitFor(/four is protected|[Tt]ype/, 60_000);
      pty.send('four\r');
      await pty.waitFor('ran as ws_four.', 60_000);
      if (name === 'zsh') {
        pty.send('echo "completes by $_comps[bp-auth]."\r');
        await pty.waitFor('completes by _bp_auth.');
      }
    },
    120_000,
  );
});
