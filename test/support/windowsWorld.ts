// A home, a project and an API, on Linux or on Windows, so that the results can be compared.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { filesWith } from '../tokens/world.ts';
import { cleanEnv, runCli } from './cli.ts';
import { temporaryDirectory } from './context.ts';
import { sandboxForTest } from './sandbox.ts';
import { runShell } from './shell.ts';
import type { Ended, Windows } from './windows.ts';

type CliOptions = {
  env?: Record<string, string>;
  /** A path below the root, or an absolute path in the system's spelling. */
  cwd?: string;
  input?: string;
};

export type World = {
  isWindows: boolean;
  url: string;
  /** A path below the root in Linux's spelling, for the test's own work. */
  at(...names: string[]): string;
  /** A path below the root as the tested program writes it: on Windows with backslashes. */
  path(...names: string[]): string;
  /** The path of Node, as the tested program writes it. */
  node: string;
  cli(args: readonly string[], options?: CliOptions): Promise<Ended>;
  /** A line as it is typed: for cmd.exe on Windows, for sh on Linux. */
  shell(line: string, options?: CliOptions): Promise<Ended>;
  /** A program on PATH as npm would install it: a Node script, and the file that starts it. */
  tool(name: string, script: string, directory?: string): void;
  write(name: string, text: string | Buffer): void;
  read(name: string): string;
  /** The files below the root that contain a text. */
  holding(text: string): string[];
  /**
   * A text without what differs between the systems, or from run to run: paths, the API's address,
   * durations.
   */
  plain(text: string): string;
  /** The results of `cli` so far, their texts as `plain` returns them. */
  told: Ended[];
};

export async function linuxWorld(): Promise<World> {
  const root = temporaryDirectory();
  const { url } = await sandboxForTest();
  return worldOf({
    root,
    url,
    windows: null,
    run: (args, cwd, env, input) => runCli(join(root, 'home'), args, { cwd, env, input }),
    type: (line, cwd, env) => runShell(line, { shell: 'sh', cwd, env: cleanEnv(env) }),
  });
}

export async function windowsWorld(windows: Windows): Promise<World> {
  const root = mkdtempSync(join(windows.drive, 'w-'));
  const { url } = await sandboxForTest();
  const home = `C:\\${root.slice(windows.drive.length + 1)}\\home`;
  const own = {
    // The value that cmd.exe sets for the programs it starts.
    PROMPT: '$P$G',
    USERPROFILE: home,
    APPDATA: `${home}\\AppData\\Roaming`,
    LOCALAPPDATA: `${home}\\AppData\\Local`,
  };
  return worldOf({
    root,
    url,
    windows,
    run: (args, cwd, env, input) =>
      windows.cli(args, { env: { ...windows.env, ...own, ...env }, cwd, input }),
    type: (line, cwd, env) =>
      windows.run('C:\\windows\\system32\\cmd.exe', ['/d', '/s', '/c', `"${line}"`], {
        env: { ...windows.env, ...own, ...env },
        cwd,
        verbatim: true,
      }),
  });
}

type Parts = {
  root: string;
  url: string;
  windows: Windows | null;
  run(
    args: readonly string[],
    cwd: string,
    env: Record<string, string>,
    input: string,
  ): Promise<Ended>;
  type(line: string, cwd: string, env: Record<string, string>): Promise<Ended>;
};

function worldOf({ root, url, windows, run, type }: Parts): World {
  for (const name of ['home', 'project', 'bin']) mkdirSync(join(root, name));
  const shownRoot =
    windows === null ? root : `C:${root.slice(windows.drive.length).replaceAll('/', '\\')}`;
  const path = (...names: string[]) =>
    [shownRoot, ...names.flatMap(name => name.split('/'))].join(windows === null ? '/' : '\\');
  const node = windows?.node ?? process.execPath;
  const PATH = [path('bin'), windows?.env.PATH ?? process.env.PATH].join(
    windows === null ? delimiter : ';',
  );
  const plain = (text: string) =>
    text
      .replaceAll('\r\n', '\n')
      .replaceAll(url, '<api>')
      .replaceAll(new URL(url).host, '<host>')
      .replaceAll(JSON.stringify(shownRoot).slice(1, -1), '<root>')
      .replaceAll(shownRoot, '<root>')
      .replace(/<root>[^\s"',;)]*/g, place => place.replaceAll('\\\\', '/').replaceAll('\\', '/'))
      .replace(/ \(\d+ ms\)/g, '')
      .replace(/"\w*(?:Ms|At|duration|startedAt)":\s?("[^"]*"|\d+)/g, '<time>');
  const told: Ended[] = [];
  return {
    isWindows: windows !== null,
    url,
    node,
    at: (...names) => join(root, ...names),
    path,
    plain,
    told,
    async cli(args, { env = {}, cwd = 'project', input = '' } = {}) {
      const place = /^(?:\/|[A-Za-z]:)/.test(cwd) ? cwd : path(cwd);
      const { code, stdout, stderr } = await run(args, place, { PATH, ...env }, input);
      told.push({ code, stdout: plain(stdout), stderr: plain(stderr) });
      return { code, stdout, stderr };
    },
    shell: (line, { env = {} } = {}) => type(line, path('project'), { PATH, ...env }),
    tool(name, script, directory = 'bin') {
      mkdirSync(join(root, directory), { recursive: true });
      writeFileSync(join(root, directory, `${name}.js`), script);
      const [file, text] =
        windows === null
          ? [name, `#!/bin/sh\nexec '${node}' "$(dirname "$0")/${name}.js" "$@"\n`]
          : [`${name}.cmd`, `@ECHO off\r\n"${node}" "%~dp0\\${name}.js" %*\r\n`];
      writeFileSync(join(root, directory, file), text);
      chmodSync(join(root, directory, file), 0o755);
    },
    write: (name, text) => {
      // Private, as bp-auth creates files in its home.
      mkdirSync(join(root, name, '..'), { recursive: true, mode: 0o700 });
      writeFileSync(join(root, name), text, { mode: 0o600 });
    },
    read: name => readFileSync(join(root, name), 'utf8'),
    holding: text => filesWith({ userHome: root }, text),
  };
}
