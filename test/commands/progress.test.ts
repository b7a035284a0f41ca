import { describe, expect, test } from 'vitest';
import { withProgress } from '../../source/commands/progress.ts';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';

const clear = '\r\u001b[K';

describe('what takes long is said', () => {
  const world = (isTTY: boolean) => {
    const ctx = fakeContext({ isTTY });
    const pass = (ms: number) => {
      ctx.clock.advance(ms);
      return new Promise<void>(setImmediate);
    };
    return { ctx, pass };
  };

  test('after half a second, with what it is at, and gone at the end', async () => {
    const { ctx, pass } = world(true);
    const done = await withProgress(ctx, 'Asking the API', async ({ show }) => {
      await pass(499);
      expect(ctx.stderr.text()).toBe('');
      await pass(1);
      expect(ctx.stderr.text()).toBe('\rAsking the API …\u001b[K');
      await pass(99);
      show('too soon after that');
      await pass(1);
      show('3 of 4', 0.75);
      return 'done';
    });
    expect(done).toBe('done');
    expect(ctx.stderr.text()).toBe(
      `\rAsking the API …\u001b[K\r[###############.....] 75 %  3 of 4\u001b[K${clear}`,
    );
  });

  test.each([
    ['what is done soon', true, 400],
    ['where nobody looks', false, 5000],
  ])('but not %s', async (_, isTTY, ms) => {
    const { ctx, pass } = world(isTTY);
    await withProgress(ctx, 'Asking the API', () => pass(ms));
    await pass(5000);
    expect(ctx.stderr.text()).toBe('');
  });

  test('is gone before an error is said, and holds nothing a terminal would act on', async () => {
    const { ctx, pass } = world(true);
    const work = withProgress(ctx, 'a\u001b[2Jb', async () => {
      await pass(600);
      throw new Error('broken');
    });
    await expect(work).rejects.toThrow('broken');
    expect(ctx.stderr.text()).not.toContain('\u001b[2J');
    expect(ctx.stderr.text().endsWith(clear)).toBe(true);
  });
});

describe('in the demo', () => {
  test('tokens are known by their ids: rotating ends well', async () => {
    const ctx = fakeContext();
    const rotate = [
      'tokens',
      'rotate',
      '--demo',
      '--profile',
      'dev',
      '--confirm',
      'prod',
      '--json',
    ];
    const { code, stdout } = await runIn(ctx, ...rotate);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ revoked: 'pat_owner_sample' });
  });
});

test('doctor refuses an action that it does not know before it repairs anything', async () => {
  const ctx = fakeContext();
  const { code, stderr } = await runIn(ctx, 'doctor', '--repair', '-y', '--for', 'bogus');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Error: .*\n.*deploy/);
});
