// Environments for programs that get no credentials from us.
import { documentedNames, type Env, isBotpressToken, noteName, ownNames } from './variables.ts';

/** The environment without any credential of Botpress; all that is none stays. */
export function withoutCredentials(env: Env): Env {
  const ours = new Set<string>([...ownNames, noteName, ...Object.values(documentedNames)]);
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name, value]) => !ours.has(name.toUpperCase()) && !isBotpressToken(value ?? ''),
    ),
  );
}

/** The environment for programs that have nothing to do with Botpress. */
export function withoutBotpress(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(BP|BOTPRESS)_/i.test(name)));
}
