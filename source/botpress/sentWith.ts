// What a request was sent with, kept beside its exchange: an exchange is printed, a token never.
import type { Exchange } from './exchange.ts';

/** Where a token was taken from, as far as whoever sent it knows. */
export type TokenFrom =
  /** A stored profile; `place` is where the token of it lives. */
  | {
      type: 'profile';
      name: string;
      place: 'file' | 'keychain' | 'command' | 'env';
      variable: string;
    }
  | { type: 'environment' }
  /** For this one login. */
  | { type: 'flag' | 'input' | 'typed' | 'browser' | 'command' }
  | { type: 'variable'; variable: string };

export type SentWith = {
  apiUrl: string;
  token: string;
  tokenOrigin: string;
  from: TokenFrom | null;
  workspaceId: string | null;
  botId: string | null;
  integrationId: string | null;
};

const kept = new WeakMap<Exchange, SentWith>();

export function keepSentWith(exchange: Exchange, sent: SentWith): void {
  kept.set(exchange, sent);
}

/** Null for an exchange that no client of ours made. */
export const sentWith = (exchange: Exchange): SentWith | null => kept.get(exchange) ?? null;
