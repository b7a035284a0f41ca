// The official error bodies (types and statuses: `errors` of @botpress/api's adminApi).
import { randomId } from './random.ts';
import { type Answer, json } from './reply.ts';

const statuses = {
  InvalidPayload: 400,
  InvalidQuery: 400,
  ReferenceNotFound: 400,
  Unauthorized: 401,
  PaymentRequired: 402,
  Forbidden: 403,
  QuotaExceeded: 403,
  ResourceNotFound: 404,
  MethodNotFound: 405,
  AlreadyExists: 409,
  ResourceGone: 410,
  PayloadTooLarge: 413,
  RateLimited: 429,
  Internal: 500,
  OperationTimeout: 504,
} as const;

export type ErrorType = keyof typeof statuses;

const errorTypes = Object.keys(statuses) as ErrorType[];

/** The retry-after header of RateLimited, in seconds (docs/reference.md). */
const retryAfter = '7';

/** An error answer in the API's format: `{id, code, type, message}`. */
export function refuse(type: ErrorType, message: string): Answer {
  const code = statuses[type];
  const answer = json({ id: `err_${randomId()}`, code, type, message }, code);
  return type === 'RateLimited'
    ? { ...answer, headers: { ...answer.headers, 'retry-after': retryAfter } }
    : answer;
}

/** The first type listed for a status; undefined if the API has no such status. */
export function typeOfStatus(status: unknown): ErrorType | undefined {
  return errorTypes.find(type => statuses[type] === status);
}

/** The answer for something that does not exist; `what` is its kind, such as `bot`. */
export function notFound(what: string): Answer {
  return refuse('ResourceNotFound', `The ${what} does not exist`);
}
