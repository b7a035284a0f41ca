// The meaning of an API error: by `type` first, then by status, and only if the body has the API's
// own shape.
import * as v from 'valibot';
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import { type Advice, firstRun, type Line, lineHere, running, say } from '../commandLine.ts';
import type { ErrorCode } from '../errorCodes.ts';
import { AppError } from '../errors.ts';
import { valueAt } from '../valueAt.ts';
import type { Exchange } from './exchange.ts';
import { shortened } from './text.ts';

const word = v.pipe(v.string(), v.transform(shortened));

const errorBody = v.object({
  id: v.optional(word, ''),
  code: v.number(),
  type: word,
  message: v.string(),
});

export type ApiErrorBody = v.InferOutput<typeof errorBody>;

/** The error body of the API, null for anything else. */
export function asErrorBody(value: unknown): ApiErrorBody | null {
  const result = v.safeParse(errorBody, value);
  return result.success ? result.output : null;
}

type Meaning = {
  code: ErrorCode;
  says: string;
  hint: Advice | ((exchange: Exchange) => Advice);
};

/** The login command for the API that answered. */
function loginAt(origin: string, path: string): Line {
  const apiUrl = origin + path.slice(0, Math.max(0, path.indexOf('/v1/')));
  return lineHere('login', ...(apiUrl === defaultApiUrl ? [] : ['--apiUrl', apiUrl]));
}

// The error types whose meaning does not depend on the status (docs/notes/botpress-api.md).
const meanings = {
  Unauthorized: {
    code: 'token-rejected',
    says: 'The API does not accept the token: it is wrong, expired or revoked',
    hint: ({ origin, path }) =>
      say`Create a new token at https://app.botpress.cloud/profile/tokens and ${running(loginAt(origin, path))}`,
  },
  Forbidden: {
    code: 'forbidden',
    says: 'The token is good, but it is not allowed to do this',
    hint: say`${firstRun(lineHere('doctor'))} to see whether the kind of token, the workspace or the role is the reason`,
  },
  QuotaExceeded: {
    code: 'quota-exceeded',
    says: 'A quota of the workspace is used up; the token and its permissions are fine',
    hint: 'See the usage of the workspace in the dashboard, or raise its plan',
  },
  PaymentRequired: {
    code: 'payment-required',
    says: 'The workspace has to be paid for first; the token and its permissions are fine',
    hint: 'See Billing in the dashboard of the workspace',
  },
  RateLimited: {
    code: 'rate-limited',
    says: 'Too many requests; the token and its permissions are fine',
    hint: 'Wait a moment and try again',
  },
} as const satisfies Record<string, Meaning>;

/** Meanings by status, for error types that are not in the table of types. */
const ofStatus: Readonly<Record<string, Meaning>> = {
  401: meanings.Unauthorized,
  402: meanings.PaymentRequired,
  403: meanings.Forbidden,
  404: {
    code: 'not-found',
    says: 'The API cannot find what was asked for',
    hint: 'Check the id in the request',
  },
  429: meanings.RateLimited,
};

/** The meaning of an error type that is not in the table of types, by its status. */
function meaningOfStatus(status: number): Meaning {
  if (status >= 500) {
    return {
      code: 'api-fault',
      says: 'The Botpress API has an internal error',
      hint: 'Try again in a moment; https://status.botpress.com tells more',
    };
  }
  const refused = {
    code: 'request-refused',
    says: 'The API refused the request',
    hint: 'Check the request',
  } as const;
  return valueAt(ofStatus, `${status}`) ?? refused;
}

/** The API's error body as an AppError. */
export function apiError(body: ApiErrorBody, exchange: Exchange): AppError {
  const meaning =
    valueAt<Meaning>(meanings, body.type) ?? meaningOfStatus(exchange.status ?? body.code);
  const wait = exchange.retryAfter === null ? '' : `, try again in ${exchange.retryAfter} s`;
  return new AppError(meaning.code, `${meaning.says} (${body.code} ${body.type}${wait})`, {
    hint: typeof meaning.hint === 'function' ? meaning.hint(exchange) : meaning.hint,
    exchange,
  });
}

/**
 * The error for a refusal that the workspace role explains.
 * @param what the action, to follow the words `may not`: `see this`
 */
export function roleInsufficient(refusal: AppError, role: string, what: string): AppError {
  const message = `The role ${role} may not ${what} (403 Forbidden)`;
  return new AppError('role-insufficient', message, {
    hint: 'Ask an administrator of the workspace for a role with more rights',
    exchange: refusal.exchange,
    cause: refusal,
  });
}

/**
 * The error for an answer that Botpress's API would not give: from a captive portal, a proxy or
 * another server.
 * @param host as the error's message names it
 */
export function notTheApi(exchange: Exchange, host = new URL(exchange.origin).host): AppError {
  const { status, contentType } = exchange;
  const isFault = status !== null && status >= 500;
  const page = contentType === 'text/html' ? 'login-page' : 'not-the-api';
  return new AppError(
    isFault ? 'gateway-fault' : page,
    isFault
      ? `A server in front of the Botpress API at ${host} has a fault (HTTP ${status})`
      : `What answered at ${host} is not the Botpress API (HTTP ${status})`,
    {
      hint: 'Check the API URL; a login page of the network or a proxy may be answering instead of the API',
      exchange,
    },
  );
}
