// The parsing of command lines in the built program, which bundles a smaller meow.
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';

describe('the built program', () => {
  const rows: ReadonlyArray<readonly [argv: readonly string[], code: number, says: RegExp]> = [
    [
      ['login', '--token="a"', '--workspace-id=ws_1', '--api-url', 'ftp://x'],
      2,
      /must start with https/,
    ],
    [['profiles', 'list', '--json=true'], 2, /--json takes no value/],
    [['profiles', 'use', '--json', 'true'], 2, /"profile-unknown"/],
    [['whoami'], 2, /Did you mean `bp-auth profiles active`/],
    [['exec', '-y', '--', 'true'], 4, /./],
  ];
  test.each(rows)('%j', async (argv, code, says) => {
    const ran = await runCli(temporaryDirectory(), [...argv]);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toMatch(says);
  });
});
