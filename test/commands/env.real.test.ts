// `env` on the built program: evaluated again and again in real shells, and in its other formats.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { cleanEnv, runCli } from '../support/cli.ts';
import {
  bpAuthLine,
  evil,
  expectWhole,
  foreignUnit,
  homeOfKinds,
  inBothFamilies,
  type Kind,
  nowhere,
  printerLine,
  stale,
  textOf,
} from '../support/handover.ts';
import { isInstalled, runShell } from '../support/shell.ts';

/** An order in which each kind follows every kind, itself included: 17 steps for four kinds. */
function sequence(): Kind[] {
  const four: Kind[] = ['pat', 'noWorkspace', 'bot', 'integration'];
  const left = new Set(four.flatMap(from => four.map(to => `${from} ${to}`)));
  const walk = (at: Kind): Kind[] => {
    const path: Kind[] = [];
    for (const to of four) {
      if (left.delete(`${at} ${to}`)) path.unshift(...walk(to));
    }
    return [...path, at];
  };
  return walk('pat').reverse();
}

describe('evaluated again and again in one shell', () => {
  const shells = [
    ['bash', (kind: Kind) => `eval "$(${bpAuthLine} env --profile ${kind})"`],
    ['zsh', (kind: Kind) => `eval "$(${bpAuthLine} env --shell zsh --profile ${kind})"`],
    ['fish', (kind: Kind) => `${bpAuthLine} env --shell fish --profile ${kind} | source`],
  ] as const;
  const outer: Record<string, string> = {
    ...{ BP_PROFILE: 'other', BOTPRESS_API_URL: evil, BOTPRESS_PAT: stale, MY_TOKEN: stale },
    ...{ BP_CONFIRM: 'true' },
  };
  for (const [shell, evaluate] of shells) {
    test.skipIf(!isInstalled(shell))(`${shell}: each time one whole unit`, async () => {
      const { home } = homeOfKinds(nowhere);
      writeFileSync(join(home, '.env'), textOf({ ...inBothFamilies(foreignUnit) }));
      const steps = sequence();
      expect(steps).toHaveLength(17);
      const strict = shell === 'fish' ? [] : ['set -eu'];
      const lines = [...strict, ...steps.flatMap(kind => [evaluate(kind), printerLine])];
      // In a shell that was given credentials, `exec` passes them on, with the name of their profile.
      lines.push(`${bpAuthLine} exec -- ${printerLine}`);
      const env = cleanEnv({ HOME: home, ...outer });
      const { stdout, stderr } = await runShell(lines.join('\n'), { shell, cwd: home, env });
      const seen = stdout.trim().split('\n');
      expect({ stderr, seen: seen.length }).toEqual({
        stderr: [
          'BOTPRESS_API_URL in the environment is not used: BOTPRESS_TOKEN is missing\n',
          'MY_TOKEN holds another Botpress token, so it is unset here\n',
        ].join(''),
        seen: steps.length + 1,
      });
      [...steps, steps.at(-1) as Kind].forEach((kind, at) => {
        const got = JSON.parse(seen[at] ?? '{}');
        expectWhole(got, kind);
        expect(got.BP_CONFIRM).toBe('true');
      });
    });
  }

  test('a bot of the user’s own stays beside a PAT; that of a key does not', async () => {
    const { home } = homeOfKinds(nowhere);
    const [, bash] = shells[0];
    const show = 'echo "$BP_BOT_ID,${BOTPRESS_BOT_ID-none}"';
    const script = [
      ...['export BP_BOT_ID=bot_user', bash('pat'), show, bash('bot'), show],
      ...[bash('pat'), 'echo "${BP_BOT_ID-none},${BOTPRESS_BOT_ID-none}"'],
      ...['export BP_BOT_ID=bot_user', bash('pat'), show],
    ].join('\n');
    const { stdout } = await runShell(script, {
      shell: 'bash',
      cwd: home,
      env: cleanEnv({ HOME: home }),
    });
    expect(stdout).toBe('bot_user,none\nbot_acme,bot_acme\nnone,none\nbot_user,none\n');
  });

  test('only names of ours are ever unset, and no name breaks out', async () => {
    const { home } = homeOfKinds(nowhere);
    writeFileSync(join(home, '.env'), textOf({ IFS: stale, 'a.b': stale, GH_TOKEN: stale }));
    const env = {
      ...{ BP_AUTH_SET: 'PATH HOME IFS BP_CONFIRM BP_BOT_ID $(id) BP_TOKEN' },
      ...{ BP_CONFIRM: 'true', BP_BOT_ID: 'bot_x', 'x;echo broken;': stale },
    };
    const { stdout, stderr } = await runCli(home, ['env', '--profile', 'pat'], { env });
    expect(stdout.split('\n').filter(line => line.startsWith('unset'))).toEqual([
      'unset BP_BOT_ID',
    ]);
    expect(stdout).not.toMatch(/IFS|a\.b|broken|\bPATH\b/);
    expect(stdout).toContain("export GH_TOKEN=''\n");
    expect(stderr).toBe(
      'GH_TOKEN is set empty, so that ./.env does not put a Botpress token into it\n',
    );
  });

  test('PowerShell and cmd are told what they may lose', async () => {
    const { home } = homeOfKinds(nowhere);
    const options = { env: { BOTPRESS_PAT: stale } };
    const argv = ['env', '--profile', 'bot', '--shell'];
    const powershell = await runCli(home, [...argv, 'powershell'], options);
    const lines = powershell.stdout.split('\n');
    expect(lines).toContain("$env:BP_PROFILE = ''");
    expect(lines).toContain('Remove-Item Env:BOTPRESS_PAT -ErrorAction Ignore');
    expect(powershell.stderr).toMatch(
      /^PowerShell before 7\.5 cannot set a variable empty \(BP_WORKSPACE_ID, .*a \.env may still give it a value.*bp-auth exec --profile bot -- CMD\n$/,
    );
    const cmd = await runCli(home, [...argv, 'cmd'], options);
    const set = cmd.stdout.split('\n');
    expect(set).toContain('set "BP_PROFILE="');
    expect(set).toContain('set "BOTPRESS_PAT="');
    expect(set).toContainEqual(expect.stringMatching(/^set "BP_BOT_ID=.+"$/));
    expect(cmd.stderr).toMatch(
      /^cmd cannot set a variable empty \(BP_WORKSPACE_ID, .*a \.env may still give it a value.*bp-auth exec --profile bot -- CMD\n$/,
    );
  });

  test.each(['dotenv', 'json'])('as %s: what is set, and what is set empty', async format => {
    const { home } = homeOfKinds(nowhere);
    const env = { BOTPRESS_PAT: stale, BP_AUTH_SET: 'BOTPRESS_PAT' };
    const { stdout } = await runCli(home, ['env', '--profile', 'bot', '--format', format], { env });
    const got = format === 'json' ? JSON.parse(stdout) : parseEnv(stdout);
    expect(Object.keys(got)).not.toContain('BOTPRESS_PAT');
    expect(Object.keys(got)).not.toContain('BP_AUTH_SET');
    expectWhole(got, 'bot');
  });
});
