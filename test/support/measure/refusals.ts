// Writes that must fail: on a full disk, and as a user without permission. Needs root, mount and setpriv.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../../source/sandbox/server.ts';
import { sampleTokens } from '../../../source/sandbox/tokens.ts';
import { filesBelow } from '../files.ts';
import { builtCli, cleanEnv, type Ran, runProgram } from '../programs.ts';
import { leftOverNames } from './leftOver.ts';
import { inDirectory, timed } from './places.ts';

export const canRefuse =
  process.getuid?.() === 0 &&
  ['mount', 'setpriv'].every(program => spawnSync('which', [program]).status === 0);

export type Refusal = {
  what: string;
  /** Exit code and the message's first line. */
  code: number | null;
  says: string;
  /** The additional milliseconds, compared with the same command when it succeeds. */
  longer: number;
  /** Whether the old files are unchanged, and no other files were added. */
  intact: boolean;
};

const nobody = 65_534;

/** `bp-auth login` as an unprivileged user, with obstacles in the way of its files. */
export function refusalsOfUser(): Promise<Refusal[]> {
  return inDirectory(async directory => {
    // The program in a place where everybody may read it.
    const program = join(directory, 'dist', 'cli.cjs');
    cpSync(join(builtCli, '..'), join(directory, 'dist'), { recursive: true });
    chmodSync(directory, 0o755);
    const sandbox = await startSandbox();
    const login = (home: string, workspaceId: string) => {
      const flags = ['--token', sampleTokens.owner, '--workspaceId', workspaceId];
      const words = ['login', '--apiUrl', sandbox.url, '--botpressHome', home, ...flags];
      const user = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
      const command = ['setpriv', ...user, process.execPath, program, ...words];
      return runProgram(command, { env: cleanEnv({ HOME: directory, CI: 'true' }), cwd: '/' });
    };
    const fresh = async (name: string) => {
      const home = join(directory, name, '.botpress');
      mkdirSync(join(home, '..'));
      chownSync(join(home, '..'), nobody, nobody);
      const { code, stderr } = await login(home, 'ws_dev');
      if (code !== 0) throw new Error(stderr);
      return home;
    };
    const refusals = await inTurn(Object.entries(inTheWay), async ([what, prepare], n) => {
      const home = await fresh(`case-${n}`);
      const usual = await inTurn([1, 2, 3], () => timed(() => login(home, 'ws_prod')));
      prepare(home);
      // No file contains this workspace yet, so all files would have to change.
      return refusal(what, home, Math.min(...usual), () => login(home, 'ws_abc123'));
    });
    await sandbox.close();
    return refusals;
  });
}

/** The obstacles, each with the function that creates it. */
const inTheWay: Readonly<Record<string, (home: string) => void>> = {
  'the directory is read-only': home => chmodSync(home, 0o500),
  'the file is read-only': home => chmodSync(join(home, 'config.json'), 0o400),
  'bp’s file is read-only': home => chmodSync(join(home, 'profiles.json'), 0o400),
  'the file cannot be read': home => chmodSync(join(home, 'config.json'), 0),
  'the directory is missing, its parent read-only'(home) {
    rmSync(home, { recursive: true });
    chmodSync(join(home, '..'), 0o500);
  },
  'the home is a file'(home) {
    rmSync(home, { recursive: true });
    writeFileSync(home, 'a file');
  },
  'the directory is another user’s'(home) {
    chownSync(home, 0, 0);
    chmodSync(home, 0o755);
  },
  'the directory is another user’s, and open to all'(home) {
    chownSync(home, 0, 0);
    chmodSync(home, 0o777);
  },
};

/** `profiles use` on a disk of a few pages, with less and less room until none is left. */
export function refusalsOfFullDisk(): Promise<{ refusals: Refusal[]; succeeded: number }> {
  return inDirectory(async directory => {
    const mount = join(directory, 'disk');
    mkdirSync(mount);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mount]);
    if (mounted.status !== 0) throw new Error(String(mounted.stderr));
    try {
      return await onDisk(mount, directory);
    } finally {
      spawnSync('umount', [mount]);
    }
  });
}

async function onDisk(
  mount: string,
  userHome: string,
): Promise<{ refusals: Refusal[]; succeeded: number }> {
  const home = join(mount, '.botpress');
  const sandbox = await startSandbox();
  const env = cleanEnv({ HOME: userHome, CI: 'true' });
  const run = (...words: string[]) =>
    runProgram([process.execPath, builtCli, ...words, '--botpressHome', home], { env, cwd: '/' });
  for (const workspaceId of ['ws_dev', 'ws_prod', 'ws_abc123']) {
    const flags = ['--token', sampleTokens.owner, '--workspaceId', workspaceId];
    const { code, stderr } = await run('login', '--apiUrl', sandbox.url, ...flags);
    if (code !== 0) throw new Error(stderr);
  }
  await sandbox.close();
  const usual = await inTurn(['dev', 'prod', 'dev'], name =>
    timed(() => run('profiles', 'use', name)),
  );
  const filler = join(mount, 'filler');
  const refusals: Refusal[] = [];
  let succeeded = 0;
  for (let pages = 12; pages >= 0; pages--) {
    fill(filler, pages);
    const name = pages % 2 === 0 ? 'prod' : 'acme';
    const what = `${pages} pages of 4 KiB are free`;
    const row = await refusal(what, home, Math.min(...usual), () => run('profiles', 'use', name));
    if (row.code === 0) succeeded++;
    else refusals.push(row);
    rmSync(filler);
  }
  return { refusals, succeeded };
}

/** Fills the disk, except for some pages. */
function fill(filler: string, free: number): void {
  const page = Buffer.alloc(4096);
  rmSync(filler, { force: true });
  let pages = 0;
  try {
    for (;;) {
      writeFileSync(filler, page, { flag: 'a' });
      pages++;
    }
  } catch {
    // The disk is full.
  }
  rmSync(filler);
  for (let n = 0; n < pages - free; n++) writeFileSync(filler, page, { flag: 'a' });
  if (!existsSync(filler)) writeFileSync(filler, '');
}

async function refusal(
  what: string,
  home: string,
  usual: number,
  run: () => Promise<Ran>,
): Promise<Refusal> {
  const before = look(home);
  let ran: Ran | undefined;
  const once = () =>
    timed(async () => {
      ran = await run();
    });
  // The shortest of a few runs: the machine may be busy, but a real stall would be in every run.
  const took = [await once()];
  const isSlow = () => took.length < 3 || Math.min(...took) > usual + 200;
  while (ran?.code !== 0 && took.length < 10 && isSlow()) took.push(await once());
  return {
    what,
    code: ran?.code ?? null,
    says: (ran?.stderr ?? '').split('\n').find(line => line.startsWith('Error')) ?? '',
    longer: Math.min(...took) - usual,
    intact: look(home) === before && leftOverNames(home).length === 0,
  };
}

function look(home: string): string {
  try {
    return JSON.stringify(filesBelow(home));
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

async function inTurn<Item, Value>(
  items: readonly Item[],
  work: (item: Item, n: number) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  for (const [n, item] of items.entries()) values.push(await work(item, n));
  return values;
}
