// The judgement of a pasted text: every clue in it, what makes another one needless, and how sure each is.

import { unanswered } from '../../botpress/exchange.ts';
import type { ErrorCode } from '../../errorCodes.ts';
import type { TokenKind } from '../../secrets/kind.ts';
import { valueAt } from '../../valueAt.ts';
import type { Action } from '../actions.ts';
import { causeIds, causeOfExchange, isCauseId } from '../causes.ts';
import type { Confidence } from '../diagnosis.ts';
import { answerClues } from './answerClues.ts';
import { apiClues } from './apiClues.ts';
import { errorsOfApi, type SaidByApi } from './bodies.ts';
import { bpClues } from './bpClues.ts';
import { type Clue, findClue, searchable, type View } from './clue.ts';
import { fileClues } from './fileClues.ts';
import { headerClues } from './headerClues.ts';
import { localeClues } from './localeClues.ts';
import { machineClues } from './machineClues.ts';
import { networkClues, vagueClues } from './networkClues.ts';
import { pageClues, pageForm } from './pageClues.ts';
import { proxyClues } from './proxyClues.ts';
import { strangerClues } from './strangerClues.ts';
import type { OddToken } from './tokenText.ts';
import { toolClues } from './toolClues.ts';
import { type Address, addressesIn, statusesIn } from './traces.ts';

/** How much a clue says: words that name a cause, a fault on the way, a status, that something failed. */
type Weight = 3 | 2 | 1 | 0;

export type Symptom = {
  cause: ErrorCode;
  confidence: Confidence;
  weight: Weight;
  /** What in the text it was recognised by. */
  found: string;
  means: string | null;
  status: number | null;
  /** Of a status without the API's own words. */
  isBare: boolean;
  errorId: string | null;
};

const tables: ReadonlyArray<readonly [clues: readonly Clue[], weight: Weight]> = [
  [headerClues, 3],
  [bpClues, 3],
  [apiClues, 3],
  [toolClues, 1],
  [strangerClues, 3],
  [proxyClues, 3],
  [fileClues, 3],
  [machineClues, 3],
  [answerClues, 3],
  [pageClues, 3],
  [networkClues, 2],
  [localeClues, 2],
  [vagueClues, 0],
];

/** Longest piece of a text that is shown as what was found. */
const longestFound = 90;

/** What is known of a paste beside its words. */
export type PastedText = {
  views: readonly string[];
  /** Kinds of the tokens that stood in it, or were spoken of. */
  kinds: readonly TokenKind[];
  /** What one wanted to do. */
  action: Action | null;
  /** What is odd about the token as it was set or sent. */
  odd: OddToken | null;
};

/** All causes that a text shows, the most telling first. Pure. */
export function symptomsIn({ views, kinds, action, odd }: PastedText): Symptom[] {
  const all = [...new Set(views)];
  const seen = all.map(searchable);
  const spoken = tables.flatMap(([clues, weight]) =>
    clues.flatMap(one => clueIn(one, weight, seen)),
  );
  const addresses = all.flatMap(addressesIn);
  const around = { addresses, kinds, action };
  const said = first(all.map(errorsOfApi), errors => errors.length > 0) ?? [];
  const api = said.map(one => ofApi(one, around));
  const isPage = all.some(view => pageForm.test(view));
  const statuses = all.flatMap(statusesIn);
  const bare = bareSymptom(statuses, { ...around, isPage, isSaid: said.length > 0 });
  const plainly = statuses.some(isMoved) ? overHttp(all) : [];
  const found = [...spoken, ...api, ...bare, ...plainly].map(one => atDashboard(one, addresses));
  const isOurs = all.some(view => ofBotpress.test(view));
  const told = [...found, ...ofToken(odd, found)].map(one =>
    ofUserKey(isOurs ? one : unsure(one), addresses),
  );
  return weighed(told, { addresses, isSaid: said.length > 0 });
}

/** Whether Botpress, bp or the ADK speaks, or is spoken of: others refuse in the same words. */
const ofBotpress =
  /botpress|\bbp\b|\badk\b|\berr_\w|\bbp_(?:pat|bak|bot|iak|int)_|isApiError|\/v1\/(?:admin|chat|tables|files)|\bworkspace|× /i;

/** A refusal that any service could have said. */
const unsure = (one: Symptom): Symptom =>
  one.confidence === 'certain' && one.status === null && isRefusal(one)
    ? { ...one, confidence: 'likely' }
    : one;

/** The Chat API takes the key of one of its users, no token. */
function ofUserKey(one: Symptom, addresses: readonly Address[]): Symptom {
  const isChat = addresses.some(({ host }) => /^chat\.botpress\.(?:cloud|dev)$/.test(host));
  if (!isChat || (one.cause !== 'token-rejected' && one.cause !== 'no-token')) return one;
  const means =
    'The Chat API takes the key of a user in x-user-key, and no token: that key is missing or wrong';
  return { ...one, confidence: 'likely', isBare: false, means };
}

/** An odd token explains a refusal, and what nothing else explains. */
function ofToken(odd: PastedText['odd'], found: readonly Symptom[]): Symptom[] {
  const isRefused = found.some(({ cause }) => ofTokens.includes(cause));
  if (odd === null || (!isRefused && found.some(({ weight }) => weight > 0))) return [];
  // Tools show tokens masked: that is odd only where a token was refused.
  if (odd.cause === 'token-masked' && !isRefused) return [];
  return [{ ...plain, ...odd, means: odd.means ?? null, confidence: 'likely', weight: 3 }];
}

const ofTokens: readonly ErrorCode[] = [
  ...(['token-rejected', 'no-token', 'no-profile', 'token-unsendable'] as const),
];

const plain = { means: null, status: null, isBare: false, errorId: null } as const;

const isMoved = (status: number) => [301, 302, 307, 308].includes(status);

/** The API answers http with the way to https, and no more. */
function overHttp(views: readonly string[]): Symptom[] {
  if (!views.some(view => /\bhttp:\/\/api\.botpress\./i.test(view))) return [];
  const means =
    'The address begins with http in place of https, and only a redirect came. Write https; the token was sent unencrypted, so rotate it';
  const found = 'http://api.botpress';
  return [{ ...plain, cause: 'api-url-invalid', confidence: 'likely', weight: 3, found, means }];
}

/** The dashboard answers everything with a page; whoever asks it for the API has its address in the API URL. */
function atDashboard(one: Symptom, addresses: readonly Address[]): Symptom {
  const isDashboard = addresses.some(
    ({ host, path }) =>
      /^(?:app|studio|dashboard|www)\.botpress\.(?:cloud|dev|com)$|^botpress\.com$/.test(host) &&
      /^\/v\d\//.test(path),
  );
  if (!isDashboard || !isAnswer(one)) return one;
  return {
    ...one,
    cause: 'api-url-invalid',
    confidence: 'certain',
    means: 'The API URL is the address of the dashboard; the API is at https://api.botpress.cloud',
    isBare: false,
  };
}

const isAnswer = ({ cause, weight }: Symptom) =>
  weight === 1 ||
  cause === 'login-page' ||
  cause === 'not-the-api' ||
  cause === 'unexpected-refusal';

function first<Value>(values: readonly Value[], fits: (value: Value) => boolean): Value | null {
  return values.find(fits) ?? null;
}

function clueIn(one: Clue, weight: Weight, views: readonly View[]): Symptom[] {
  for (const view of views) {
    const match = findClue(one, view);
    if (match === null) continue;
    const { cause, confidence, means = null } = one;
    const found = shortened(match.found);
    return [{ ...plain, cause, confidence, weight, found, means }];
  }
  return [];
}

function shortened(found: string): string {
  const flat = found.replace(/\s+/g, ' ').trim();
  return flat.length <= longestFound ? flat : `${flat.slice(0, longestFound - 1)}…`;
}

type Around = {
  addresses: readonly Address[];
  kinds: readonly TokenKind[];
  action: Action | null;
};

/** An error of the API, with what address and token say of the reason. */
function ofApi({ type, status, errorId, found }: SaidByApi, around: Around): Symptom {
  const exchange = unanswered({ origin: 'https://the.host', status, errorType: type });
  const judged = narrowed(causeOfExchange({ ...exchange, redirected: false }), status, around);
  return { ...plain, ...judged, weight: 3, found, status, errorId };
}

/** A key where it may do nothing is good all the same; an id in the address names what is missing. */
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

/** What is done to one bot or integration, which may not be there. */
const isOnTarget = ({ name }: Action) =>
  name === 'deploy' || name === 'delete-bot' || name === 'publish-integration';

/** Why the API forbids something stands in no type: it is one of several reasons. */
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

/** A status that nothing else explains: without the API's body nobody knows who answered. */
function bareSymptom(statuses: readonly number[], context: BareContext): Symptom[] {
  if (context.isSaid) return [];
  const known = (one: number) => valueAt(ofStatus, `${one}`) !== undefined;
  // One's own service answers 500 for whatever was refused to it.
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

const isBotpress = (host: string) => /(?:^|\.)botpress\.(?:cloud|dev|com)(?::\d+)?$/.test(host);

/** Services that people's programs talk to as well; their refusals say nothing of a token of Botpress. */
const strangers =
  /(?:^|\.)(?:npmjs\.(?:org|com)|yarnpkg\.com|github\.com|githubusercontent\.com|ghcr\.io|gitlab\.com|bitbucket\.org|docker\.(?:io|com)|openai\.com|anthropic\.com|googleapis\.com|pypi\.org|pythonhosted\.org|slack\.com|discord\.com|telegram\.org|twilio\.com|facebook\.com|amazonaws\.com|azure\.com|microsoft\.com|microsoftonline\.com|vercel\.com|netlify\.com|cloudflare\.com|sentry\.io|stripe\.com|zendesk\.com|hubspot\.com|hubapi\.com|intercom\.io|shopify\.com|notion\.com|atlassian\.net|n8n\.cloud|zapier\.com|make\.com)(?::\d+)?$/;

/** The stranger that was asked, where nobody else was. */
function strangerIn(addresses: readonly Address[]): string | null {
  if (addresses.some(({ host }) => isBotpress(host))) return null;
  return addresses.find(({ host }) => strangers.test(host))?.host ?? null;
}

/** What a cause makes needless: the same, seen with less in it. */
const proxies: readonly ErrorCode[] = [
  ...(['proxy-auth-required', 'proxy-refused', 'proxy-failed', 'proxy-unreachable'] as const),
  ...(['proxy-timeout', 'proxy-certificate', 'proxy-breaks-tls'] as const),
];
const way: readonly ErrorCode[] = [
  ...(['dns', 'connection-refused', 'connection-timeout', 'connection-broken'] as const),
  ...(['answer-timeout', 'tls-failed', 'network-failed', 'network-down'] as const),
];
const reasons: readonly ErrorCode[] = ['forbidden', 'unexpected-refusal', 'not-found'];
const pages: readonly ErrorCode[] = [
  'redirected-elsewhere',
  'login-page',
  'not-the-api',
  'gateway-fault',
];

const covers: Readonly<Partial<Record<ErrorCode, readonly ErrorCode[]>>> = {
  'proxy-auth-required': [...proxies, ...way, ...pages, 'forbidden', 'token-rejected'],
  'proxy-refused': [...proxies.slice(2), ...way, ...pages, 'forbidden'],
  'proxy-failed': [...proxies.slice(3), ...way, ...pages],
  'proxy-unreachable': ['proxy-timeout', ...way],
  'proxy-timeout': way,
  'proxy-breaks-tls': way,
  'no-token': ['token-rejected', 'token-malformed', 'no-profile', 'token-empty'],
  'token-empty': ['token-rejected', 'no-profile'],
  'token-variable': ['token-rejected', 'no-token'],
  'token-wrapped': ['token-rejected', 'no-token', 'dns', 'command-misread'],
  'token-unsendable': ['token-rejected', 'network-failed', 'token-wrapped'],
  'token-placeholder': ['token-rejected'],
  'token-masked': ['token-rejected', 'token-unsendable'],
  'token-doubled': ['token-rejected'],
  'token-jwt': ['token-rejected'],
  'kind-on-admin-api': ['token-rejected', 'no-token', ...reasons],
  'kind-insufficient': ['token-rejected', 'kind-on-admin-api', ...reasons],
  'workspace-malformed': ['workspace-not-found', ...reasons],
  'key-of-another': ['token-rejected', 'target-not-found', ...reasons],
  'not-a-member': reasons,
  'role-insufficient': reasons,
  'workspace-blocked': ['payment-required', ...reasons],
  'workspace-not-found': ['target-not-found', ...reasons],
  'target-not-found': reasons,
  'of-another-workspace': ['target-not-found', 'no-workspace', 'request-refused', ...reasons],
  'request-refused': reasons,
  'browser-blocked': [...way, 'token-rejected', 'no-token', 'forbidden'],
  'program-missing': ['no-profile'],
  'runtime-forbids': [...way, 'home-unreadable', 'forbidden', 'proxy-refused', 'program-missing'],
  'certificate-not-yet-valid': ['certificate-expired', 'certificate-authority', 'tls-failed'],
  'clock-wrong': ['certificate-expired', 'certificate-not-yet-valid'],
  'target-missing': ['no-profile', ...reasons],
  'no-workspace': ['no-profile', ...reasons],
  'quota-exceeded': reasons,
  'payment-required': reasons,
  'rate-limited': ['forbidden', 'quota-exceeded', 'unexpected-refusal'],
  'api-url-invalid': [
    'unexpected-refusal',
    'not-found',
    'login-page',
    'not-the-api',
    'network-failed',
  ],
  'not-the-api': [
    'login-page',
    'forbidden',
    'rate-limited',
    'token-rejected',
    'no-token',
    'quota-exceeded',
    'payment-required',
  ],
  'gateway-fault': ['login-page', 'not-the-api'],
  'login-page': ['not-the-api'],
  'certificate-expired': [
    'certificate-authority',
    'certificate-self-signed',
    'tls-failed',
    'connection-broken',
  ],
  'certificate-name': ['certificate-authority', 'tls-failed', 'connection-broken'],
  'certificate-self-signed': ['certificate-authority', 'tls-failed', 'connection-broken'],
  'certificate-authority': ['tls-failed', 'connection-broken'],
  'connection-timeout': ['answer-timeout', 'connection-broken', 'network-down'],
  'answer-timeout': ['connection-broken'],
  'tls-failed': ['connection-broken'],
  'network-failed': ['token-rejected'],
  dns: ['connection-timeout', 'connection-broken'],
  'profile-unknown': ['no-profile'],
  'bp-files-broken': ['not-the-api', 'no-profile', 'answer-unexpected'],
  'config-unreadable': ['not-the-api', 'bp-files-broken'],
  'home-unreadable': ['no-profile', 'forbidden'],
  'write-failed': ['quota-exceeded'],
  'lock-held': ['home-unreadable', 'write-failed'],
};

/** At most so many causes of one text are told. */
const mostTold = 3;

type Seen = { addresses: readonly Address[]; isSaid: boolean };

function weighed(all: readonly Symptom[], seen: Seen): Symptom[] {
  const heaviest = Math.max(...all.map(({ weight }) => weight), 0);
  const heavy = all.filter(({ weight }) => isHeavyEnough(weight, heaviest));
  const single = heavy.filter(
    (one, at) => heavy.findIndex(({ cause }) => cause === one.cause) === at,
  );
  const left = single.filter(one => !single.some(other => isNeedless(one, other)));
  const ordered = left.map(one => ofStranger(one, seen)).sort(byTelling);
  const distinct = ordered.filter(
    (one, at) => ordered.findIndex(({ cause }) => cause === one.cause) === at,
  );
  return distinct.slice(0, mostTold).map(asRanked);
}

const byTelling = (a: Symptom, b: Symptom) =>
  b.weight - a.weight || sureness(a) - sureness(b) || rank(a) - rank(b);

const isCoveredBy = (one: Symptom, other: Symptom) =>
  other.cause !== one.cause && (covers[other.cause] ?? []).includes(one.cause);

/** Of two that make each other needless the more telling stays. */
const isNeedless = (one: Symptom, other: Symptom) =>
  isCoveredBy(one, other) && !(isCoveredBy(other, one) && byTelling(one, other) < 0);

/** Of several causes only the first may be told as certain. */
const asRanked = (one: Symptom, at: number): Symptom =>
  at > 0 && one.confidence === 'certain' ? { ...one, confidence: 'likely' } : one;

/** Beside words that name a cause, a status or a general failure says less of the same. */
function isHeavyEnough(weight: Weight, heaviest: number): boolean {
  return weight >= 2 || (weight === 1 && heaviest < 3) || heaviest === 0;
}

const sureness = ({ confidence }: Symptom) => ['certain', 'likely', 'possible'].indexOf(confidence);

/** As doctor ranks them; what only a text can tell comes first. */
const rank = ({ cause }: Symptom) => (isCauseId(cause) ? causeIds.indexOf(cause) : -1);

/** A stranger's refusal is none of Botpress, unless Botpress has spoken as well. */
function ofStranger(one: Symptom, { addresses, isSaid }: Seen): Symptom {
  const stranger = isSaid ? null : strangerIn(addresses);
  if (stranger === null || !isRefusal(one)) return one;
  const means = `${stranger} refused this, and not the Botpress API: a token of Botpress is not what it asks for`;
  return { ...one, cause: 'not-the-api', confidence: 'likely', isBare: false, means };
}

/** An answer that any server gives. */
const isRefusal = ({ cause, weight }: Symptom) =>
  weight === 1 ||
  cause === 'token-rejected' ||
  cause === 'forbidden' ||
  cause === 'rate-limited' ||
  cause === 'no-token';
