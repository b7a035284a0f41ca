import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FakeOptions, fakeContext, temporaryDirectory } from '../support/context.ts';
import { makeTree, measureAudit } from '../support/measure/audit.ts';
import { asOrdinaryUser } from '../support/ordinaryUser.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

const real = `bp_pat_${'aB3_-xYz9'.repeat(4)}`;

function world(files: Record<string, string | Buffer>, options: FakeOptions = {}) {
  const cwd = temporaryDirectory();
  const ctx = fakeContext({ cwd, ...options });
  for (const [name, content] of Object.entries(files)) put(join(cwd, name), content);
  const audit = async (...argv: string[]) => {
    const result = await runIn(ctx, 'tokens', 'audit', ...argv, '--json');
    return { ...result, found: JSON.parse(result.stdout) };
  };
  return { cwd, ctx, audit, run: (...argv: string[]) => runIn(ctx, 'tokens', 'audit', ...argv) };
}

function put(path: string, content: string | Buffer) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** A home with one profile, which has the sample token `owner`. */
function store(botpressHome: string, profile: object = {}) {
  const dev = {
    apiUrl: 'https://api.botpress.cloud',
    workspaceId: 'ws_dev',
    token: sampleTokens.owner,
    kind: 'pat',
    ...profile,
  };
  put(join(botpressHome, 'config.json'), JSON.stringify({ version: 1, profiles: { dev } }));
}

describe('tokens audit', () => {
  test('finds nothing, says so, and exits 0', async () => {
    const { run } = world({ 'readme.md': 'Use bp_pat_… as your token, or bp_bot_settings_page' });
    const { code, stdout, stderr } = await run('.');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^No exposed token was found \(1 file, /);
  });

  test('names file, line, kind and profile, never the token, and offers rotation', async () => {
    const { cwd, ctx, audit, run } = world({
      '.env': `A=1\n\nBP_TOKEN=${sampleTokens.owner} # ${sampleTokens.owner}\n`,
      'src/deep/er/client.ts': `\nnew Client({ token: '${real}' })\n`,
      'keys.txt': `${sampleTokens.bot}\n${sampleTokens.integration}`,
    });
    store(ctx.botpressHome);
    const { code, found, stdout } = await audit('.');
    expect(code).toBe(3);
    expect(found).toMatchObject({ filesRead: 3, bytesRead: expect.any(Number) });
    expect(found.hits).toEqual([
      {
        path: join(cwd, '.env'),
        line: 3,
        kind: 'pat',
        fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
        known: 'dev',
        git: null,
      },
      expect.objectContaining({ path: join(cwd, 'keys.txt'), line: 1, kind: 'bot', known: null }),
      expect.objectContaining({ path: join(cwd, 'keys.txt'), line: 2, kind: 'integration' }),
      expect.objectContaining({ path: join(cwd, 'src/deep/er/client.ts'), line: 2, kind: 'pat' }),
    ]);
    const text = await run('.');
    expect(text.stdout).toMatch(/^\.env:3 {2,}bp_pat_… \(23 characters, #\w+\) +dev\n/);
    expect(text.stderr).toContain('bp-auth tokens rotate --profile dev');
    for (const token of [sampleTokens.owner, real, sampleTokens.bot]) {
      expect(stdout + text.stdout + text.stderr).not.toContain(token);
    }
  });

  test('without a path looks into the directory and the known places', async () => {
    const { ctx, audit } = world({ 'a.txt': real });
    const home = (name: string) => join(ctx.userHome, name);
    store(ctx.botpressHome);
    for (const name of ['.bash_history', '.adk/credentials', '.env.local', '.zshrc']) {
      put(home(name), `x\n${sampleTokens.owner}\n`);
    }
    // A history may contain zero bytes after a crash, and is still not a binary file.
    put(home('.zsh_history'), `\0\0\0${sampleTokens.owner}`);
    put(join(ctx.botpressHome, 'profiles.json'), JSON.stringify({ dev: sampleTokens.owner }));
    put(home('other.txt'), real);
    const { code, found } = await audit();
    expect(code).toBe(3);
    const paths = found.hits.map(({ path }: { path: string }) => path);
    expect(new Set(paths)).toEqual(
      new Set([
        join(ctx.cwd, 'a.txt'),
        ...['.bash_history', '.adk/credentials', '.env.local', '.zshrc', '.zsh_history'].map(home),
        join(ctx.botpressHome, 'profiles.json'),
      ]),
    );
  });

  test('knows that bp needs its files, and how a token gets out of them', async () => {
    const { ctx, run } = world({});
    store(ctx.botpressHome);
    put(join(ctx.botpressHome, 'profiles.json'), JSON.stringify({ dev: sampleTokens.owner }));
    const { code, stderr } = await run();
    expect(code).toBe(3);
    expect(stderr).toContain('bp-auth profiles move-token dev --to keychain');
    expect(stderr).not.toContain('tokens rotate');
  });

  test('with a path looks nowhere else, and never counts our own store', async () => {
    const { ctx, audit } = world({ 'in/a.txt': real, 'out.txt': real });
    store(ctx.botpressHome);
    put(join(ctx.userHome, '.bash_history'), real);
    expect((await audit('in')).found.hits).toHaveLength(1);
    expect((await audit(ctx.botpressHome)).found.hits).toEqual([]);
  });

  test('looks at a file once, though two paths lead to it', async () => {
    const { ctx, audit } = world({});
    put(join(ctx.userHome, '.bash_history'), real);
    const here = { ...ctx, cwd: ctx.userHome };
    const { stdout } = await runIn(here, 'tokens', 'audit', '--json');
    expect(JSON.parse(stdout).hits).toHaveLength(1);
    expect((await audit()).found.hits).toHaveLength(1);
  });

  test('reads binary files and what PowerShell writes, and says where symlinks lead elsewhere', async () => {
    const { cwd, audit } = world({
      'image.png': Buffer.concat([Buffer.from([0x89, 0, 1]), Buffer.from(real)]),
      'utf16.env': Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(`A=1\r\nBP_TOKEN=${real}\r\n`, 'utf16le'),
      ]),
    });
    const outside = temporaryDirectory();
    put(join(outside, 'secret.txt'), real);
    symlinkSync(outside, join(cwd, 'link'));
    symlinkSync(join(outside, 'secret.txt'), join(cwd, 'link.txt'));
    symlinkSync(cwd, join(cwd, 'loop'));
    const { found, stderr } = await audit('.');
    expect(found.hits).toEqual([
      expect.objectContaining({ path: join(cwd, 'image.png'), line: 1, kind: 'pat' }),
      expect.objectContaining({ path: join(cwd, 'utf16.env'), line: 2, kind: 'pat' }),
    ]);
    expect(found.passedOver).toBe(2);
    expect(stderr).toMatch(/link\.txt was passed over: it is a symlink that leads elsewhere/);
    expect(stderr).toMatch(/passed over: 2\)/);
  });

  test('knows tokens of the keychain by their fingerprints, without opening it', async () => {
    const closed = () => Promise.reject(new Error('The keychain was opened'));
    const keychain = { get: closed, set: closed, remove: closed };
    const { ctx, audit } = world({ 'a.txt': sampleTokens.owner }, { keychain });
    store(ctx.botpressHome, {
      token: undefined,
      tokenSource: { kind: 'keychain' },
      tokenFingerprint: '1b25a6ea',
    });
    expect((await audit('.')).found.hits).toMatchObject([{ known: 'dev' }]);
  });

  test('says which files git has, ignores, or would take', async () => {
    const { cwd, ctx, audit, run } = world(
      { '.gitignore': '.env\n', '.env': real, 'in *.txt': real, 'sub/new.txt': real },
      { env: { PATH: process.env.PATH ?? '' } },
    );
    const env = { PATH: process.env.PATH, HOME: ctx.userHome };
    const git = (...args: string[]) => execFileSync('git', args, { cwd, env, stdio: 'ignore' });
    git('init', '-q');
    git('add', 'in *.txt');
    // The repository's own settings are not followed.
    git('config', 'core.fsmonitor', `touch ${join(cwd, 'obeyed')}; false`);
    const { found } = await audit('.');
    const states = found.hits.map(({ path, git }: { path: string; git: string }) => [
      path.slice(cwd.length + 1),
      git,
    ]);
    expect(states).toEqual([
      ['.env', 'ignored'],
      ['in *.txt', 'committed'],
      ['sub/new.txt', 'untracked'],
    ]);
    const { stdout, stderr } = await run('.');
    expect(stdout).toMatch(/committed/);
    expect(stderr).toMatch(/history of git: it has to be replaced/);
    expect(stderr).toMatch(/name them in \.gitignore/);
    expect(existsSync(join(cwd, 'obeyed'))).toBe(false);
  });

  test('stays bounded whatever it finds, and says that it stopped', async () => {
    const { audit } = world({ 'a.txt': `${real}\n`.repeat(5000) });
    const { found } = await audit('.');
    expect(found.hits).toHaveLength(1000);
    expect(found.isCut).toBe(true);
  });

  test('finds a token across the borders of what is read at once', async () => {
    const line = `${'x'.repeat(1021)}\n`;
    const { audit } = world({ 'big.txt': `${line.repeat(64 * 3)}${line.slice(20)}${real}\n` });
    const { found } = await audit('.');
    expect(found.hits).toMatchObject([{ line: 194 }]);
  });

  test('a path that is not there is a usage error; nothing is looked at', async () => {
    const { run } = world({});
    expect(await run('nope')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no file or directory nope/),
    });
  });

  test('draws its progress on a terminal once it takes longer, and takes it away', async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, 'text']));
    const { ctx } = world(files, { isTTY: true });
    const now = () => {
      ctx.clock.advance(40);
      return ctx.clock.now();
    };
    const { stderr } = await runIn({ ...ctx, now }, 'tokens', 'audit', '.');
    expect(stderr).toMatch(/\r\[#+\.+\] +\d+ % {2}\d+ files, \d+ MB/);
    expect(stderr).toMatch(/\r\u001b\[KNo exposed token/);
    const { stderr: piped } = await runIn(
      { ...ctx, now, stderr: { ...ctx.stderr, isTTY: false } },
      ...['tokens', 'audit', '.'],
    );
    expect(piped).not.toMatch(/\[#/);
  });
});

/**
 * The name of an oddity → a function that creates it in an empty directory, and gives the audit's
 * arguments and the paths at which it finds the token.
 */
const odd: Record<string, (cwd: string) => { argv: string[]; hits?: string[] }> = {
  'a named symlink to a directory': cwd => {
    put(join(cwd, 'real', 'a.txt'), real);
    symlinkSync('real', join(cwd, 'link'));
    return { argv: ['link'], hits: ['link/a.txt'] };
  },
  'a named symlink to a file': cwd => {
    put(join(cwd, 'a.txt'), real);
    symlinkSync('a.txt', join(cwd, 'link'));
    return { argv: ['link'], hits: ['link'] };
  },
  'two names of one directory': cwd => {
    put(join(cwd, 'real', 'a.txt'), real);
    symlinkSync('real', join(cwd, 'link'));
    return { argv: ['link', 'real'], hits: ['link/a.txt'] };
  },
  'a symlink to what is looked into anyway': cwd => {
    put(join(cwd, 'a.txt'), real);
    symlinkSync('a.txt', join(cwd, 'link'));
    symlinkSync('nowhere', join(cwd, 'dangling'));
    return { argv: ['.'], hits: ['a.txt'] };
  },
  'a name that is no UTF-8': cwd => {
    put(join(cwd, 'a.txt'), 'no token');
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/b`), Buffer.from([0xff])]), real);
    return { argv: ['.'], hits: ['b\ufffd'] };
  },
  'a directory whose name is no UTF-8': cwd => {
    const directory = Buffer.concat([Buffer.from(`${cwd}/d`), Buffer.from([0xe9])]);
    mkdirSync(directory);
    writeFileSync(Buffer.concat([directory, Buffer.from('/a.txt')]), real);
    return { argv: ['.'], hits: ['d\ufffd/a.txt'] };
  },
  'a binary file': cwd => {
    put(join(cwd, 'a.bin'), Buffer.concat([Buffer.from([0x7f, 0, 1]), Buffer.from(`${real}\0x`)]));
    return { argv: ['.'], hits: ['a.bin'] };
  },
  'a named pipe': cwd => {
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    return { argv: ['pipe'] };
  },
  'a named device': () => ({ argv: ['/dev/null'] }),
  'a named symlink to nothing': cwd => {
    symlinkSync('nowhere', join(cwd, 'link'));
    return { argv: ['link'] };
  },
  'a symlink that leads out of what is looked into': cwd => {
    const outside = temporaryDirectory();
    put(join(outside, 'a.txt'), real);
    symlinkSync(outside, join(cwd, 'link'));
    return { argv: ['.'] };
  },
  'a file without end': cwd => {
    put(join(cwd, 'large'), '');
    truncateSync(join(cwd, 'large'), 2 ** 40);
    return { argv: ['.'] };
  },
  'the virtual files of the kernel': () => ({ argv: ['/proc'] }),
};

describe.skipIf(process.platform === 'win32')('what is odd is looked into, or said', () => {
  test.each(Object.entries(odd))('%s', async (_, make) => {
    const { cwd, audit } = world({});
    const { argv, hits = [] } = make(cwd);
    const { code, found, stderr } = await audit(...argv);
    const paths = found.hits.map(({ path }: { path: string }) => path.slice(cwd.length + 1));
    expect(paths).toEqual(hits);
    expect(code).toBe(3);
    if (hits.length > 0) return expect(found.passedOver).toBe(0);
    expect(found.passedOver).toBe(1);
    expect(found.unseen).toEqual([{ path: expect.any(String), reason: expect.any(String) }]);
    expect(stderr).toMatch(
      / was passed over: it [^\n]+\nNo token was found in what was read \(.*passed over: 1\)/,
    );
  });

  test('what is closed', async () => {
    const { cwd, ctx, audit } = world({ 'closed/a.txt': real });
    chmodSync(join(cwd, 'closed'), 0);
    const { code, found } = await asOrdinaryUser([cwd, ctx.userHome], () => audit('.'));
    chmodSync(join(cwd, 'closed'), 0o700);
    expect({ code, passedOver: found.passedOver }).toEqual({ code: 3, passedOver: 1 });
  });

  test('our own store is no find, whatever path leads to it', async () => {
    const { cwd, ctx } = world({});
    const home = join(cwd, 'real', '.botpress');
    store(home);
    put(join(home, 'config.json.good'), sampleTokens.owner);
    symlinkSync('real', join(cwd, 'link'));
    const there = { ...ctx, botpressHome: join(cwd, 'link', '.botpress') };
    for (const path of ['real', 'link', '.']) {
      const { code, stdout } = await runIn(there, 'tokens', 'audit', path, '--json');
      expect({ code, hits: JSON.parse(stdout).hits }).toEqual({ code: 0, hits: [] });
    }
  });

  test('a known place that is a symlink is looked into', async () => {
    const { ctx, audit } = world({});
    put(join(ctx.userHome, 'dotfiles', 'bashrc'), real);
    symlinkSync('dotfiles/bashrc', join(ctx.userHome, '.bashrc'));
    const { found } = await audit();
    expect(found.hits).toMatchObject([{ path: join(ctx.userHome, '.bashrc') }]);
  });
});

test('the built program goes through many megabytes in bounded memory', async () => {
  const tree = makeTree(temporaryDirectory(), 40);
  const { hits, peak } = await measureAudit(tree, temporaryDirectory(), 1);
  expect(hits).toBe(tree.planted);
  expect(peak).toBeLessThan(140);
});
