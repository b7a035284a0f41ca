// `logout --all` and protected profiles: -y never stands for --confirm.
import { expect, test } from 'vitest';
import { runIn } from '../support/run.ts';
import { loginArgs, token, worldWithDev } from '../tokens/world.ts';

async function withProtected(...names: string[]) {
  const { ctx, sandbox } = await worldWithDev();
  for (const name of names) {
    await runIn(ctx, ...loginArgs(sandbox, 'ws_prod'), '--token', token, '--profile', name);
    await runIn(ctx, 'profiles', 'protect', name);
  }
  return (...argv: string[]) => runIn(ctx, ...argv);
}

test('one: 2 with -y alone, and nothing goes; its name lets it go', async () => {
  const run = await withProtected('prod');
  const refused = await run('logout', '--all', '-y');
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--confirm prod') });
  expect((await run('profiles', 'list')).stdout).toMatch(/dev[\s\S]*prod/);
  expect(await run('logout', '--all', '-y', '--confirm', 'prod')).toMatchObject({ code: 0 });
});

test.each([
  ['logout --all', ['logout', '--all', '-y']],
  ['profiles remove', ['profiles', 'remove', 'prod', 'live']],
])('several: each has to be named (%s)', async (_, argv) => {
  const run = await withProtected('prod', 'live');
  const refused = await run(...argv, '--confirm', 'prod');
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--confirm prod,live'),
  });
  expect(await run(...argv, '--confirm', 'prod,live')).toMatchObject({ code: 0 });
});
