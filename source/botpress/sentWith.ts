// The token that a request was sent with, kept apart from its exchange: exchanges are printed,
// tokens never.
import type { Exchange } from './exchange.ts';

/** Where a token came from, as far as the code that sends the request knows. */
export type TokenFrom =
  /** A stored profile; `place` is where its token is stored. */
  | {
      type: 'profile';
      name: string;
      place: 'file' | 'keychain' | 'command' | 'env';
      variable: string;
    }
  | { type: 'environment' }
  /** A token given for this login only. */
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

/** Null for an exchange that was not made by our client. */
export const sentWith = (exchange: Exchange): SentWith | null => kept.get(exchange) ?? null;
