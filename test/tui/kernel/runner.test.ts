// The work behind the screens, against the sandbox and a real store.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeState, readState } from '../../../source/profiles/store.ts';
import { uiSettings } from '../../../source/profiles/uiSettings.ts';
import type { Work } from '../../../source/tui/contract/effects.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import { readHome } from '../../../source/tui/home/readHome.ts';
import { createRunner, type Runner } from '../../../source/tui/kernel/runner.ts';
import { callbackOf, knock, navigation } from '../../login/knock.ts';
import { fakeContext } from '../../support/context.ts';
import { filesBelow } from '../../support/files.ts';
import { sandboxForTest } from '../../support/sandbox.ts';
import { profile } from '../world.ts';

async function stage(names: string[] = ['dev', 'acme'], env: Record<string, string> = {}) {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext({ env });
  const apiUrl = sandbox.url;
  const at = (name: string) => profile(name, { apiUrl, tokenOrigin: new URL(apiUrl).origin });
  await changeState(ctx, 'test', config => ({
    ...config,
    activeProfile: 'dev',
    profiles: Object.fromEntries(names.map(name => [name, at(name)])),
  }));
  const heard: Message[] = [];
  const waiting: { wanted: Message['type']; seen: (message: Message) => void }[] = [];
  const send = (message: Message) => {
    if (!message.type.startsWith('wait.')) heard.push(message);
    for (const { wanted, seen } of waiting) if (wanted === message.type) seen(message);
  };
  const none = { exit: () => {}, suspend: () => {}, repaint: () => {}, copy: () => true };
  const runner = await createRunner(ctx, send, none);
  const next = <Type extends Message['type']>(wanted: Type) =>
    new Promise<Extract<Message, { type: Type }>>(resolve =>
      waiting.push({
        wanted,
        seen: message => resolve(message as Extract<Message, { type: Type }>),
      }),
    );
  return {
    ctx,
    at,
    apiUrl,
    heard,
    runner,
    next,
    /** Does the work, and waits for the message that answers it. */
    answer<Type extends Message['type']>(work: Work, wanted: Type) {
      const coming = next(wanted);
      runner.run(work);
      return coming;
    },
  };
}

const owner = 'bp_pat_1234567890abcdef';

describe('the runner', () => {
  test('switches, and says first what is stored now', async () => {
    const { ctx, answer, heard } = await stage();
    await answer({ type: 'profile.use', name: 'acme' }, 'profiles.used');
    expect(readState(ctx).config.activeProfile).toBe('acme');
    expect(heard.map(({ type }) => type)).toEqual(['home.loaded', 'profiles.used']);
  });

  test('writes one after the other: the last key wins', async () => {
    const { ctx, runner, next } = await stage(['dev', 'acme', 'prod']);
    for (const name of ['acme', 'dev', 'prod']) runner.run({ type: 'profile.use', name });
    await next('profiles.used');
    await next('profiles.used');
    await next('profiles.used');
    expect(readState(ctx).config.activeProfile).toBe('prod');
  });

  test('removes several though one fails, and puts all of them back as they were', async () => {
    const { ctx, at, answer } = await stage(['dev', 'acme', 'prod', 'safe']);
    const keychain = await ctx.openKeychain();
    const { token, ...safe } = { ...at('safe'), id: 'id-safe' };
    const [origin] = [safe.tokenOrigin ?? ''];
    const account = `id-safe ${origin}`;
    await keychain.set(account, token ?? '', ctx.signal);
    await changeState(ctx, 'test', config => ({
      ...config,
      activeProfile: 'acme',
      previousProfile: 'prod',
      directories: { '/a': 'acme', '/b': 'prod', '/c': 'safe' },
      profiles: { ...config.profiles, safe: { ...safe, tokenSource: { kind: 'keychain' } } },
    }));
    const files = filesBelow(ctx.botpressHome);
    const names = ['acme', 'gone', 'prod', 'safe'];
    const removed = await answer({ type: 'profile.remove', names }, 'profiles.removed');
    expect(removed).toMatchObject({
      removals: ['acme', 'prod', 'safe'].map(name => ({ name })),
      failed: [{ name: 'gone', error: { code: 'profile-unknown' } }],
      left: [],
    });
    expect(await keychain.get(account, ctx.signal)).toBeNull();
    expect(Object.keys(readState(ctx).config.profiles)).toEqual(['dev']);
    const undo = removed.undo?.number ?? 0;
    const back = await answer({ type: 'profile.putBack', undo }, 'profiles.putBack');
    expect(back).toMatchObject({ failed: [], left: [], undo: null });
    expect(filesBelow(ctx.botpressHome)).toEqual(files);
    expect(await keychain.get(account, ctx.signal)).toBe(token);
  });

  test('keeps the last of several settings, and says nothing where that is not possible', async () => {
    const { ctx, runner, answer, heard } = await stage();
    for (const sort of ['name', 'used', 'state']) {
      runner.run({ type: 'ui.keep', settings: { sort } });
    }
    await answer({ type: 'ui.keep', settings: { theme: 'dark' } }, 'ui.kept');
    expect(uiSettings(readState(ctx).config)).toEqual({ sort: 'state', theme: 'dark' });
    writeFileSync(join(ctx.botpressHome, 'config.json'), '{');
    heard.length = 0;
    await answer({ type: 'ui.keep', settings: { sort: 'name' } }, 'ui.kept');
    expect(heard.map(({ type }) => type)).toEqual(['ui.kept']);
  });

  test('says what could not be written', async () => {
    const { answer } = await stage();
    const { error } = await answer({ type: 'profile.use', name: 'gone' }, 'write.failed');
    expect(error.message).toBe('There is no profile gone');
  });

  test.each([
    [owner, 'ws_dev', 'yes', null],
    ['bp_pat_expired00000000', 'ws_dev', 'no', 'token rejected'],
    [owner, 'ws_nomember', 'no', 'no access to this workspace'],
  ])('asks about a token: %s at %s is %s', async (token, workspaceId, authenticated, reason) => {
    const { at, answer } = await stage();
    const asked = { ...at('dev'), token, workspaceId };
    const work = { type: 'profile.verify', identity: 'i', name: 'dev', profile: asked } as const;
    const { check } = await answer(work, 'profile.verified');
    expect(check).toMatchObject({ state: 'known', status: { authenticated, reason } });
  });

  test('a question that cannot be asked is an answer too', async () => {
    const { at, answer } = await stage();
    const foreign = { ...at('dev'), tokenOrigin: 'https://api.botpress.cloud' };
    const work = { type: 'profile.verify', identity: 'i', name: 'dev', profile: foreign } as const;
    const { check } = await answer(work, 'profile.verified');
    expect(check).toMatchObject({ state: 'failed', error: { kind: 'origin' } });
  });

  test('an error names the profile that was asked about, and the key that mends it', async () => {
    const { at, answer } = await stage();
    const expired = { ...at('acme'), token: 'bp_pat_expired00000000' };
    const work = { type: 'profile.verify', identity: 'i', name: 'acme', profile: expired } as const;
    const { check } = await answer(work, 'profile.verified');
    const error = check.state === 'known' ? check.status.error : null;
    expect(error?.message).toContain(
      'does not accept the personal access token of the profile acme',
    );
    expect(error?.hint).toContain('log in with it (https://app.botpress.cloud/profile/tokens): n');
    expect(error?.hint).not.toContain('bp-auth');
  });

  test('answers the newest question about the same credentials, and no older one', async () => {
    const { at, runner, answer, heard } = await stage();
    const expired = { ...at('dev'), token: 'bp_pat_expired00000000' };
    runner.run({ type: 'profile.verify', identity: 'i', name: 'dev', profile: expired });
    const again = {
      type: 'profile.verify',
      identity: 'i',
      name: 'dev',
      profile: at('dev'),
    } as const;
    await answer(again, 'profile.verified');
    expect(heard).toMatchObject([{ check: { status: { authenticated: 'yes' } } }]);
  });

  test('breaks off the questions that nobody wants answered any more', async () => {
    const { at, runner, answer, heard } = await stage();
    const identities = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const check = (identity: string) =>
      ({ type: 'profile.verify', identity, name: 'dev', profile: at('dev') }) as const;
    for (const identity of identities) runner.run(check(identity));
    runner.run({ type: 'profile.verify.stop', identities });
    await answer(check('later'), 'profile.verified');
    expect(heard).toMatchObject([{ identity: 'later' }]);
  });

  test.each(['https://evil.example/profile/tokens', 'javascript:alert(1)'])(
    'no browser is sent to %s',
    async address => {
      const { answer } = await stage([], { BROWSER: 'true' });
      const { opened } = await answer({ type: 'page.open', address }, 'page.opened');
      expect(opened).toBe(false);
    },
  );

  test('lists 2,500 workspaces page by page', async () => {
    const { apiUrl, answer, heard } = await stage();
    const candidate = { apiUrl, token: 'bp_pat_manyworkspaces00' };
    await answer({ type: 'login.verify', candidate }, 'login.listed');
    const pages = heard.flatMap(message => (message.type === 'login.page' ? [message] : []));
    expect(pages.length).toBe(25);
    expect(pages.flatMap(({ workspaces }) => workspaces)).toHaveLength(2500);
  });

  test('lists the workspaces that a profile could point at', async () => {
    const { at, answer, heard } = await stage();
    const asked = { ...at('dev'), token: 'bp_pat_manyworkspaces00' };
    const work = { type: 'workspace.list', identity: 'i', name: 'dev', profile: asked } as const;
    await answer(work, 'workspace.switch.listed');
    const pages = heard.flatMap(message =>
      message.type === 'workspace.switch.page' ? [message] : [],
    );
    expect(pages.length).toBe(25);
    const refused = { ...work, profile: { ...asked, token: 'bp_pat_revoked00000000' } };
    expect((await answer(refused, 'workspace.switch.failed')).error.kind).toBe('auth');
  });

  test('drops what an older question still answers', async () => {
    const { apiUrl, runner, answer, heard } = await stage();
    runner.run({ type: 'login.verify', candidate: { apiUrl, token: 'bp_pat_manyworkspaces00' } });
    await answer(
      { type: 'login.verify', candidate: { apiUrl, token: 'bp_pat_single000000000' } },
      'login.listed',
    );
    const found = heard.flatMap(message =>
      message.type === 'login.page' ? message.workspaces : [],
    );
    expect(found.map(({ id }) => id)).toEqual(['ws_solo']);
  });

  test('proves and saves a login', async () => {
    const { ctx, apiUrl, answer } = await stage();
    const candidate = { apiUrl, token: owner };
    const purpose = { type: 'workspace', workspaceId: 'ws_abc123' } as const;
    const { proof } = await answer({ type: 'login.prove', candidate, purpose }, 'login.proven');
    expect(proof).toMatchObject({ role: 'owner', workspace: { id: 'ws_abc123' } });
    await answer({ type: 'login.save', proof, name: 'fresh', place: null }, 'login.saved');
    expect(readState(ctx).config).toMatchObject({
      activeProfile: 'fresh',
      profiles: { fresh: { workspaceId: 'ws_abc123', token: owner } },
    });
  });

  test('waits for the browser, and says what it brought', async () => {
    const { apiUrl, answer, next } = await stage();
    const work = { type: 'login.browser', apiUrl, launch: false } as const;
    const { url, opened } = await answer(work, 'login.browser.opened');
    expect([url, opened]).toEqual([expect.stringContaining(`${apiUrl}/cli-login?`), false]);
    const coming = next('login.received');
    await knock(`${callbackOf(url)}?pat=${owner}`, { headers: navigation });
    expect(await coming).toEqual({ type: 'login.received', token: owner, variable: null });
  });

  test.each<[how: string, end: (runner: Runner) => void]>([
    ['the form', runner => runner.run({ type: 'cancel', lane: 'login.browser' })],
    ['the end of the program', runner => runner.stop()],
  ])('takes nothing from the browser any more when %s gives it up', async (_, end) => {
    const { apiUrl, answer, runner, heard } = await stage();
    const work = { type: 'login.browser', apiUrl, launch: false } as const;
    const { url } = await answer(work, 'login.browser.opened');
    end(runner);
    const back = `${callbackOf(url)}?pat=${owner}`;
    expect((await knock(back)).status).toBe(410);
    expect(runner.lastWords()).toEqual([
      expect.stringContaining('Close the tab of the login page if you opened its address'),
    ]);
    expect(heard.map(({ type }) => type)).toEqual(['login.browser.opened']);
  });

  test('says that the browser did not come back', async () => {
    const { ctx, apiUrl, answer, next } = await stage();
    const work = { type: 'login.browser', apiUrl, launch: false } as const;
    await answer(work, 'login.browser.opened');
    const coming = next('login.browser.failed');
    ctx.clock.advance(5 * 60_000);
    expect((await coming).error.message).toMatch(/within five minutes/);
  });

  test('binds a directory, lets it go, and sees what the project there says', async () => {
    const { ctx, answer } = await stage();
    const directory = realpathSync(ctx.cwd);
    expect(readHome(ctx)).toMatchObject({ here: { directory, differs: null } });
    await answer({ type: 'directory.bind', directory, name: 'acme' }, 'profiles.bound');
    expect(readState(ctx).config.directories).toEqual({ [directory]: 'acme' });
    writeFileSync(join(directory, 'agent.json'), JSON.stringify({ workspaceId: 'ws_dev' }));
    expect(readHome(ctx)).toMatchObject({
      here: {
        workspaceId: 'ws_dev',
        differs: { command: `bp-auth profiles bind dev ${directory}` },
      },
    });
    await answer({ type: 'directory.bind', directory, name: null }, 'profiles.bound');
    expect(readHome(ctx)).toMatchObject({ here: { differs: null } });
  });

  test('imports what the ADK has', async () => {
    const { ctx, apiUrl, answer } = await stage();
    const token = 'bp_pat_viewer000000000';
    mkdirSync(join(ctx.userHome, '.adk'));
    writeFileSync(
      join(ctx.userHome, '.adk', 'credentials'),
      JSON.stringify({ profiles: { adk: { token, apiUrl, workspaceId: 'ws_dev' } } }),
    );
    const home = readHome(ctx);
    expect(home).toMatchObject({ importable: [{ from: 'adk', profiles: ['adk'] }] });
    const work = { type: 'profiles.import', from: 'adk' } as const;
    const { imported } = await answer(work, 'profiles.imported');
    expect(imported.added).toEqual(['adk']);
    expect(readHome(ctx)).toMatchObject({ importable: [] });
  });

  test('a wrong token is told as such, and nothing is stored', async () => {
    const { ctx, apiUrl, answer } = await stage();
    const before = readState(ctx).config;
    const candidate = { apiUrl, token: 'bp_pat_revoked00000000' };
    const { error } = await answer({ type: 'login.verify', candidate }, 'login.failed');
    expect(error.kind).toBe('auth');
    expect(readState(ctx).config).toEqual(before);
  });

  test('lists tokens, and runs a diagnosis check by check', async () => {
    const { at, answer, heard } = await stage();
    const asked = { name: 'dev', profile: at('dev') };
    const { tokens } = await answer(
      { type: 'tokens.list', owner: { type: 'account' }, ...asked },
      'tokens.listed',
    );
    expect(tokens.length).toBeGreaterThan(0);
    const { diagnosis } = await answer(
      { type: 'diagnose', wanted: null, ...asked },
      'troubleshooting.done',
    );
    const seen = heard.flatMap(message =>
      message.type === 'troubleshooting.check' ? [message.check] : [],
    );
    expect(new Set(seen.map(({ id }) => id)).size).toBe(diagnosis.checks.length);
    expect(seen.some(({ status }) => status === 'running')).toBe(true);
  });

  test('says nothing any more once it is stopped', async () => {
    const { at, runner, heard, ctx } = await stage();
    const owner = { type: 'account' } as const;
    runner.run({ type: 'tokens.list', name: 'dev', profile: at('dev'), owner });
    runner.run({ type: 'profile.verify', identity: 'i', name: 'dev', profile: at('dev') });
    runner.run({ type: 'tick', ms: 100 });
    runner.stop();
    ctx.clock.advance(1000);
    await changeState(ctx, 'test', config => config);
    expect(heard).toEqual([]);
  });
});
