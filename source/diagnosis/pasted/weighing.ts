// The choice between several symptoms: which make others redundant, and their order.
import type { ErrorCode } from '../../errorCodes.ts';
import { causeIds, isCauseId } from '../causes.ts';
import { isBotpress, isRefusal, type Symptom, type Weight } from './symptom.ts';
import type { Address } from './traces.ts';

/**
 * Services that people's programs also talk to; their refusals say nothing about Botpress tokens.
 */
const strangers =
  /(?:^|\.)(?:npmjs\.(?:org|com)|yarnpkg\.com|github\.com|githubusercontent\.com|ghcr\.io|gitlab\.com|bitbucket\.org|docker\.(?:io|com)|openai\.com|anthropic\.com|googleapis\.com|pypi\.org|pythonhosted\.org|slack\.com|discord\.com|telegram\.org|twilio\.com|facebook\.com|amazonaws\.com|azure\.com|microsoft\.com|microsoftonline\.com|vercel\.com|netlify\.com|cloudflare\.com|sentry\.io|stripe\.com|zendesk\.com|hubspot\.com|hubapi\.com|intercom\.io|shopify\.com|notion\.com|atlassian\.net|n8n\.cloud|zapier\.com|make\.com)(?::\d+)?$/;

/** The other service that was asked; null if a host of Botpress was asked, too. */
function strangerIn(addresses: readonly Address[]): string | null {
  if (addresses.some(({ host }) => isBotpress(host))) return null;
  return addresses.find(({ host }) => strangers.test(host))?.host ?? null;
}

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

/** For each cause, the causes that say the same less precisely. */
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
  'network-down': ['connection-refused'],
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

/** The most causes reported for one text. */
const mostTold = 3;

type Seen = { addresses: readonly Address[]; isSaid: boolean };

/** The symptoms to report, the most telling first. Pure. */
export function weighed(all: readonly Symptom[], seen: Seen): Symptom[] {
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

/**
 * Whether the other cause makes this one redundant. If each makes the other redundant, the more
 * telling one stays.
 */
const isNeedless = (one: Symptom, other: Symptom) =>
  isCoveredBy(one, other) && !(isCoveredBy(other, one) && byTelling(one, other) < 0);

/** Only the first of several causes may be `certain`. */
const asRanked = (one: Symptom, at: number): Symptom =>
  at > 0 && one.confidence === 'certain' ? { ...one, confidence: 'likely' } : one;

/**
 * A status counts only if no clue names a cause, a general failure only if there is nothing else.
 */
function isHeavyEnough(weight: Weight, heaviest: number): boolean {
  return weight >= 2 || (weight === 1 && heaviest < 3) || heaviest === 0;
}

const sureness = ({ confidence }: Symptom) => ['certain', 'likely', 'possible'].indexOf(confidence);

/** doctor's ranking; causes that only a text can show come first. */
const rank = ({ cause }: Symptom) => (isCauseId(cause) ? causeIds.indexOf(cause) : -1);

/** Another service's refusal does not concern Botpress, unless Botpress answered too. */
function ofStranger(one: Symptom, { addresses, isSaid }: Seen): Symptom {
  const stranger = isSaid ? null : strangerIn(addresses);
  if (stranger === null || !isRefusal(one)) return one;
  const means = `The refusal came from ${stranger}, not from the Botpress API: a token of Botpress is not what ${stranger} asks for`;
  return { ...one, cause: 'not-the-api', confidence: 'likely', isBare: false, means };
}
