// Tokens that bp-auth removes or revokes while the ADK still holds them: a note says so, and --adk
// removes them from the ADK's file too.
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adkContent, adkText, adkTokenOf, writeAdk } from '../support/adk.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { tokenWorld } from '../support/tokenWorld.ts';

async function world() {
  const made = await tokenWorld();
  await made.login('ws_dev');
  const apiUrl = made.sandbox.url;
  const path = writeAdk(made.ctx.userHome, {
    profiles: {
      default: { token: sampleTokens.owner, apiUrl },
      other: { token: sampleTokens.viewer, apiUrl },
    },
    profileMetadata: { default: { lastUsed: 'then' }, other: { lastUsed: 'now' } },
    currentProfile: 'default',
  });
  return { ...made, path };
}

describe.each([
  ['logout', ['logout']],
  ['remove', ['profiles', 'remove', 'dev']],
  ['logout --all', ['logout', '--all', '-y']],
])('%s', (_, argv) => {
  test('says that the ADK still holds the token', async () => {
    const { ctx, run, path } = await world();
    const before = adkText(ctx.userHome);
    const { code, stderr } = await run(...argv);
    expect(code).toBe(0);
    expect(stderr).toContain(`The ADK still holds this token, as default (${path})`);
    expect(adkText(ctx.userHome)).toBe(before);
  });

  test('takes it out there with --adk, and nothing else', async () => {
    const { ctx, run } = await world();
    expect(await run(...argv, '--adk')).toMatchObject({ code: 0 });
    expect(adkContent(ctx.userHome)).toMatchObject({
      profileMetadata: { other: { lastUsed: 'now' } },
      currentProfile: 'default',
    });
    expect(adkText(ctx.userHome)).not.toContain(sampleTokens.owner);
    expect(adkTokenOf(ctx.userHome, 'other')).toBe(sampleTokens.viewer);
  });

  test('changes nothing with --adk where the file is broken', async () => {
    const { run, config, path } = await world();
    writeFileSync(path, '{');
    expect(await run(...argv, '--adk')).toMatchObject({ code: 8 });
    expect(Object.keys(config().profiles)).toEqual(['dev']);
  });
});

test('tokens revoke says so, and takes the token out with --adk', async () => {
  const { ctx, run, config } = await world();
  await run('tokens', 'rotate', '--old-id', 'pat_owner_sample');
  const { tokenId = '', token } = config().profiles.dev ?? {};
  expect(adkTokenOf(ctx.userHome, 'default')).toBe(token);
  const { code, stderr } = await run('tokens', 'revoke', tokenId, '--in-use', '-y', '--adk');
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Removed from the ADK, too: default'),
  });
  expect(adkText(ctx.userHome)).not.toContain(token);
});
