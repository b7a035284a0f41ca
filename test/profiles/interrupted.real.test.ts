// The quick half of the kill tests: processes killed before each renaming of a file.
// test/slow/interrupted.test.ts kills them before every call that changes the file system.
import { describe, expect, test } from 'vitest';
import { fakeContext } from '../support/context.ts';
import { killEverywhere } from '../support/interrupted.ts';
import { storeChildren } from '../support/storeChildren.ts';

const children = await storeChildren();

async function homeWith(...names: string[]): Promise<string> {
  const { botpressHome } = fakeContext();
  for (const name of names) await children.run(botpressHome, ['login', name]);
  return botpressHome;
}

describe('killed between any two files, the next run ends in the old state or the new one', () => {
  test.each<readonly [action: string[], before: string[], gone: string | null]>([
    [['login', 'new'], ['dev', 'prod'], null],
    [['switch', 'dev'], ['dev', 'prod'], null],
    [['logout', 'prod'], ['dev', 'prod'], 'bp_pat_of_prod'],
  ])('%j after %j', async (action, before, gone) => {
    const home = await homeWith(...before);
    const calls = ['renameSync'];
    const tally = await killEverywhere(children, home, {
      action,
      calls,
      ...(gone ? { gone } : {}),
    });
    // At least seven renamings: one for each of three files that conf prepares, then four or five
    // that replace files. From the first replacement on, the state is the new one.
    expect(tally.kills).toBeGreaterThanOrEqual(7);
    expect(tally.new).toBeGreaterThanOrEqual(3);
    expect(tally.old + tally.new).toBe(tally.kills);
  });
});
