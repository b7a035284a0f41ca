// The command lines that people read in the help, the README and the other documents, and a world to run
// them in.
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { specs } from '../../source/commands/spec/specs.ts';
import { builtCli, cleanEnv } from './cli.ts';
import { fakeContext, temporaryDirectory } from './context.ts';
import { type Result, runIn } from './run.ts';
import { sampleTokens, sandboxForTest } from './sandbox.ts';
import { runShell } from './shell.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The examples of every command's help. */
export function helpLines(): string[] {
  return Object.values(specs).flatMap(({ examples }) => examples);
}

/** The code blocks of a document that are marked with this language. */
export function blocksOf(document: string, language: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'));
  return [...blocks].map(([, block = '']) => block);
}

/** The lines of the `sh` blocks of a document, without comments. */
export function linesOf(document: string): string[] {
  return blocksOf(document, 'sh')
    .flatMap(block => block.split('\n'))
    .map(line => line.replace(/(^|\s{2,})#.*$/, '').trim())
    .filter(line => line !== '');
}

const failedDeploy =
  '{"id":"err_1","code":403,"type":"Forbidden","message":"You do not have permission","metadata":{}}';

/** A program on the user's PATH. */
function put(directory: string, name: string, script: string): void {
  writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, name), 0o755);
}

/** @param shell bash unless the line names another one */
type RunLine = (line: string, shell?: string) => Promise<Result>;

/**
 * A home with the profiles, files and programs that the documented lines name. The default API URL is the
 * sandbox's.
 */
export async function documentedWorld(): Promise<RunLine> {
  const { url } = await sandboxForTest();
  const home = temporaryDirectory();
  const bin = join(home, 'bin');
  for (const name of ['bin', 'acme', '.adk', '.botpress'])
    mkdirSync(join(home, name), { mode: 0o700 });
  const profile = (workspaceId: string) => ({
    ...{ apiUrl: url, workspaceId, token: sampleTokens.owner, tokenOrigin: url, kind: 'pat' },
    ...{ tokenId: 'pat_owner_sample', id: `id-${workspaceId}`, accountEmail: 'owner@example.com' },
  });
  const profiles = {
    dev: profile('ws_dev'),
    prod: {
      ...profile('ws_solo'),
      ...{ token: sampleTokens.single, tokenId: 'pat_single_sample' },
      protected: true,
    },
    ci: profile('ws_abc123'),
    default: profile('ws_abc123'),
  };
  const state = { version: 1, activeProfile: 'default', previousProfile: 'dev', profiles };
  const write = (name: string, content: unknown) =>
    writeFileSync(join(home, name), JSON.stringify(content), { mode: 0o600 });
  write('.botpress/config.json', state);
  write('profiles-export.json', { version: 1, profiles: { shop: profile('ws_dev') } });
  write('.adk/credentials', {
    profiles: { adk: { token: sampleTokens.single, apiUrl: url, workspaceId: 'ws_solo' } },
  });
  writeFileSync(join(home, 'token.txt'), `${sampleTokens.owner}\n`, { mode: 0o600 });
  writeFileSync(join(home, 'deploy.log'), `${failedDeploy}\n`);
  put(bin, 'bp', `echo '${failedDeploy}'`);
  put(bin, 'pass', `echo ${sampleTokens.owner}`);
  symlinkSync(builtCli, join(bin, 'built'));
  // --apiUrl is put first, because behind `--` it would belong to another program.
  put(
    bin,
    'bp-auth',
    `[ "$1" = login ] || exec built "$@"\nshift\nexec built login --apiUrl ${url} "$@"`,
  );
  const env = {
    ...cleanEnv({ HOME: home, CI_BOTPRESS_TOKEN: sampleTokens.owner }),
    ...{ BOTPRESS_TOKEN: sampleTokens.owner, WORKSPACE_ID: 'ws_abc123' },
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(':'),
  };
  const botpressHome = join(home, '.botpress');
  return async (line, shell = shellOf(line)) => {
    const argv = isPlain.test(line) ? line.split(' ').slice(1) : null;
    if (argv === null) {
      const { code, stdout, stderr } = await runShell(line, { cwd: home, env, shell });
      return { code: code ?? -1, stdout, stderr };
    }
    const ctx = fakeContext({ cwd: home, botpressHome, env });
    const toSandbox = argv[0] === 'login' ? ['--apiUrl', url] : [];
    return runIn({ ...ctx, userHome: home, now: Date.now }, ...argv, ...toSandbox);
  };
}

export const shellOf = (line: string) => /\b(fish|zsh)\b/.exec(line)?.[1] ?? 'bash';

/**
 * Lines that need no shell and start no program. They run in this process, which is much faster.
 */
const isPlain = /^bp-auth (?!exec\b)(?!.* -- )[\w .:=-]+$/;
