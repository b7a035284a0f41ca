// Environments for programs that get no credentials from us.
import type { Context } from '../context.ts';
import { type Env, isBotpressToken, noteName, ownNames } from './variables.ts';

/** The environment without Botpress credentials; everything else stays. */
export function withoutCredentials({ env, platform }: Pick<Context, 'env' | 'platform'>): Env {
  const ours = new Set([...ownNames, noteName]);
  const isOurs = (name: string) => ours.has(platform === 'win32' ? name.toUpperCase() : name);
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => !isOurs(name) && !isBotpressToken(value ?? '')),
  );
}

/** The environment for programs unrelated to Botpress. */
export function withoutBotpress(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(BP|BOTPRESS)_/i.test(name)));
}
