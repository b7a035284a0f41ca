// The ADK in tests: its credentials file, and whom it would act as.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { cleanEnv } from './programs.ts';

export type AdkContent = {
  profiles?: Record<string, object>;
  profileMetadata?: Record<string, object>;
  currentProfile?: string;
  [key: string]: unknown;
};

export const adkFileIn = (userHome: string) => join(userHome, '.adk', 'credentials');

/**
 * Writes the ADK's file.
 * @returns its path
 */
export function writeAdk(userHome: string, content: AdkContent | string): string {
  const path = adkFileIn(userHome);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

export const adkText = (userHome: string) => readFileSync(adkFileIn(userHome), 'utf8');

export const adkContent = (userHome: string): AdkContent => JSON.parse(adkText(userHome));

/** The token of one of the ADK's profiles. */
export function adkTokenOf(userHome: string, name: string): string | undefined {
  return (adkContent(userHome).profiles?.[name] as { token?: string } | undefined)?.token;
}

export type AdkActs = {
  name: string;
  status: number;
  who: string | null;
  workspace: string | null;
};

const standIn = fileURLToPath(new URL('./standInAdk.mjs', import.meta.url));

/** A directory with a program `adk` in it, for PATH. */
export function adkOnPath(directory: string): string {
  const bin = join(directory, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'adk'), `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`, {
    mode: 0o755,
  });
  return bin;
}

/**
 * As whom the ADK acts on its own.
 * @throws the ADK's message if it fails
 */
export async function adkActs(userHome: string, ...args: string[]): Promise<AdkActs> {
  const child = spawn(process.execPath, [standIn, 'deploy', ...args], {
    cwd: userHome,
    env: cleanEnv({ HOME: userHome }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  if (texts[0] === '') throw new Error(texts[1]);
  return JSON.parse(texts[0]);
}
