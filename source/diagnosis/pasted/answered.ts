// The cause of an API error, or of a status alone, that a pasted text shows. The addresses, the
// tokens and the action in the same text make the cause more precise.
import { unanswered } from '../../botpress/exchange.ts';
import type { ErrorCode } from '../../errorCodes.ts';
import type { TokenKind } from '../../secrets/kind.ts';
import { valueAt } from '../../valueAt.ts';
import type { Action } from '../actions.ts';
import { causeOfExchange } from '../causes.ts';
import type { Confidence } from '../diagnosis.ts';
import type { SaidByApi } from './bodies.ts';
import { isBotpress, plain, type Symptom } from './symptom.ts';
import type { Address } from './traces.ts';

type Around = {
  addresses: readonly Address[];
  kinds: readonly TokenKind[];
  action: Action | null;
};

/** The symptom for an API error: its cause, made more precise by the rest of the text. */
export function ofApi({ type, status, errorId, found }: SaidByApi, around: Around): Symptom {
  const exchange = unanswered({ origin: 'https://the.host', status, errorType: type });
  const judged = narrowed(causeOfExchange({ ...exchange, redirected: false }), status, around);
  return { ...plain, ...judged, weight: 3, found, status, errorId };
}

/**
 * A more precise cause, by the kind of the token and the address. A key may be refused only because
 * it was sent to the wrong API. After a 404 the address shows what does not exist.
 */
function narrowed(
  cause: ErrorCode,
  status: number,
  { addresses, kinds, action }: Around,
): Pick<Symptom, 'cause' | 'confidence'> {
  const paths = addresses.map(({ path }) => path);
  const likely = (found: ErrorCode) => ({ cause: found, confidence: 'likely' }) as const;
  const isKey = kinds.length > 0 && kinds.every(kind => kind === 'bot' || kind === 'integration');
  if (isKey && (cause === 'forbidden' || cause === 'token-rejected')) {
    if (paths.length > 0 && paths.every(path => path.includes('/v1/admin/'))) {
      return likely('kind-on-admin-api');
    }
    const isFor =
      action?.kinds.some(kind => (kinds as readonly TokenKind[]).includes(kind)) ?? true;
    const isOfUsers = action?.kinds.every(kind => kind === 'pat') ?? false;
    if (!isFor) return likely(isOfUsers ? 'kind-on-admin-api' : 'kind-insufficient');
  }
  if (status === 404) {
    const isDoubled = addresses.some(
      ({ host, path }) =>
        /\/v1\/v1\/|\/v1\/admin\/v1\//.test(path) || (isBotpress(host) && /^\/v1\/?$/.test(path)),
    );
    if (isDoubled) {
      return likely('api-url-invalid');
    }
    if (paths.some(path => /\/v1\/admin\/workspaces\/[\w-]+$/.test(path))) {
      return likely('workspace-not-found');
    }
    const ofTarget = /\/v1\/admin\/(?:bots|integrations|interfaces|plugins)\/[\w.@-]+/;
    if (paths.some(path => ofTarget.test(path)) || (action !== null && isOnTarget(action))) {
      return likely('target-not-found');
    }
  }
  return { cause, confidence: confidenceOf(cause) };
}

/** Actions on a single bot or integration: after a 404, that bot or integration does not exist. */
const isOnTarget = ({ name }: Action) =>
  name === 'deploy' || name === 'delete-bot' || name === 'publish-integration';

/** The API's error type does not say why something is forbidden: several reasons are possible. */
const confidenceOf = (cause: ErrorCode): Confidence =>
  cause === 'forbidden' || cause === 'unexpected-refusal' ? 'likely' : 'certain';

const ofStatus: Readonly<Record<string, ErrorCode>> = {
  401: 'token-rejected',
  402: 'payment-required',
  403: 'forbidden',
  404: 'unexpected-refusal',
  405: 'unexpected-refusal',
  407: 'proxy-auth-required',
  409: 'unexpected-refusal',
  410: 'unexpected-refusal',
  413: 'request-refused',
  429: 'rate-limited',
};

type BareContext = Around & { isPage: boolean; isSaid: boolean };

/** A status that nothing else explains: without the API's body it is unknown who answered. */
export function bareSymptom(statuses: readonly number[], context: BareContext): Symptom[] {
  if (context.isSaid) return [];
  const known = (one: number) => valueAt(ofStatus, `${one}`) !== undefined;
  // A status below 500 is preferred: a service of the user's own often answers 500 to its clients
  // if the API refuses its call, and then the text may contain both.
  const status = statuses.find(known) ?? statuses.find(one => one >= 500);
  const none = { ...plain, weight: 1, isBare: true } as const;
  if (context.isPage) {
    const isFault = status !== undefined && status >= 500;
    const cause = isFault ? 'gateway-fault' : 'login-page';
    const found = status === undefined ? 'a web page' : String(status);
    return [{ ...none, cause, confidence: 'likely', found, status: status ?? null, isBare: false }];
  }
  if (status === undefined) return [];
  if (status >= 500) {
    return [
      { ...none, cause: 'gateway-fault', confidence: 'possible', found: String(status), status },
    ];
  }
  const cause = valueAt(ofStatus, `${status}`) ?? 'unexpected-refusal';
  const judged = narrowed(cause, status, context);
  const isOurs = context.addresses.some(({ host }) => isBotpress(host));
  const isSure = isOurs && judged.cause !== 'forbidden';
  return [
    {
      ...none,
      ...judged,
      confidence: isSure ? 'likely' : 'possible',
      found: String(status),
      status,
    },
  ];
}
