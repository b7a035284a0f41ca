// Names in prompts: shells expand special characters there, and bp allows any name.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shellStart } from '../../source/commands/shellStart.ts';
import { nameForPrompt } from '../../source/profiles/name.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { isInstalled } from '../support/shell.ts';

const odd: Record<string, string> = {
  '%F{red}prod': '?F?red?prod',
  '$(touch pwned)': '??touch pwned?',
  '`touch pwned`': '?touch pwned?',
  '\\u@\\h \\!': '?u@?h ??',
  '*': '?',
  'd;touch pwned': 'd?touch pwned',
  // Names that bp-auth allows stay as they are.
  'acme-staging.2+x@y_z': 'acme-staging.2+x@y_z',
  'größe-世界': 'größe-世界',
  '🚀': '🚀',
};

test.each(Object.entries(odd))('%s in `profiles active --short`', async (name, shown) => {
  const ctx = fakeContext();
  const profile = { apiUrl: 'https://api.botpress.cloud', workspaceId: 'ws_1', token: 'bp_pat_x' };
  mkdirSync(ctx.botpressHome, { mode: 0o700 });
  const config = { version: 1, activeProfile: name, profiles: { [name]: profile } };
  writeFileSync(join(ctx.botpressHome, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  const { stdout } = await runIn(ctx, 'profiles', 'active', '--short');
  expect(stdout.replace(/!?\n$/, '')).toBe(shown.replace(/!$/, ''));
  expect(nameForPrompt(name)).toBe(shown);
});

test.skipIf(!isInstalled('bash'))('the prompt of a shell runs nothing that a name says', () => {
  const home = temporaryDirectory();
  for (const name of Object.keys(odd)) {
    const { files, env } = shellStart(
      '/bin/bash',
      { HOME: home, PATH: process.env.PATH },
      [],
      home,
      name,
    );
    const script = `${files.bashrc}\nprintf %s "\${PS1@P}"`;
    const shown = execFileSync('bash', ['-c', script], { cwd: home, env, encoding: 'utf8' });
    expect(shown).toContain(`(${odd[name]})`);
  }
  expect(existsSync(join(home, 'pwned'))).toBe(false);
});

test.skipIf(!isInstalled('zsh'))('nor does that of zsh', () => {
  const home = temporaryDirectory();
  for (const name of Object.keys(odd)) {
    const { files, env } = shellStart(
      '/bin/zsh',
      { HOME: home, PATH: process.env.PATH },
      [],
      home,
      name,
    );
    const script = `setopt prompt_subst\n${files['.zshrc']}\nprint -rP -- "$PROMPT"`;
    const all = { ...env, ZDOTDIR: home };
    const shown = execFileSync('zsh', ['-fc', script], { cwd: home, env: all, encoding: 'utf8' });
    expect(shown).toContain(`(${odd[name]})`);
  }
  expect(existsSync(join(home, 'pwned'))).toBe(false);
});
