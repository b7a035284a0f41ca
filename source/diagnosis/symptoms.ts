// Symptoms in a pasted text: error bodies, stack traces, curl's and bp's lines, a bare status.
import { apiError, asErrorBody, notTheApi } from '../botpress/apiError.ts';
import { type Exchange, unanswered } from '../botpress/exchange.ts';
import { networkError } from '../botpress/networkError.ts';
import { cleanText } from '../botpress/text.ts';
import { AppError } from '../errors.ts';
import { valueAt } from '../valueAt.ts';
import type { CauseId } from './causes.ts';
import { spokenCauses } from './spokenCauses.ts';

/** What was recognised, as an exchange that could have had it. */
export type Symptom = {
  found: string;
  exchange: Exchange;
  error: AppError;
  /** Where the text names the cause itself. */
  cause?: CauseId;
};

/** Stands for the host that the text does not name. */
const nowhere = 'https://the.host';
const theHost = 'the host';

/** All that a text shows, the API's own words first. Pure. */
export function symptomsIn(text: string): Symptom[] {
  const symptoms = [...errorBodies(text), ...spokenErrors(text)];
  // A bare status beside the API's own words for it would say the same with less; a program that could not
  // get through says less than the status that it names.
  if (
    symptoms.some(
      ({ cause, exchange }) => cause !== 'network-failed' && exchange.networkCode !== 'UNKNOWN',
    )
  )
    return symptoms;
  return [...statuses(text), ...symptoms];
}

const exchangeWith = (known: Partial<Exchange>) => unanswered({ origin: nowhere, ...known });

function apiSymptom(type: string, code: number, id: string | null, text: string): Symptom {
  const exchange = exchangeWith({
    status: code,
    errorType: type,
    errorId: id,
    retryAfter: retryAfterIn(text),
  });
  const error = apiError({ id: id ?? '', code, type, message: '' }, exchange);
  return { found: `${code} ${type}`, exchange, error };
}

function networkSymptom(networkCode: string, found = networkCode): Symptom {
  const exchange = exchangeWith({ networkCode });
  return { found, exchange, error: networkError(exchange, theHost) };
}

function retryAfterIn(text: string): number | null {
  return (
    Number(/^[ \t]{0,9}<?[ \t]{0,9}retry-after:[ \t]{0,9}(\d{1,9})/im.exec(text)?.[1] ?? 0) || null
  );
}

/** Error bodies of the API, wherever in the text: alone, in a log line, behind curl's headers. */
function errorBodies(text: string): Symptom[] {
  // One inside a JSON text has its quotes escaped.
  const inner = text.includes('\\"type\\"') ? jsonObjects(text.replaceAll('\\"', '"')) : [];
  return [...jsonObjects(text), ...inner].flatMap(value => {
    const body = asErrorBody(value);
    return body === null
      ? []
      : [apiSymptom(cleanText(body.type), body.code, body.id || null, text)];
  });
}

/** What is looked at, in characters and tries: a text full of braces must not take for ever. */
const longestObject = 20_000;
const mostObjects = 200;

/** Every `{…}` of the text that is JSON; an error inside an envelope counts too. */
function jsonObjects(text: string): unknown[] {
  const found: unknown[] = [];
  let at = text.indexOf('{');
  for (let tries = 0; at !== -1 && tries < mostObjects; tries++) {
    const end = endOfObject(text, at);
    const value = end === -1 ? undefined : parsed(text.slice(at, end));
    if (value === undefined) at = text.indexOf('{', at + 1);
    else {
      found.push(value, ...inside(value));
      at = text.indexOf('{', end);
    }
  }
  return found;
}

function inside(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function endOfObject(text: string, start: number): number {
  let depth = 0;
  let isQuoted = false;
  const limit = Math.min(text.length, start + longestObject);
  for (let at = start; at < limit; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character === '\\') at++;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Phrase = readonly [
  pattern: RegExp,
  symptom: (match: RegExpExecArray, text: string) => Symptom,
];

/** How the API's types read outside of JSON, with the statuses they come with (docs/notes/botpress-api.md). */
const types: Readonly<Record<string, number>> = {
  Unauthorized: 401,
  PaymentRequired: 402,
  Forbidden: 403,
  QuotaExceeded: 403,
  ResourceNotFound: 404,
  MethodNotFound: 405,
  RateLimited: 429,
  Internal: 500,
  OperationTimeout: 504,
};

const byType =
  (type: string): Phrase[1] =>
  (_, text) =>
    apiSymptom(type, valueAt(types, type) ?? 400, errorIdIn(text), text);
const byCode =
  (code: string): Phrase[1] =>
  match =>
    networkSymptom(code, cleanText(match[0]));

/** Lines that name no status (bp's were observed with bp 7.1). */
function says(cause: CauseId, message: string): Phrase[1] {
  return match => ({
    found: cleanText(match[0]),
    exchange: exchangeWith({}),
    error: new AppError(cause, message),
    cause,
  });
}

function errorIdIn(text: string): string | null {
  return /\berr_[\w-]{4,80}/.exec(text)?.[0] ?? null;
}

// The SDK's inspected errors (`type: 'Forbidden'`), its default messages, bp's lines, curl's and Node's words.
const phrases: readonly Phrase[] = [
  ...Object.keys(types).map(
    (type): Phrase => [
      new RegExp(
        `\\btype['"]?\\s{0,9}[:=]\\s{0,9}['"]?${type}\\b|\\b${type}Error\\b|\\[${type}\\]`,
      ),
      byType(type),
    ],
  ),
  [/\bnot logged in\b/i, says('no-profile', 'bp has no credentials: nobody is logged in')],
  [
    /Login failed\. Please check your credentials/i,
    says(
      'network-failed',
      'bp could not log in; it says so for a token that was rejected and for a dead network alike',
    ),
  ],
  [/\bfetch failed\b/i, byCode('UNKNOWN')],
  [/The request requires to be authenticated/i, byType('Unauthorized')],
  [/The requested action can.t be \w{1,20} by this resource/i, byType('Forbidden')],
  [/The request exceeds the allowed quota/i, byType('QuotaExceeded')],
  [/The request has been rate limited/i, byType('RateLimited')],
  [/A payment is required to perform this request/i, byType('PaymentRequired')],
  [/The requested resource does not exist/i, byType('ResourceNotFound')],
  [/\b(?:self[- ]signed certificate in certificate chain)\b/i, byCode('SELF_SIGNED_CERT_IN_CHAIN')],
  [
    /\bunable to (?:verify the first certificate|get (?:local )?issuer certificate)\b/i,
    byCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  ],
  [/\b(?:self[- ]signed certificate)\b(?! in)/i, byCode('DEPTH_ZERO_SELF_SIGNED_CERT')],
  [/\bcertificate has expired\b/i, byCode('CERT_HAS_EXPIRED')],
  [
    /does not match certificate's altnames|no alternative certificate subject name matches/i,
    byCode('ERR_TLS_CERT_ALTNAME_INVALID'),
  ],
  [/\bwrong version number\b/i, byCode('ERR_SSL_WRONG_VERSION_NUMBER')],
  [/curl: \(6\)[^\n]{0,99}|Could not resolve host[^\n]{0,99}/i, byCode('ENOTFOUND')],
  [/curl: \(7\)[^\n]{0,99}|Connection refused/i, byCode('ECONNREFUSED')],
  [/curl: \(28\)[^\n]{0,99}/i, byCode('ETIMEDOUT')],
  [/curl: \(60\)[^\n]{0,99}/i, byCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
  [/curl: \(35\)[^\n]{0,99}/i, byCode('ERR_SSL')],
  [
    /curl: \((?:52|56)\)(?![^\n]{0,40}(?:CONNECT tunnel|from proxy|Proxy CONNECT))[^\n]{0,99}|socket hang up/i,
    byCode('ECONNRESET'),
  ],
  [/^\W{0,99}Unauthorized\W{0,99}$/, byType('Unauthorized')],
];

const codes =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPROTO|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_\w+|UND_ERR_(?:CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|SOCKET)|CONNECT_TIMEOUT|ANSWER_TIMEOUT)\b/g;

function spokenErrors(text: string): Symptom[] {
  const coded = [...text.matchAll(codes)].map(([code]) => networkSymptom(code));
  const phrased = phrases.flatMap(([pattern, symptom]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [symptom(match, text)];
  });
  const all = [...coded, ...phrased];
  // Beside the API's own type, its words say the same with less.
  return all.some(({ exchange }) => exchange.errorType !== null) ? all : [...all, ...spoken(text)];
}

function spoken(text: string): Symptom[] {
  return spokenCauses.flatMap(([pattern, cause, means]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [says(cause, means)(match, text)];
  });
}

/** A status that nothing else explains: from a header line, a client's message, or all alone. */
const bare = [
  /^[ \t]{0,9}<?[ \t]{0,9}HTTP\/[\d.]{1,5}[ \t]{1,9}([1-5]\d\d)\b/im,
  /\b(?:status(?:[ _-]?code)?|http(?: error)?(?: status)?|code|error)['"]?\s{0,9}[:=(]?\s{0,9}([45]\d\d)\b/i,
  /([45]\d\d) (?:client|server) error\b/i,
  /does not indicate success:\s{0,9}([45]\d\d)/i,
  /(?:^|[\s(])([45]\d\d)\)?\s{0,9}:?\s{1,9}(?:unauthorized|forbidden|not found|payment required|too many requests|bad gateway|service unavailable|gateway time-?out|internal server error|bad request|method not allowed)/i,
  /^\W{0,99}(401|402|403|404|429|500|502|503|504)\W{0,99}$/,
];

/** Without the API's body nobody knows who answered: the words for it are careful. */
function statuses(text: string): Symptom[] {
  const status = bare.map(pattern => Number(pattern.exec(text)?.[1] ?? 0)).find(Boolean);
  if (status === undefined || status < 400) return foreignPages(text);
  if (/<html|<!doctype html|content-type:\s*text\/html/i.test(text)) return [foreign(status)];
  const type = Object.entries(types).find(([, code]) => code === status)?.[0];
  if (type === undefined) return [foreign(status)];
  return [{ ...apiSymptom(type, status, errorIdIn(text), text), found: String(status) }];
}

function foreignPages(text: string): Symptom[] {
  return /<html|<!doctype html/i.test(text) ? [foreign(200)] : [];
}

function foreign(status: number): Symptom {
  const exchange = exchangeWith({ status, contentType: 'text/html' });
  return {
    found: status === 200 ? 'a web page' : String(status),
    exchange,
    error: notTheApi(exchange, theHost),
  };
}
