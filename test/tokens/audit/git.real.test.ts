// A stranger's repository: whatever programs its settings name, a search for tokens runs none of them.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnv, runCli } from '../../support/cli.ts';
import { temporaryDirectory } from '../../support/context.ts';
import { startPty } from '../../support/pty.ts';

const leaked = 'bp_pat_leakleakleakleakleak0001';

type Planted = {
  home: string;
  tree: string;
  /** The path of a program that leaves a mark when it runs. */
  program: string;
  git(...args: string[]): string;
  /** Appends to .git/config. */
  configure(text: string): void;
  hasRun(): boolean;
};

function plantedTree(): Planted {
  const home = temporaryDirectory();
  const tree = join(home, 'tree');
  mkdirSync(tree);
  const mark = join(home, 'mark');
  const program = join(home, 'program');
  writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\nexit 1\n`, { mode: 0o755 });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.email=a@b', '-c', 'user.name=x', ...args], {
      cwd: tree,
      env: cleanEnv({ HOME: home }),
      encoding: 'utf8',
      stdio: 'pipe',
    });
  git('init', '-q', '.');
  writeFileSync(join(tree, '.gitignore'), 'ignored\n');
  writeFileSync(join(tree, 'notes.txt'), `X=${leaked}\n`);
  writeFileSync(join(tree, '.env'), `BP_TOKEN=${leaked}\n`);
  git('add', '.gitignore', 'notes.txt');
  git('commit', '-qm', 'first');
  return {
    home,
    tree,
    program,
    git,
    configure: text => appendFileSync(join(tree, '.git', 'config'), `${text}\n`),
    hasRun: () => existsSync(mark),
  };
}

/** A partial clone whose .gitignore has to be fetched before git knows what it ignores. */
function partial({ tree, git, configure }: Planted, remote: string, settings = ''): void {
  git('update-index', '--skip-worktree', '.gitignore');
  const blob = git('rev-parse', 'HEAD:.gitignore').trim();
  rmSync(join(tree, '.gitignore'));
  rmSync(join(tree, '.git', 'objects', blob.slice(0, 2), blob.slice(2)), { force: true });
  git('config', 'core.repositoryformatversion', '1');
  configure(
    `[extensions]\n partialClone = origin\n[remote "origin"]\n promisor = true\n ${remote}`,
  );
  configure(settings);
}

type Row = {
  plant: (planted: Planted) => void;
  /** Arguments with which an unprotected git runs the program, or a function that makes it run. */
  live: readonly string[] | ((planted: Planted) => void | Promise<void>);
  /** The PATH of the searching process. */
  path?: (planted: Planted) => string;
};

const asks = ['check-ignore', '.env'];
const commits = [
  ...['-c', 'user.email=a@b', '-c', 'user.name=x'],
  ...['commit', '-q', '--allow-empty', '-m', 'x'],
];

const rows: Record<string, Row> = {
  'core.sshCommand of a partial clone': {
    plant: planted =>
      partial(planted, 'url = ssh://x/y', `[core]\n sshCommand = ${planted.program}`),
    live: asks,
  },
  'the same, with the protocol allowed': {
    plant: planted =>
      partial(
        planted,
        'url = ssh://x/y',
        `[core]\n sshCommand = ${planted.program}\n[protocol "ssh"]\n allow = always`,
      ),
    live: asks,
  },
  'the program at the other end of a partial clone': {
    plant: planted => partial(planted, `url = ${planted.tree}\n uploadpack = ${planted.program}`),
    live: asks,
  },
  'a transport that is a program': {
    plant: planted =>
      partial(planted, `url = ext::${planted.program}`, '[protocol "ext"]\n allow = always'),
    live: asks,
  },
  'core.gitProxy': {
    plant: planted => partial(planted, 'url = git://x/y', `[core]\n gitProxy = ${planted.program}`),
    live: asks,
  },
  'core.fsmonitor': {
    plant: ({ configure, program }) => configure(`[core]\n fsmonitor = ${program}`),
    live: ['status'],
  },
  'core.fsmonitor of an included file': {
    plant: ({ tree, configure, program }) => {
      writeFileSync(join(tree, 'more'), `[core]\n fsmonitor = ${program}\n`);
      configure('[include]\n path = ../more');
    },
    live: ['status'],
  },
  'core.fsmonitor of a working tree': {
    plant: ({ tree, git, program }) => {
      git('config', 'core.repositoryformatversion', '1');
      git('config', 'extensions.worktreeConfig', 'true');
      writeFileSync(join(tree, '.git', 'config.worktree'), `[core]\n fsmonitor = ${program}\n`);
    },
    live: ['status'],
  },
  'core.fsmonitor where .git is a file that leads elsewhere': {
    plant: ({ tree, configure, program }) => {
      configure(`[core]\n fsmonitor = ${program}`);
      renameSync(join(tree, '.git'), join(tree, 'elsewhere'));
      writeFileSync(join(tree, '.git'), 'gitdir: elsewhere\n');
    },
    live: ['status'],
  },
  'core.fsmonitor of a tree that is its own repository without a working tree': {
    plant: ({ tree, configure, program }) => {
      configure(`[core]\n fsmonitor = ${program}\n worktree = ${tree}`);
      for (const name of readdirSync(join(tree, '.git'))) {
        renameSync(join(tree, '.git', name), join(tree, name));
      }
    },
    live: ['-c', 'core.bare=false', 'status'],
  },
  'every hook': {
    plant: ({ tree, program }) => {
      const hooks = ['post-index-change', 'pre-commit', 'post-checkout', 'reference-transaction'];
      for (const name of hooks) {
        const hook = join(tree, '.git', 'hooks', name);
        writeFileSync(hook, `#!/bin/sh\n${program}\n`);
        chmodSync(hook, 0o755);
      }
    },
    live: commits,
  },
  'core.hooksPath': {
    plant: ({ tree, configure, program }) => {
      mkdirSync(join(tree, 'hooks'));
      for (const name of ['post-index-change', 'pre-commit']) {
        writeFileSync(join(tree, 'hooks', name), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
      }
      configure('[core]\n hooksPath = hooks');
    },
    live: commits,
  },
  'a pager': {
    plant: ({ configure, program }) =>
      configure(
        `[core]\n pager = ${program}\n[pager]\n ls-files = ${program}\n check-ignore = ${program}`,
      ),
    live: async ({ tree, home }) => {
      await startPty('git', ['log'], { cwd: tree, env: { HOME: home } }).exited;
    },
  },
  'an alias of what is asked': {
    plant: ({ configure, program }) =>
      configure(`[alias]\n ls-files = !${program}\n check-ignore = !${program}\n zz = !${program}`),
    live: ['zz'],
  },
  'a filter': {
    plant: ({ tree, configure, program }) => {
      writeFileSync(join(tree, '.gitattributes'), '* filter=evil diff=evil merge=evil\n');
      configure(
        `[filter "evil"]\n clean = ${program}\n smudge = ${program}\n process = ${program}\n required = true`,
      );
      writeFileSync(join(tree, 'notes.txt'), `X=${leaked} \n`);
    },
    live: ['add', 'notes.txt'],
  },
  'an external diff': {
    plant: ({ tree, configure, program }) => {
      writeFileSync(join(tree, '.gitattributes'), '* diff=evil\n');
      configure(
        `[diff]\n external = ${program}\n[diff "evil"]\n command = ${program}\n textconv = ${program}`,
      );
      writeFileSync(join(tree, 'notes.txt'), `X=${leaked}\nmore\n`);
    },
    live: ['diff'],
  },
  'a helper for credentials': {
    plant: ({ configure, program }) =>
      configure(`[credential]\n helper = ${program}\n[core]\n askPass = ${program}`),
    live: ({ tree, home }) => {
      spawnSync('git', ['credential', 'fill'], {
        cwd: tree,
        env: cleanEnv({ HOME: home }),
        input: 'url=https://x.example\n\n',
      });
    },
  },
  'a git of its own, on the path': {
    plant: ({ tree, program }) => {
      mkdirSync(join(tree, 'node_modules', '.bin'), { recursive: true });
      writeFileSync(join(tree, 'node_modules', '.bin', 'git'), `#!/bin/sh\n${program}\n`, {
        mode: 0o755,
      });
    },
    path: ({ tree }) =>
      ['.', 'node_modules/.bin', join(tree, 'node_modules', '.bin'), process.env.PATH].join(
        delimiter,
      ),
    live: ({ tree, home }) => {
      spawnSync('git', ['--version'], {
        cwd: tree,
        env: cleanEnv({
          HOME: home,
          PATH: `${join(tree, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
        }),
      });
    },
  },
};

describe.skipIf(process.platform === 'win32')('nothing is run', () => {
  test.each(Object.entries(rows))('by %s', async (_, { plant, live, path }) => {
    const planted = plantedTree();
    plant(planted);
    const options = {
      cwd: planted.tree,
      ...(path === undefined ? {} : { env: { PATH: path(planted) } }),
    };
    const audit = await runCli(planted.home, ['tokens', 'audit', '.'], options);
    expect(audit.stdout).toContain('notes.txt');
    await runCli(planted.home, ['checklist', '--offline'], options);
    expect(planted.hasRun()).toBe(false);
    // Without protection git runs the program; otherwise this test would prove nothing.
    if (typeof live === 'function') await live(planted);
    else {
      spawnSync('git', live, {
        cwd: planted.tree,
        env: cleanEnv({ HOME: planted.home }),
      });
    }
    expect(planted.hasRun()).toBe(true);
  });
});

describe('where git would wait for ever', () => {
  test.skipIf(process.platform === 'win32').each(['.gitignore', '.git/config', '.git/index'])(
    'it is not asked: %s is a pipe',
    async name => {
      const planted = plantedTree();
      rmSync(join(planted.tree, name));
      execFileSync('mkfifo', [join(planted.tree, name)]);
      const before = Date.now();
      const { stdout } = await runCli(planted.home, ['tokens', 'audit', 'notes.txt'], {
        cwd: planted.tree,
      });
      expect(stdout).toContain('notes.txt');
      expect(Date.now() - before).toBeLessThan(8000);
    },
  );
});
