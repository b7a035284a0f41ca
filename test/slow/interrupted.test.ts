// SIGKILL before every single call through which a login, a logout or a switch changes the file system.
import { describe, expect, test } from 'vitest';
import { fakeContext } from '../support/context.ts';
import { killEverywhere } from '../support/interrupted.ts';
import { storeChildren } from '../support/storeChildren.ts';

const children = await storeChildren();

describe('killed at any point, the next run ends in the old state or the new one', () => {
  test.each<readonly [action: string[], before: string[], gone: string | null]>([
    [['login', 'first'], [], null],
    [['login', 'new'], ['dev', 'prod'], null],
    [['switch', 'dev'], ['dev', 'prod'], null],
    [['logout', 'prod'], ['dev', 'prod'], 'bp_pat_of_prod'],
    [['logout', 'dev'], ['dev', 'prod'], 'bp_pat_of_dev'],
    [['logout-all'], ['dev', 'prod'], 'bp_pat_'],
  ])('%j after %j', async (action, before, gone) => {
    const { botpressHome: home } = fakeContext();
    for (const name of before) await children.run(home, ['login', name]);
    const tally = await killEverywhere(children, home, { action, ...(gone ? { gone } : {}) });
    expect(tally.kills).toBeGreaterThan(30);
    expect(tally.new).toBeGreaterThan(5);
  });
});
