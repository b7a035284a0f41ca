// A job of GitHub Actions as its steps see it: GITHUB_ENV is read after each step, as the runner does.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from './cli.ts';
import { temporaryDirectory } from './context.ts';
import { runShell } from './shell.ts';

export type Job = {
  /** The environment of the next step. */
  env: Record<string, string>;
  /** The values that the runner masks from here on. */
  masked: string[];
  step(script: string, extra?: Record<string, string>): Promise<Ran>;
};

export function githubJob(outer: Record<string, string>, cwd: string): Job {
  const file = join(temporaryDirectory(), 'set_env');
  const job: Job = {
    env: { ...outer, GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_ENV: file },
    masked: [],
    async step(script, extra = {}) {
      writeFileSync(file, '');
      const ran = await runShell(`set -eo pipefail\n${script}`, {
        ...{ cwd, shell: 'bash', env: { ...job.env, ...extra } },
      });
      for (const [, value = ''] of ran.stdout.matchAll(/^::add-mask::(.*)$/gm)) {
        job.masked.push(decodeURIComponent(value));
      }
      if (existsSync(file)) Object.assign(job.env, readRunnerFile(readFileSync(file, 'utf8')));
      return ran;
    },
  };
  return job;
}

/** A value is in `NAME=VALUE`, or between `NAME<<END` and `END`. Anything else fails the step. */
export function readRunnerFile(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue;
    const [, name = '', mark, rest = ''] = /^([^=<]+?)(=|<<)(.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`The runner does not understand: ${line}`);
    if (mark === '=') found[name] = rest;
    else {
      const end = lines.indexOf(rest);
      if (end === -1) throw new Error(`No end of ${name}`);
      found[name] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n');
    }
  }
  return found;
}
