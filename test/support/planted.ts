// Things that can be planted in place of a file, and runs of the built program beside them.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from './context.ts';
import { builtCli, cleanEnv } from './programs.ts';
import { sampleTokens } from './sandbox.ts';

/** The name of a thing → a function that puts it at a path. */
export const planted: Readonly<Record<string, (path: string) => void>> = {
  'a directory': path => mkdirSync(path),
  'a pipe': path => void execFileSync('mkfifo', [path]),
  'a symlink to /dev/zero': path => symlinkSync('/dev/zero', path),
  'a symlink to /dev/stdin': path => symlinkSync('/dev/stdin', path),
  'a symlink to /dev/tty': path => symlinkSync('/dev/tty', path),
  'a symlink to a pipe': path => {
    execFileSync('mkfifo', [`${path}.pipe`]);
    symlinkSync(`${path}.pipe`, path);
  },
  'a symlink to a directory': path => {
    mkdirSync(`${path}.directory`);
    symlinkSync(`${path}.directory`, path);
  },
  'a socket': path => {
    const listen = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    try {
      execFileSync(process.execPath, ['-e', listen, path], { stdio: 'ignore' });
    } catch {
      // The process killed itself, so its socket file stays.
    }
  },
  'a file of a terabyte': path => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 40);
  },
  'a binary': path => writeFileSync(path, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 0xff])),
  'UTF-16': path => writeFileSync(path, Buffer.from('\ufeff{"workspaceId":"ws_dev"}', 'utf16le')),
  'a symlink to nothing': path => symlinkSync('nowhere', path),
  'a symlink to itself': path => symlinkSync(path, path),
  'a file that is closed': path => {
    writeFileSync(path, '{}', { mode: 0 });
    if (process.getuid?.() === 0) chownSync(path, 65534, 65534);
  },
};

/** Places where somebody else may have put something: below the user's home, or in the project. */
export const places = {
  project: ['project/agent.json', 'project/agent.local.json', 'project/.env'],
  'the home': [
    '.adk/credentials',
    '.botpress/profiles.json',
    '.botpress/global.cache.json',
    '.botpress/config.json.good',
    '.botpress/config.json.broken-1',
    '.botpress/config.json.new-1-1',
    '.botpress/rotation-abc.json',
    '.botpress/ephemeral-abc.json',
    '.botpress/notes',
    '.bash_history',
  ],
} as const;

/** A home with a profile `dev`, and the planted thing at each of the places. */
export function homeWith(kind: string, paths: readonly string[], apiUrl: string): string {
  const home = temporaryDirectory();
  const dev = {
    ...{ apiUrl, workspaceId: 'ws_abc123', token: sampleTokens.owner },
    ...{ tokenOrigin: apiUrl, kind: 'pat', id: 'id-dev' },
  };
  const config = { version: 1, activeProfile: 'dev', profiles: { dev } };
  mkdirSync(join(home, 'project'));
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });
  for (const path of paths) {
    const full = join(home, path);
    mkdirSync(dirname(full), { recursive: true });
    rmSync(full, { force: true });
    planted[kind]?.(full);
  }
  return home;
}

export type Ended = {
  /** Null if it had to be killed. */
  code: number | null;
  stdout: string;
  stderr: string;
};

/** Milliseconds until a command is killed; enough for a busy machine, too. */
const patience = 30_000;

/** Runs a command in the project; its standard input has one line and stays open. */
export function runBeside(home: string, argv: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [builtCli, ...argv], {
    cwd: join(home, 'project'),
    env: cleanEnv({ HOME: home, CI: 'true' }),
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {});
  child.stdin.write('for the program\n');
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  const late = setTimeout(() => child.kill('SIGKILL'), patience);
  onTestFinished(() => {
    clearTimeout(late);
    child.kill('SIGKILL');
  });
  return new Promise(resolve => {
    child.on('close', code => {
      clearTimeout(late);
      resolve({ code, stdout, stderr });
    });
  });
}
