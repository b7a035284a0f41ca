// Processes that only use the store (storeChild.ts), independent of the test runner.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cleanEnv, type Ran } from './programs.ts';

export type Child = {
  pid: number;
  kill: (signal: NodeJS.Signals) => void;
  /** Resolves when the child has printed this line. */
  line: (text: string) => Promise<void>;
  ended: Promise<Ran>;
};

type StartOptions = {
  env?: Record<string, string>;
  nodeArgs?: readonly string[];
  /** A program that starts the child, such as `setpriv …`. */
  through?: readonly string[];
};

export type Children = {
  start: (home: string, args: readonly string[], options?: StartOptions) => Child;
  run: (home: string, args: readonly string[], options?: StartOptions) => Promise<Ran>;
};

/** Bundles the child into a directory. */
export async function bundleStoreChild(outdir: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('./storeChild.ts', import.meta.url))],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['@napi-rs/keyring'],
    logLevel: 'error',
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
  });
}

/** Children from the bundle in that directory. */
export function childrenIn(directory: string): Children {
  const start: Children['start'] = (home, args, { env, nodeArgs = [], through = [] } = {}) => {
    const program = join(directory, 'storeChild.mjs');
    const [command = '', ...words] = [...through, process.execPath, ...nodeArgs, program, ...args];
    const child = spawn(command, words, {
      env: cleanEnv({ HOME: home, BP_BOTPRESS_HOME: home, ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
    });
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    const ended = new Promise<Ran>(resolve => {
      child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
    const line = (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (stdout.includes(`${text}\n`)) resolve();
        };
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`It ended without saying ${text}: ${stderr}`)));
        look();
      });
    return { pid: child.pid ?? 0, kill: signal => child.kill(signal), line, ended };
  };
  return { start, run: (...args) => start(...args).ended };
}
