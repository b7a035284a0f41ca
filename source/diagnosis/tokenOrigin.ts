// The source of a token that was sent, in words that fit into the middle of a sentence.
import type { SentWith, TokenFrom } from '../botpress/sentWith.ts';
import type { Context } from '../context.ts';
import { readDotenv } from '../files/dotenv.ts';
import type { Config } from '../profiles/config.ts';
import { cleanToken } from '../secrets/clean.ts';
import { fingerprint } from '../secrets/kind.ts';
import { documentedNames, families } from '../secrets/variables.ts';

export type TokenOrigin = {
  /** `from BP_TOKEN in the environment`, `of the profile dev`. */
  words: string;
  /** The stored profile that the token belongs to; null if none. */
  name: string | null;
};

/**
 * The source of a token that was sent: `from` if it is given, otherwise the variable or the profile
 * with the same token. Only reads, and sends nothing.
 */
export function tokenOriginOf(ctx: Context, sent: SentWith, config: Config): TokenOrigin {
  const variable = variableWith(ctx.env, sent.token);
  const from = sent.from ?? (variable === null ? null : ({ type: 'environment' } as const));
  if (from === null) {
    const name = profileWith(config, sent.token);
    return { words: name === null ? '' : `of the profile ${name}`, name };
  }
  const name = from.type === 'profile' ? from.name : null;
  return { words: wordsOf(ctx, from, variable, sent.token), name };
}

function wordsOf(ctx: Context, from: TokenFrom, variable: string | null, token: string): string {
  switch (from.type) {
    case 'profile':
      return ofProfile(from);
    case 'environment':
      return variable === null ? 'from the environment' : inEnvironment(ctx, variable, token);
    case 'variable':
      return `from ${from.variable} in the environment`;
    case 'command':
      return 'from the token command';
    case 'browser':
      return 'from the browser';
    default: {
      const how = {
        flag: 'given with --token',
        input: 'given on standard input',
        typed: 'that was typed in',
      };
      return `${how[from.type]}${variable === null ? '' : ` (it is the one in ${variable})`}`;
    }
  }
}

function ofProfile({ name, place, variable }: Extract<TokenFrom, { type: 'profile' }>): string {
  const places = {
    file: `of the profile ${name}`,
    keychain: `from the keychain, of the profile ${name}`,
    command: `from the token command of the profile ${name}`,
    env: `from ${variable} in the environment, of the profile ${name}`,
  };
  return places[place];
}

/**
 * If a `.env` contains the same value, that file has to be fixed: something loaded it into the
 * environment.
 */
function inEnvironment(ctx: Context, variable: string, token: string): string {
  const { variables, shown } = readDotenv(ctx);
  const same = [...variables].find(([, { value }]) => cleanToken(value).token === token);
  const also = same === undefined ? '' : ` (${shown}:${same[1].line} contains the same token)`;
  return `from ${variable} in the environment${also}`;
}

const names = [...families.map(({ token }) => token), ...Object.values(documentedNames)];

function variableWith(env: Context['env'], token: string): string | null {
  const holds = (name: string) => cleanToken(env[name] ?? '').token === token;
  return names.find(name => env[name] && holds(name)) ?? null;
}

function profileWith({ profiles }: Config, token: string): string | null {
  const print = fingerprint(token);
  const found = Object.entries(profiles).find(
    ([, profile]) => profile.token?.trim() === token || profile.tokenFingerprint === print,
  );
  return found?.[0] ?? null;
}
