// Commands inside `exec --read-only`: none uses a stored token, which would bypass the relay.
import { expect, test } from 'vitest';
import { runIn } from '../support/run.ts';
import { worldWithDev } from '../tokens/world.ts';

test.each([
  ['the raw token of a profile by its name', ['profiles', 'get', 'dev', '--show-token'], 5],
  ['what happened in its workspace', ['profiles', 'activity', 'dev'], 5],
  ['tokens create by its account', ['tokens', 'create', '--save', 'dev'], 5],
  ['looking at a profile', ['profiles', 'get', 'dev'], 0],
])('%s', async (_, argv, code) => {
  const { ctx } = await worldWithDev();
  const env = { ...ctx.env, BP_AUTH_READ_ONLY: '1', BP_AUTH_PROFILE: 'dev' };
  const ran = await runIn({ ...ctx, env }, ...argv);
  expect(ran, ran.stderr).toMatchObject({ code });
  expect(await runIn(ctx, 'profiles', 'active')).toMatchObject({ code: 0 });
});
