// A small world for one row of the catalogue: a home, a sandbox, and ways to break either.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as realWait } from 'node:timers/promises';
import { diagnose, exitKindOf } from '../../source/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../source/diagnosis/diagnosis.ts';
import { diagnosisJson } from '../../source/diagnosis/json.ts';
import { reportJson } from '../../source/diagnosis/report.ts';
import { currentSubject } from '../../source/diagnosis/subject.ts';
import { exitCodes } from '../../source/errors.ts';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { changeState } from '../../source/profiles/store.ts';
import type { Sandbox } from '../../source/sandbox/server.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { type Result, runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

export type World = {
  ctx: FakeContext;
  sandbox: Sandbox;
  /** The directory of config.json. */
  home: string;
  /** Arguments of doctor beside --json. */
  args: string[];
  /** Stores a profile, and makes it the active one. */
  store(profile?: Partial<StoredProfile>, name?: string): Promise<void>;
  /** Writes a file below the home. */
  write(path: string, content: string | object, mode?: number): string;
  /** Makes the sandbox fail a path every time. */
  failing(path: string, status: number | 'reset' | 'timeout'): Promise<void>;
  env: Record<string, string>;
};

/** In rows that wait for a time limit, all time limits are this many times shorter. */
const hurried = 8;

/** A world with one working profile, `dev`, that is active. */
export async function createWorld(
  sandbox: Sandbox,
  options: { hurry?: boolean } = {},
): Promise<World> {
  const env: Record<string, string> = {};
  const factor = options.hurry ? hurried : 1;
  const ctx: FakeContext = {
    ...fakeContext({ env }),
    now: Date.now,
    wait: (ms, signal) => realWait(ms / factor, undefined, { signal }),
  };
  const home = ctx.botpressHome;
  const world: World = {
    ctx,
    sandbox,
    home,
    env,
    args: [],
    async store(profile = {}, name = 'dev') {
      const stored: StoredProfile = {
        apiUrl: sandbox.url,
        workspaceId: 'ws_abc123',
        token: sampleTokens.owner,
        tokenOrigin: sandbox.url,
        kind: 'pat',
        id: `id-${name}`,
        ...profile,
      };
      await changeState(ctx, 'test', config => ({
        ...config,
        activeProfile: name,
        profiles: { ...config.profiles, [name]: stored },
      }));
    },
    write(path, content, mode = 0o600) {
      const full = join(home, path);
      mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      writeFileSync(full, text, { mode });
      return full;
    },
    failing: (path, status) => control(sandbox, [{ method: 'GET', path, status, times: 1000 }]),
  };
  await control(sandbox, []);
  await world.store();
  return world;
}

async function control(sandbox: Sandbox, failNext: readonly object[]): Promise<void> {
  const body = JSON.stringify({ failNext });
  await fetch(`${sandbox.url}/_control`, { method: 'POST', body });
}

export type Diagnosed = {
  diagnosis: Diagnosis;
  code: number;
  /** What `doctor --json` prints. */
  output: string;
  /** What `doctor --report --json` prints. */
  report: string;
};

/** Diagnoses as `doctor` does, with the flags of the world. */
export async function doctor({ ctx, args }: World): Promise<Diagnosed> {
  const flag = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const wanted = flag('--for');
  const diagnosis = await diagnose(ctx, currentSubject(ctx, flag('--profile')), {
    offline: args.includes('--offline'),
    ...(wanted === undefined ? {} : { for: wanted }),
  });
  const kind = exitKindOf(diagnosis);
  return {
    diagnosis,
    code: kind === null ? 0 : exitCodes[kind],
    output: JSON.stringify(diagnosisJson(diagnosis)),
    report: JSON.stringify(reportJson(ctx, diagnosis)),
  };
}

/** Runs a printed fix unchanged: a real shell splits it into words. */
export async function runFix(world: World, command: string, typed?: string): Promise<Result> {
  const printed = execFileSync('bash', ['--norc', '-c', `printf '%s\\0' ${command}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { HOME: world.ctx.userHome, PATH: process.env.PATH },
  });
  const [program = '', ...words] = printed.split('\0').slice(0, -1);
  const done: Result = { code: 0, stdout: '', stderr: '' };
  if (program === 'bp-auth') {
    if (typed !== undefined) world.ctx.typed.end(typed);
    return runIn(world.ctx, ...words);
  }
  if (program === 'unset') for (const name of words) delete world.env[name];
  else if (program === 'export')
    Object.assign(world.env, Object.fromEntries(words.map(assignment)));
  else if (program === 'rm') for (const path of words.slice(1)) rmSync(path);
  else throw new Error(`no way to try ${program} here`);
  return done;
}

function assignment(word: string): [string, string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}
