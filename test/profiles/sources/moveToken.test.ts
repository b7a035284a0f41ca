// Moving a token: from file to keychain, command and environment, and back.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readState } from '../../../source/profiles/store.ts';
import { runIn } from '../../support/run.ts';
import { sampleTokens } from '../../support/sandbox.ts';
import {
  failing,
  forgetful,
  hangingKeychain,
  locked,
  watchedKeychain,
} from '../../tokens/fakeKeychain.ts';
import {
  directoryWith,
  filesWith,
  loginArgs,
  profileIn,
  token,
  type World,
  worldWithDev,
} from '../../tokens/world.ts';

const move = (world: World, ...args: string[]) =>
  runIn(world.ctx, 'profiles', 'move-token', 'dev', ...args);

const places = [
  ['keychain', []],
  ['command', ['--', 'secret-tool']],
  ['env', ['--token-env', 'DEV_TOKEN']],
] as const;

const env = { PATH: process.env.PATH ?? '', CI: 'true', DEV_TOKEN: token };

describe('moving a token out of the file', () => {
  test.each(places)(
    'to %s leaves it in no file, copies and bp’s files included',
    async (to, extra) => {
      const secretTool = directoryWith('secret-tool', `echo ${token}`);
      const world = await worldWithDev({ env: { ...env, PATH: `${secretTool}:${env.PATH}` } });
      const { ctx } = world;
      expect(filesWith(ctx, token)).toEqual([
        '.botpress/config.json',
        '.botpress/config.json.good',
        '.botpress/global.cache.json',
        '.botpress/profiles.json',
      ]);
      const moved = await move(world, '--to', to, ...extra);
      expect(moved.code, moved.stderr).toBe(0);
      expect(filesWith(ctx, token)).toEqual([]);
      expect(profileIn(ctx, 'dev')).toMatchObject({ tokenSource: { kind: to } });
      expect(profileIn(ctx, 'dev').token).toBeUndefined();
      expect((await runIn(ctx, 'profiles', 'active')).code).toBe(0);
      expect((await runIn(ctx, 'token')).stdout).toBe(`${token}\n`);
    },
  );

  test('says what bp can no longer see, and how it is served', async () => {
    const world = await worldWithDev();
    const { stdout, stderr } = await move(world, '--to', 'keychain');
    expect(stdout).toBe('The token of dev is in the keychain now\n');
    expect(stderr).toBe(
      'bp no longer sees dev, the active profile, and is logged out. To run bp with this profile: bp-auth exec --profile dev -- bp …\n',
    );
    const { config, bp } = readState(world.ctx);
    expect(bp.cache.triple).toBeNull();
    expect(bp.profiles.entries).toEqual({});
    expect(config.activeProfile).toBe('dev');
  });

  test('names the profiles that still have the same token in the file', async () => {
    const world = await worldWithDev();
    await runIn(world.ctx, ...loginArgs(world.sandbox, 'ws_prod'), '--token', token);
    const { stderr } = await move(world, '--to', 'keychain');
    expect(stderr).toContain('config.json still holds the same token for: prod\n');
  });

  test('and back into it makes bp see the profile again', async () => {
    const keychain = watchedKeychain();
    const world = await worldWithDev({ keychain });
    await move(world, '--to', 'keychain');
    expect([...keychain.entries.values()]).toEqual([token]);
    const before = profileIn(world.ctx, 'dev');
    const back = await move(world, '--to', 'file');
    expect(back).toMatchObject({ code: 0, stdout: 'The token of dev is in config.json now\n' });
    expect(keychain.entries.size).toBe(0);
    const after = profileIn(world.ctx, 'dev');
    expect(after).toMatchObject({ token, id: before.id, verifiedAt: before.verifiedAt });
    expect(after).not.toHaveProperty('tokenSource');
    expect(after).not.toHaveProperty('tokenFingerprint');
    expect(readState(world.ctx).bp.cache.triple).toMatchObject({ token });
  });

  test('prints the profile with --json', async () => {
    const world = await worldWithDev();
    const { stdout } = await move(world, '--to', 'keychain', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'dev',
      tokenSource: { kind: 'keychain' },
      tokenFingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
  });
});

describe('a new place that does not work', () => {
  test.each([
    ['fails', failing, 'unlock prompt was dismissed'],
    ['is locked', locked, 'unlock prompt was dismissed'],
    ['forgets', forgetful, 'does not give back what it was given'],
  ])('a keychain that %s: the token stays where it is', async (_, keychain, why) => {
    const world = await worldWithDev({ keychain });
    const before = profileIn(world.ctx, 'dev');
    const { code, stderr } = await move(world, '--to', 'keychain');
    expect(code).toBe(8);
    expect(stderr).toContain(`The keychain cannot be used (`);
    expect(stderr).toContain(why);
    expect(profileIn(world.ctx, 'dev')).toEqual(before);
  });

  test('a keychain that hangs is given 3 s', async () => {
    const keychain = hangingKeychain();
    const world = await worldWithDev({ keychain });
    const moving = move(world, '--to', 'keychain');
    await keychain.asked;
    world.ctx.clock.advance(3000);
    const { code, stderr } = await moving;
    expect(stderr).toContain('no answer within 3 s');
    expect(code).toBe(8);
  });

  test.each([
    ['a command that gives another token', ['command', '--', 'echo', sampleTokens.viewer]],
    ['a command that fails', ['command', '--', 'false']],
    ['a command that gives nothing', ['command', '--', 'true']],
    ['a command that is not there', ['command', '--', 'no-such-program']],
    ['a variable with another token', ['env', '--token-env', 'OTHER']],
    ['a variable that is not set', ['env', '--token-env', 'UNSET']],
  ])('%s: the token stays where it is', async (_, args) => {
    const world = await worldWithDev({ env: { ...env, OTHER: sampleTokens.viewer } });
    const before = profileIn(world.ctx, 'dev');
    const { code, stdout, stderr } = await move(world, '--to', ...args);
    expect(code, stderr).toBe(8);
    expect(stdout + stderr).not.toMatch(/bp_pat_\w/);
    expect(profileIn(world.ctx, 'dev')).toEqual(before);
  });

  test('an old place that cannot be emptied is named, and the exit code tells', async () => {
    const keychain = watchedKeychain();
    const world = await worldWithDev({ keychain });
    await move(world, '--to', 'keychain');
    keychain.remove = failing.remove;
    const { code, stdout, stderr } = await move(world, '--to', 'file');
    expect(code).toBe(3);
    expect(stdout).toBe('The token of dev is in config.json now\n');
    expect(stderr).toContain('A token stays in the keychain: remove its entry there (bp-auth, id-');
  });

  test('a config that cannot be written leaves nothing in the keychain', async () => {
    const keychain = watchedKeychain();
    const world = await worldWithDev({ keychain });
    const path = join(world.ctx.botpressHome, 'config.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"version": 1', '"version": 2'));
    const broken = await move(world, '--to', 'keychain');
    expect(broken.code, broken.stderr).toBe(8);
    expect(keychain.entries.size).toBe(0);
  });
});

describe('asking for a move', () => {
  test.each([
    ['no place', []],
    ['an unknown place', ['--to', 'cloud']],
    ['a command without a program', ['--to', 'command']],
    ['an empty program', ['--to', 'command', '--', '']],
    ['a variable without a name', ['--to', 'env']],
    ['a variable with an impossible name', ['--to', 'env', '--token-env', 'A=B']],
    ['a program for the keychain', ['--to', 'keychain', '--', 'pass']],
    ['a variable for the file', ['--to', 'file', '--token-env', 'X']],
  ])('with %s is a usage error that changes nothing', async (_, args) => {
    const world = await worldWithDev();
    const before = profileIn(world.ctx, 'dev');
    expect((await move(world, ...args)).code).toBe(2);
    expect(profileIn(world.ctx, 'dev')).toEqual(before);
  });

  test('for a profile that is not there is a usage error', async () => {
    const { ctx } = await worldWithDev();
    const { code } = await runIn(ctx, 'profiles', 'move-token', 'nobody', '--to', 'file');
    expect(code).toBe(2);
  });

  test('for a protected profile wants its name', async () => {
    const world = await worldWithDev();
    await runIn(world.ctx, 'profiles', 'protect', 'dev');
    expect((await move(world, '--to', 'keychain')).code).toBe(2);
    expect((await move(world, '--to', 'keychain', '-y')).code).toBe(2);
    expect((await move(world, '--to', 'keychain', '--confirm', 'dev')).code).toBe(0);
  });
});
