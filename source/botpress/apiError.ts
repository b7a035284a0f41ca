// Owns what an answer of the API means: by `type` first, status second, and only in the API's own shape.
import * as v from 'valibot';
import { AppError, type ErrorKind } from '../errors.ts';
import type { Exchange } from './exchange.ts';

const errorBody = v.object({
  id: v.optional(v.string(), ''),
  code: v.number(),
  type: v.string(),
  message: v.string(),
});

export type ApiErrorBody = v.InferOutput<typeof errorBody>;

/** The error body of the API, null for anything else. */
export function asErrorBody(value: unknown): ApiErrorBody | null {
  const result = v.safeParse(errorBody, value);
  return result.success ? result.output : null;
}

type Meaning = { kind: ErrorKind; says: string; hint: string };

const quota = (says: string, hint: string): Meaning => ({ kind: 'quota', says, hint });

// facts: botpress-api.md, Errors.
const meanings: Readonly<Record<string, Meaning>> = {
  Unauthorized: {
    kind: 'auth',
    says: 'The API does not accept the token: it is wrong, expired or revoked',
    hint: 'Create a new one at https://app.botpress.cloud/profile/tokens and run `bp-auth login`',
  },
  Forbidden: {
    kind: 'forbidden',
    says: 'The token is good, but it may not do this',
    hint: 'Run `bp-auth doctor` to see whether the kind of token, the workspace or the role is the reason',
  },
  QuotaExceeded: quota(
    'A quota of the workspace is used up; the token and its permissions are fine',
    'See the usage of the workspace in the dashboard, or raise its plan',
  ),
  PaymentRequired: quota(
    'The workspace has to be paid for first; the token and its permissions are fine',
    'See Billing in the dashboard of the workspace',
  ),
  RateLimited: quota(
    'Too many requests; the token and its permissions are fine',
    'Wait a moment and try again',
  ),
};

/** The meaning of the API's error types that are not in the table, by status. */
function meaningOfStatus(status: number): Meaning {
  if (status >= 500) {
    return {
      kind: 'network',
      says: 'The Botpress API has a fault of its own',
      hint: 'Try again in a moment; https://status.botpress.com tells more',
    };
  }
  if (status === 404) {
    return { kind: 'usage', says: 'The API does not know this', hint: 'Check the id' };
  }
  return { kind: 'usage', says: 'The API refused the request', hint: 'Check what was asked' };
}

/** What the API's error body says, as an AppError. */
export function apiError(body: ApiErrorBody, exchange: Exchange): AppError {
  const meaning = meanings[body.type] ?? meaningOfStatus(body.code);
  const wait = exchange.retryAfter === null ? '' : `, again in ${exchange.retryAfter} s`;
  return new AppError(meaning.kind, `${meaning.says} (${body.code} ${body.type}${wait})`, {
    hint: meaning.hint,
    exchange,
  });
}

/** For an answer that the Botpress API would not give: a captive portal, a proxy, another server. */
export function notTheApi(exchange: Exchange): AppError {
  const host = new URL(exchange.origin).host;
  return new AppError(
    'network',
    exchange.status !== null && exchange.status >= 500
      ? `${host} has a fault: something in front of the Botpress API answered (HTTP ${exchange.status})`
      : `What answered at ${host} is not the Botpress API (HTTP ${exchange.status})`,
    {
      hint: 'Check the API URL; a login page of the network or a proxy may be answering instead',
      exchange,
    },
  );
}
