import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Config, type StoredProfile, withProfile } from '../../source/profiles/config.ts';
import { parseConfig } from '../../source/profiles/configFile.ts';
import { chainOf, heirOf } from '../../source/profiles/lockFiles.ts';
import { activated, renameProfile, switchProfile } from '../../source/profiles/manage.ts';
import { thisProcess } from '../../source/profiles/process.ts';
import { removeAll, removeProfile } from '../../source/profiles/remove.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { keepUiSettings, uiSettings } from '../../source/profiles/uiSettings.ts';
import { finishInterrupted, hasRemains, isUnfinished } from '../../source/profiles/unfinished.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { filesBelow, filesWith } from '../support/files.ts';
import { parallelWrites } from '../support/measure/parallel.ts';
import { storeChildren } from '../support/storeChildren.ts';

const children = await storeChildren();

const cloud = 'https://api.botpress.cloud';
const tokenOf = (name: string) => `bp_pat_of_${name}_0123456789abcdef`;
const profile = (name: string, changes: Partial<StoredProfile> = {}): StoredProfile => ({
  apiUrl: cloud,
  workspaceId: `ws_${name}`,
  token: tokenOf(name),
  tokenOrigin: cloud,
  kind: 'pat',
  id: `id-${name}`,
  ...changes,
});

const modeOf = (path: string) => statSync(path).mode & 0o777;

/** A world with these files in its home. Values are written as JSON, texts as they are. */
function homeWith(files: Record<string, unknown> = {}): FakeContext {
  const ctx = fakeContext();
  mkdirSync(ctx.botpressHome, { mode: 0o700 });
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(ctx.botpressHome, name), text, { mode: 0o600 });
  }
  return ctx;
}

const at = (ctx: FakeContext, name: string) => join(ctx.botpressHome, name);
const json = (ctx: FakeContext, name: string) => JSON.parse(readFileSync(at(ctx, name), 'utf8'));
const login = (ctx: FakeContext, name: string, changes: Partial<StoredProfile> = {}) =>
  changeState(ctx, 'login', config =>
    activated(withProfile(config, name, profile(name, changes)), name, ctx.now()),
  );
/** As if another process had taken over the lock and then died. */
function succeed(ctx: FakeContext): void {
  const path = at(ctx, 'config.json');
  const id = chainOf(path).at(-1)?.id ?? '';
  const heir = { ...thisProcess('bp-auth login'), pid: 2 ** 22 + 1, nonce: randomUUID() };
  writeFileSync(heirOf(path, id), JSON.stringify(heir), { mode: 0o600 });
}

const touch = (ctx: FakeContext) => changeState(ctx, 'touch', config => config);

describe('a change', () => {
  test('is in config.json, in its good copy and in bp’s files, all closed to others', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    await login(ctx, 'prod');
    expect(readdirSync(ctx.botpressHome).sort()).toEqual([
      'config.json',
      'config.json.good',
      'global.cache.json',
      'profiles.json',
    ]);
    const triple = (name: string) => ({
      apiUrl: cloud,
      workspaceId: `ws_${name}`,
      token: tokenOf(name),
    });
    expect(json(ctx, 'config.json')).toMatchObject({
      version: 1,
      activeProfile: 'prod',
      previousProfile: 'dev',
      profiles: { dev: profile('dev'), prod: profile('prod') },
    });
    expect(json(ctx, 'config.json')).not.toHaveProperty('publishing');
    expect(json(ctx, 'config.json.good')).toEqual(json(ctx, 'config.json'));
    expect(json(ctx, 'profiles.json')).toEqual({ dev: triple('dev'), prod: triple('prod') });
    expect(json(ctx, 'global.cache.json')).toEqual({ ...triple('prod'), activeProfile: 'prod' });
    expect(modeOf(ctx.botpressHome)).toBe(0o700);
    for (const name of readdirSync(ctx.botpressHome)) expect(modeOf(at(ctx, name))).toBe(0o600);
    expect(readState(ctx).notices).toEqual([]);
  });

  test('that throws changes nothing and leaves nothing', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const before = filesBelow(ctx.botpressHome);
    const refuse = () => {
      throw new Error('no');
    };
    await expect(changeState(ctx, 'login', refuse)).rejects.toThrow('no');
    expect(filesBelow(ctx.botpressHome)).toEqual(before);
  });

  test('gets what others have written since', async () => {
    const ctx = fakeContext();
    await Promise.all(
      ['a', 'b', 'c', 'd'].map(name => children.run(ctx.botpressHome, ['login', name])),
    );
    const { config } = await touch(ctx);
    expect(Object.keys(config.profiles).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is never lost to others that write at the same time (20 × 50: test/slow)', async () => {
    expect(await parallelWrites(children, 4, 4)).toMatchObject({
      expected: 16,
      lost: 0,
      corrupt: 0,
      failed: [],
      leftOver: [],
    });
  });

  test('returns what it wrote, whatever others do afterwards', async () => {
    const ctx = fakeContext();
    const [one, two] = await Promise.all([
      login(ctx, 'dev'),
      children.run(ctx.botpressHome, ['logout-all']),
    ]);
    expect(one.config.profiles.dev).toMatchObject(profile('dev'));
    expect(two.code).toBe(0);
  });
});

describe('what we do not understand', () => {
  test('survives a change: keys in every place, and names that objects have of their own', async () => {
    const text = `{
      "version": 1, "theme": {"a": [1, null, {"__proto__": 2}]}, "__proto__": {"b": 1}, "constructor": 3,
      "profiles": {
        "__proto__": {"apiUrl": "${cloud}", "colour": "red", "__proto__": {"c": 1}},
        "constructor": {"apiUrl": "${cloud}", "tokenSource": {"kind": "keychain", "extra": 1}},
        "odd": {"apiUrl": 5}, "odder": [1]
      },
      "directories": {"/a": "constructor"}, "setAside": {"x": 1}
    }`;
    const ctx = homeWith({ 'config.json': text });
    await login(ctx, 'dev');
    const before = JSON.parse(text);
    const after = JSON.parse(readFileSync(at(ctx, 'config.json'), 'utf8'));
    const own = (value: unknown) => JSON.stringify(value);
    expect(own(after.theme)).toBe(own(before.theme));
    expect(own(Object.getOwnPropertyDescriptor(after, '__proto__')?.value)).toBe('{"b":1}');
    expect(after).toMatchObject({
      constructor: 3,
      directories: before.directories,
      setAside: before.setAside,
    });
    expect(Object.keys(after.profiles).sort()).toEqual(
      ['__proto__', 'constructor', 'dev', 'odd', 'odder'].sort(),
    );
    const proto = Object.getOwnPropertyDescriptor(after.profiles, '__proto__')?.value;
    expect(own(proto)).toBe(
      `{"apiUrl":"${cloud}","colour":"red","__proto__":{"c":1},"tokenOrigin":"${cloud}","kind":"unknown"}`,
    );
    expect(after.profiles.constructor.tokenSource).toEqual({ kind: 'keychain', extra: 1 });
    expect({ odd: after.profiles.odd, odder: after.profiles.odder }).toEqual({
      odd: { apiUrl: 5 },
      odder: [1],
    });
  });

  test('is set aside when a profile takes its name', async () => {
    const ctx = homeWith({ 'config.json': { profiles: { dev: { apiUrl: 5, note: 'mine' } } } });
    await login(ctx, 'dev');
    expect(json(ctx, 'config.json')).toMatchObject({
      profiles: { dev: profile('dev') },
      setAside: { dev: { apiUrl: 5, note: 'mine' } },
    });
    expect(readState(ctx).broken).toEqual({});
  });

  test('in bp’s file is set aside once, and nothing is lost by a name used twice', async () => {
    const ctx = homeWith({
      'profiles.json': { odd: { token: 1 }, ok: { apiUrl: cloud, workspaceId: 'w', token: 't' } },
    });
    await touch(ctx);
    expect(Object.keys(json(ctx, 'profiles.json'))).toEqual(['ok']);
    writeFileSync(at(ctx, 'profiles.json'), JSON.stringify({ odd: { token: 1 } }));
    await touch(ctx);
    writeFileSync(at(ctx, 'profiles.json'), JSON.stringify({ odd: { token: 2 } }));
    const { config } = await touch(ctx);
    expect(config.setAside).toEqual({ odd: { token: 1 }, 'odd-2': { token: 2 } });
  });

  test.each([
    ['', undefined],
    [' \n', undefined],
    ['{"dev": {"tok', { 'profiles.json': '{"dev": {"tok' }],
    ['[1]', { 'profiles.json': '[1]' }],
  ])(
    'as the whole of profiles.json (%j) is %j aside, and the file is mended',
    async (text, aside) => {
      const ctx = homeWith({ 'profiles.json': text, 'global.cache.json': '' });
      const { config } = await login(ctx, 'dev');
      expect(config.setAside).toEqual(aside);
      expect(Object.keys(json(ctx, 'profiles.json'))).toEqual(['dev']);
      expect(json(ctx, 'global.cache.json')).toMatchObject({ activeProfile: 'dev' });
    },
  );

  test('because it is too deep to be written is left as it is', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `{"version": 1, "profiles": {}, "deep": ${deep}}`;
    const ctx = homeWith({ 'config.json': text });
    await expect(login(ctx, 'dev')).rejects.toMatchObject({ kind: 'local' });
    expect(readFileSync(at(ctx, 'config.json'), 'utf8')).toBe(text);
    expect(readdirSync(ctx.botpressHome)).toEqual(['config.json']);
  });

  test('because a newer version wrote it is read, and never written', async () => {
    const text = JSON.stringify({
      version: 2,
      activeProfile: 'dev',
      profiles: { dev: profile('dev') },
      new: 1,
    });
    const ctx = homeWith({ 'config.json': text });
    expect(readState(ctx).config).toMatchObject({ version: 2, profiles: { dev: profile('dev') } });
    const changes = [() => login(ctx, 'x'), () => switchProfile(ctx, 'dev'), () => removeAll(ctx)];
    for (const change of changes) {
      await expect(change()).rejects.toMatchObject({
        kind: 'local',
        message: expect.stringMatching(/written by a newer bp-auth/),
        hint: expect.stringMatching(/npm install/),
      });
    }
    expect(filesBelow(ctx.botpressHome)).toEqual({ 'config.json': text });
  });

  const config = fc.record({
    version: fc.constant(1),
    theme: fc.jsonValue(),
    profiles: fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'dev', 'constructor')),
      fc.oneof(
        fc.jsonValue(),
        fc.record({ apiUrl: fc.webUrl(), token: fc.string(), note: fc.jsonValue() }),
      ),
    ),
    directories: fc.dictionary(fc.string(), fc.string()),
  });
  test('is kept or refused, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(config, fc.jsonValue()), async value => {
        const text = JSON.stringify(value);
        const ctx = homeWith({ 'config.json': text });
        try {
          await touch(ctx);
        } catch (error) {
          expect(error).toMatchObject({ name: 'AppError', kind: 'local' });
          expect(readFileSync(at(ctx, 'config.json'), 'utf8')).toBe(text);
          return;
        }
        expectKept(JSON.parse(text), JSON.parse(readFileSync(at(ctx, 'config.json'), 'utf8')));
      }),
      { numRuns: 150 },
    );
  });

  /** Expects everything to be still there; parts that bp-auth knows may have got more keys. */
  function expectKept(before: Record<string, unknown>, after: Record<string, unknown>): void {
    const { profiles = {}, ...rest } = before as { profiles?: Record<string, unknown> };
    if (Object.hasOwn(before, 'token') && !Object.hasOwn(before, 'profiles')) return;
    for (const key of Object.keys(rest)) {
      expect(JSON.stringify(after[key])).toBe(JSON.stringify(before[key]));
    }
    const kept = after.profiles as Record<string, Record<string, unknown>>;
    for (const [name, value] of Object.entries(profiles)) {
      expect(Object.hasOwn(kept, name)).toBe(true);
      const now = JSON.parse(
        JSON.stringify(Object.entries(kept).find(([key]) => key === name)?.[1]),
      );
      if (now !== null && typeof now === 'object' && !Array.isArray(now)) {
        for (const [key, inner] of Object.entries(value as object)) {
          const found = Object.getOwnPropertyDescriptor(now, key)?.value;
          expect(JSON.stringify(found)).toBe(JSON.stringify(inner));
        }
      } else expect(JSON.stringify(now)).toBe(JSON.stringify(value));
    }
  }
});

describe('the settings of the terminal UI', () => {
  test('are changed one by one: nobody puts back what another process has changed', async () => {
    const ctx = homeWith({ 'config.json': { version: 1, profiles: {}, ui: { colour: 'red' } } });
    await keepUiSettings(ctx, { theme: 'light' });
    await keepUiSettings(ctx, { sort: 'used' });
    expect(json(ctx, 'config.json').ui).toEqual({ colour: 'red', theme: 'light', sort: 'used' });
  });

  test.each([[5], ['light'], [['light']], [{ theme: 5, sort: {} }], [null]])(
    'make nothing else unreadable: %j',
    async ui => {
      const ctx = homeWith({ 'config.json': { version: 1, profiles: {}, ui } });
      expect(uiSettings(readState(ctx).config)).toEqual({});
      const { config } = await keepUiSettings(ctx, { sort: 'name' });
      expect(uiSettings(config)).toMatchObject({ sort: 'name' });
    },
  );
});

describe('a flat config.json', () => {
  const flat = { token: tokenOf('flat'), workspaceId: 'ws_flat', apiUrl: cloud, theme: 1 };

  test('becomes the profile `default`, and bp gets it', async () => {
    const ctx = homeWith({ 'config.json': flat });
    await touch(ctx);
    const config = json(ctx, 'config.json');
    expect(Object.keys(config).sort()).toEqual(
      ['activeProfile', 'profiles', 'published', 'theme', 'version'].sort(),
    );
    expect(config.profiles.default).toMatchObject({ token: tokenOf('flat') });
    expect(json(ctx, 'global.cache.json')).toMatchObject({ activeProfile: 'default' });
  });

  test('is gone after its logout', async () => {
    const ctx = homeWith({ 'config.json': flat });
    await removeProfile(ctx, 'default');
    expect(filesWith(ctx.botpressHome, tokenOf('flat'))).toEqual([]);
    expect(json(ctx, 'config.json')).toMatchObject({ theme: 1, activeProfile: null });
  });
});

describe('a symlink', () => {
  test('at config.json stays; lock, temporary file and good copy lie beside its target', async () => {
    const ctx = homeWith();
    const target = join(ctx.userHome, 'dotfiles', 'bp.json');
    mkdirSync(join(target, '..'));
    writeFileSync(target, '{"profiles": {}}');
    symlinkSync(target, at(ctx, 'config.json'));
    const seen = new Set<string>();
    await changeState(ctx, 'login', config => {
      for (const name of readdirSync(join(target, '..')))
        seen.add(name.replace(/-[0-9a-f-]{36}$/, '-…'));
      return withProfile(config, 'dev', profile('dev'));
    });
    expect(lstatSync(at(ctx, 'config.json')).isSymbolicLink()).toBe(true);
    expect([...seen].sort()).toEqual(['bp.json', 'bp.json.lock', 'bp.json.lock-…']);
    expect(readdirSync(join(target, '..')).sort()).toEqual(['bp.json', 'bp.json.good']);
    expect(readdirSync(ctx.botpressHome).sort()).toEqual(['config.json', 'profiles.json']);
    expect(JSON.parse(readFileSync(target, 'utf8')).profiles).toHaveProperty('dev');
    expect([modeOf(target), modeOf(`${target}.good`)]).toEqual([0o600, 0o600]);
  });

  test('at bp’s files stays, too', async () => {
    const ctx = homeWith();
    for (const name of ['profiles.json', 'global.cache.json']) {
      writeFileSync(join(ctx.userHome, name), '{}');
      symlinkSync(join(ctx.userHome, name), at(ctx, name));
    }
    await login(ctx, 'dev');
    for (const name of ['profiles.json', 'global.cache.json']) {
      expect(lstatSync(at(ctx, name)).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(ctx.userHome, name), 'utf8')).toContain(tokenOf('dev'));
      expect(modeOf(join(ctx.userHome, name))).toBe(0o600);
    }
  });

  test.each(['config.json', 'profiles.json', 'global.cache.json'])(
    'from %s to nowhere is refused',
    async name => {
      const ctx = homeWith();
      symlinkSync('/nowhere/at/all', at(ctx, name));
      await expect(login(ctx, 'dev')).rejects.toMatchObject({
        kind: 'local',
        message: expect.stringMatching(/is a symlink to \/nowhere\/at\/all/),
      });
      expect(readdirSync(ctx.botpressHome)).toEqual([name]);
    },
  );

  test.each(['config.json.tmp', 'config.json.new-0', 'profiles.json.new-1', 'config.json.lock-0'])(
    'planted at %s leads nowhere: no temporary name can be foreseen',
    async name => {
      const ctx = homeWith({ 'config.json': { profiles: { old: profile('old') } } });
      const victim = join(ctx.userHome, 'victim');
      writeFileSync(victim, 'precious');
      symlinkSync(victim, at(ctx, name));
      await login(ctx, 'dev');
      expect(readFileSync(victim, 'utf8')).toBe('precious');
      expect(lstatSync(at(ctx, name)).isSymbolicLink()).toBe(true);
    },
  );

  test.each(['config.json.good', 'config.json.lock'])(
    'planted at %s is refused, and what it points at stays',
    async name => {
      const ctx = homeWith({ 'config.json': { profiles: { old: profile('old') } } });
      const victim = join(ctx.userHome, 'victim');
      writeFileSync(victim, 'precious');
      symlinkSync(victim, at(ctx, name));
      const before = filesBelow(ctx.botpressHome);
      await expect(login(ctx, 'dev')).rejects.toMatchObject({ kind: 'local' });
      expect(readFileSync(victim, 'utf8')).toBe('precious');
      expect(filesBelow(ctx.botpressHome)).toEqual(before);
      expect(lstatSync(at(ctx, name)).isSymbolicLink()).toBe(true);
    },
  );
});

describe('modes', () => {
  test('that let others in are noted by a read, and closed by a write: bp’s files and the copy, too', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const names = ['config.json', 'config.json.good', 'profiles.json', 'global.cache.json'];
    for (const name of names) chmodSync(at(ctx, name), 0o644);
    chmodSync(ctx.botpressHome, 0o777);
    const wide = readState(ctx).notices.map(notice => notice.type === 'wide-mode' && notice.mode);
    expect(wide).toEqual([0o777, 0o644, 0o644, 0o644, 0o644]);
    expect(modeOf(at(ctx, 'config.json'))).toBe(0o644);
    await touch(ctx);
    for (const name of names) expect(modeOf(at(ctx, name))).toBe(0o600);
    expect(modeOf(ctx.botpressHome)).toBe(0o700);
    expect(readState(ctx).notices).toEqual([]);
  });

  test.each([0, 0o077])('are closed from the first moment on, with umask %o', async umask => {
    const { botpressHome: home } = fakeContext();
    const preload = new URL('../support/watchModes.mjs', import.meta.url).href;
    const nodeArgs = ['--import', preload];
    const env = { WATCH_MODES: home, UMASK: String(umask) };
    for (const args of [
      ['login', 'dev'],
      ['login', 'prod'],
      ['switch', 'dev'],
      ['logout', 'prod'],
    ]) {
      const { code, stdout, stderr } = await children.run(home, args, { nodeArgs, env });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).toEqual({ looks: expect.any(Number), wide: [] });
      expect(JSON.parse(stdout).looks).toBeGreaterThan(20);
    }
  });
});

describe('after a logout no byte of the token is left', () => {
  const gone = tokenOf('dev');
  const stays = tokenOf('prod');
  const both = (extra: object = {}) => ({
    version: 1,
    activeProfile: 'dev',
    profiles: { dev: profile('dev'), prod: profile('prod') },
    ...extra,
  });
  const places: ReadonlyArray<readonly [where: string, files: Record<string, unknown>]> = [
    ['in the files that we write', { 'config.json': both() }],
    ['in the good copy', { 'config.json': both(), 'config.json.good': both() }],
    [
      'in what was set aside',
      { 'config.json': both({ setAside: { a: { token: gone }, b: [`x${gone}y`], c: 1 } }) },
    ],
    [
      'in a key that we do not know',
      { 'config.json': both({ token: gone, backup: [{ was: gone }], c: 1 }) },
    ],
    [
      'in bp’s cache under a key of its own',
      { 'config.json': both(), 'global.cache.json': { last: { token: gone }, c: 1 } },
    ],
    [
      'in an entry that bp cannot stomach',
      { 'config.json': both(), 'profiles.json': { odd: { token: gone }, c: 1 } },
    ],
    [
      'in another name that bp has for it',
      {
        'config.json': both(),
        'profiles.json': { default: { apiUrl: cloud, workspaceId: 'ws_dev', token: gone } },
      },
    ],
    [
      'in a profiles.json that nobody can read',
      { 'config.json': both(), 'profiles.json': `{"dev": {"token": "${gone}"` },
    ],
    [
      'in what a killed process left',
      {
        'config.json': both(),
        'config.json.new-0': gone,
        'profiles.json.new-1': gone,
        'global.cache.json.new-2': gone,
        'config.json.good.new-4': gone,
      },
    ],
    [
      'in a broken file that a repair kept',
      {
        'config.json': both(),
        'config.json.broken-1': `{"token": "${gone}`,
        'config.json.broken-2': '{',
      },
    ],
  ];
  test.each(places)('%s', async (_, files) => {
    const ctx = homeWith(files);
    expect(filesWith(ctx.botpressHome, gone)).not.toEqual([]);
    const { sameToken } = await removeProfile(ctx, 'dev');
    expect(sameToken).toEqual([]);
    expect(filesWith(ctx.botpressHome, gone)).toEqual([]);
    expect(filesWith(ctx.botpressHome, stays)).toEqual([
      'config.json',
      'config.json.good',
      'profiles.json',
    ]);
    const all = JSON.stringify(filesBelow(ctx.botpressHome));
    if (JSON.stringify(files).includes('"c":1')) expect(all).toMatch(/\\"c\\": 1/);
    expect(existsSync(at(ctx, 'config.json.broken-2'))).toBe('config.json.broken-2' in files);
  });

  test.each(places)('of any profile, %s, with --all', async (_, files) => {
    const ctx = homeWith(files);
    await removeAll(ctx);
    expect(filesWith(ctx.botpressHome, 'bp_pat_')).toEqual([]);
    expect(json(ctx, 'config.json')).toMatchObject({ activeProfile: null, profiles: {} });
  });

  test('of a profile that we do not understand, either', async () => {
    const odd = { apiUrl: 5, token: gone };
    const ctx = homeWith({
      'config.json': { profiles: { odd, prod: profile('prod') }, note: gone },
    });
    await removeProfile(ctx, 'odd');
    expect(filesWith(ctx.botpressHome, gone)).toEqual([]);
    expect(Object.keys(readState(ctx).config.profiles)).toEqual(['prod']);
  });

  test('but other profiles that have it keep it', async () => {
    const ctx = homeWith({
      'config.json': both({ profiles: { dev: profile('dev'), twin: profile('dev') } }),
    });
    const { sameToken } = await removeProfile(ctx, 'dev');
    expect(sameToken).toEqual(['twin']);
    expect(json(ctx, 'profiles.json')).toEqual({
      twin: { apiUrl: cloud, workspaceId: 'ws_dev', token: gone },
    });
  });

  test('and the same goes for a token that a new login replaced', async () => {
    const ctx = homeWith({ 'config.json': both({ backup: gone }) });
    await login(ctx, 'dev', { token: tokenOf('new') });
    expect(filesWith(ctx.botpressHome, gone)).toEqual([]);
  });
});

describe('an interrupted write', () => {
  const interrupted = async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    const bp = ['profiles.json', 'global.cache.json'].map(name => [name, json(ctx, name)] as const);
    const before = json(ctx, 'config.json').published;
    await removeProfile(ctx, 'dev');
    // As if the write had been interrupted: bp's files are as before, but config.json has the change.
    for (const [name, content] of bp) {
      writeFileSync(at(ctx, name), JSON.stringify(content, null, 2), { mode: 0o600 });
    }
    const config = { ...json(ctx, 'config.json'), publishing: before };
    writeFileSync(at(ctx, 'config.json'), JSON.stringify(config), { mode: 0o600 });
    return ctx;
  };

  test('is seen as if it had ended, and ended by the next one', async () => {
    const ctx = await interrupted();
    const state = readState(ctx);
    expect(state.config).toMatchObject({ activeProfile: null, profiles: {} });
    expect(isUnfinished(ctx, state)).toBe(true);
    await finishInterrupted(ctx, 'logout');
    expect(filesWith(ctx.botpressHome, tokenOf('dev'))).toEqual([]);
    expect(isUnfinished(ctx, readState(ctx))).toBe(false);
  });

  test('is ended also when bp’s files could not be read in between', async () => {
    const ctx = await interrupted();
    const was = readFileSync(at(ctx, 'profiles.json'), 'utf8');
    const config = json(ctx, 'config.json');
    writeFileSync(at(ctx, 'profiles.json'), '', { mode: 0o600 });
    await expect(
      changeState(ctx, 'x', () => {
        throw new Error('stop');
      }),
    ).rejects.toThrow();
    writeFileSync(at(ctx, 'profiles.json'), was, { mode: 0o600 });
    expect(json(ctx, 'config.json')).toEqual(config);
    expect(Object.keys((await touch(ctx)).config.profiles)).toEqual([]);
    expect(filesWith(ctx.botpressHome, tokenOf('dev'))).toEqual([]);
  });

  test('is nothing to finish where all is well, or nothing is there', async () => {
    const ctx = fakeContext();
    await finishInterrupted(ctx, 'logout');
    expect(existsSync(ctx.botpressHome)).toBe(false);
    await login(ctx, 'dev');
    const before = statSync(at(ctx, 'config.json'), { bigint: true }).ino;
    await finishInterrupted(ctx, 'logout');
    expect(statSync(at(ctx, 'config.json'), { bigint: true }).ino).toBe(before);
    expect(hasRemains(ctx, readState(ctx))).toBe(false);
  });

  test('is finished by leftovers alone', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    writeFileSync(at(ctx, 'config.json.new-0'), 'x');
    await finishInterrupted(ctx, 'logout');
    expect(existsSync(at(ctx, 'config.json.new-0'))).toBe(false);
  });
});

describe('bp beside us', () => {
  /** What `bp login` does (docs/notes/bp-and-adk.md). */
  const bpLogin = (ctx: FakeContext, name: string, entry: string) => {
    const triple = { apiUrl: cloud, workspaceId: `ws_${name}`, token: tokenOf(name) };
    const read = (file: string) => (existsSync(at(ctx, file)) ? json(ctx, file) : {});
    writeFileSync(
      at(ctx, 'global.cache.json'),
      JSON.stringify({ ...read('global.cache.json'), ...triple }),
    );
    writeFileSync(
      at(ctx, 'profiles.json'),
      JSON.stringify({ ...read('profiles.json'), [entry]: triple }),
    );
  };

  test('what it logged in is read at once, and stored by the next write', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    bpLogin(ctx, 'new', 'default');
    const stored = readFileSync(at(ctx, 'config.json'), 'utf8');
    expect(readState(ctx).config).toMatchObject({ activeProfile: 'default' });
    expect(readFileSync(at(ctx, 'config.json'), 'utf8')).toBe(stored);
    await switchProfile(ctx, 'dev');
    expect(json(ctx, 'config.json')).toMatchObject({
      activeProfile: 'dev',
      profiles: { default: { token: tokenOf('new'), tokenOrigin: cloud } },
    });
  });

  test('keeps the names it has for profiles of ours, as long as those are there', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    bpLogin(ctx, 'dev', 'default');
    await login(ctx, 'prod');
    expect(Object.keys(json(ctx, 'profiles.json'))).toEqual(['dev', 'prod', 'default']);
    expect(Object.keys(readState(ctx).config.profiles)).toEqual(['dev', 'prod']);
    await renameProfile(ctx, 'prod', 'production');
    expect(Object.keys(json(ctx, 'profiles.json'))).toEqual(['dev', 'production', 'default']);
    await removeProfile(ctx, 'dev');
    expect(Object.keys(json(ctx, 'profiles.json'))).toEqual(['production']);
  });

  test('keeps the entry of a profile that was broken by hand', async () => {
    const ctx = fakeContext();
    await login(ctx, 'dev');
    await login(ctx, 'prod');
    const config = json(ctx, 'config.json') as Config;
    writeFileSync(
      at(ctx, 'config.json'),
      JSON.stringify({
        ...config,
        profiles: { ...config.profiles, dev: { ...profile('dev'), apiUrl: 5 } },
      }),
    );
    await switchProfile(ctx, 'prod');
    expect(Object.keys(json(ctx, 'profiles.json')).sort()).toEqual(['dev', 'prod']);
    expect(Object.keys(readState(ctx).broken)).toEqual(['dev']);
  });
});

test('the good copy always parses as what is stored', async () => {
  const ctx = fakeContext();
  await login(ctx, 'dev');
  const text = readFileSync(at(ctx, 'config.json.good'), 'utf8');
  rmSync(at(ctx, 'config.json'));
  expect(parseConfig(text, 'config.json.good').config.profiles).toMatchObject({
    dev: profile('dev'),
  });
});

describe('a change whose lock was lost', () => {
  test('before anything was written is made anew, on what is there by then', async () => {
    const ctx = homeWith();
    await login(ctx, 'dev');
    let lost = 0;
    const losing = { ...ctx, onChange: () => lost++ < 3 && succeed(ctx) };
    await changeState(losing, 'login', config => withProfile(config, 'prod', profile('prod')));
    expect(lost).toBe(4);
    expect(Object.keys(readState(ctx).config.profiles)).toEqual(['dev', 'prod']);
    expect(readdirSync(ctx.botpressHome).filter(name => name.includes('.lock'))).toEqual([]);
  });

  test('tells of what was there at the last time only', async () => {
    const ctx = homeWith();
    await login(ctx, 'dev');
    await login(ctx, 'prod');
    let lost = 0;
    const path = at(ctx, 'config.json');
    const loseOnce = () => {
      if (lost++ > 0) return;
      // The next holder of the lock gives prod another token, and removes dev.
      const now = parseConfig(readFileSync(path, 'utf8'), path).config;
      const profiles = { prod: { ...now.profiles.prod, token: tokenOf('heir') } };
      writeFileSync(path, JSON.stringify({ ...now, profiles }), { mode: 0o600 });
      succeed(ctx);
    };
    const { taken, sameToken } = await removeProfile({ ...ctx, onChange: loseOnce }, 'prod');
    expect(lost).toBe(2);
    expect(taken?.profile.token).toBe(tokenOf('heir'));
    expect(sameToken).toEqual([]);
  });

  test('again and again is an error, and nothing was changed', async () => {
    const ctx = homeWith();
    await login(ctx, 'dev');
    const losing = { ...ctx, onChange: () => succeed(ctx) };
    const change = changeState(losing, 'logout', config => ({ ...config, profiles: {} }));
    await expect(change).rejects.toMatchObject({ code: 'lock-lost', kind: 'local' });
    expect(Object.keys(readState(ctx).config.profiles)).toEqual(['dev']);
  });
});
