// The judgement of a pasted text: all clues in it, which of them make others redundant, and how
// certain each is.

import { isDashboard } from '../../botpress/apiUrl.ts';
import type { ErrorCode } from '../../errorCodes.ts';
import { likeness } from '../../profiles/closest.ts';
import type { TokenKind } from '../../secrets/kind.ts';
import type { Action } from '../actions.ts';
import { answerClues } from './answerClues.ts';
import { bareSymptom, ofApi } from './answered.ts';
import { apiClues } from './apiClues.ts';
import { errorsOfApi } from './bodies.ts';
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
import { isBotpress, isRefusal, plain, type Symptom, type Weight } from './symptom.ts';
import type { OddToken } from './tokenText.ts';
import { toolClues } from './toolClues.ts';
import { type Address, addressesIn, statusesIn } from './traces.ts';
import { weighed } from './weighing.ts';

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

const longestFound = 90;

/**
 * A pasted text, as it is and with its layers removed (see `unwrappings`), and what else is known
 * about it.
 */
export type PastedText = {
  views: readonly string[];
  /** Kinds of the tokens that the text contains or mentions. */
  kinds: readonly TokenKind[];
  action: Action | null;
  /**
   * The fault of the token as the text shows it, set in a variable or sent in a header; null if
   * there is none.
   */
  odd: OddToken | null;
};

/** The causes to report for a text, the most telling first. Pure. */
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
  const found = [...spoken, ...api, ...bare, ...plainly]
    .map(one => atDashboard(one, addresses))
    .map(one => ofMisspeltHost(one, all));
  const isOurs = all.some(view => ofBotpress.test(view));
  const told = [...found, ...ofToken(odd, found)].map(one =>
    ofUserKey(isOurs ? one : unsure(one), addresses),
  );
  return weighed(told, { addresses, isSaid: said.length > 0 });
}

/**
 * Signs that Botpress, bp or the ADK speaks or is mentioned: other services refuse in the same
 * words.
 */
const ofBotpress =
  /botpress|\bbp\b|\badk\b|\berr_\w|\bbp_(?:pat|bak|bot|iak|int)_|isApiError|\/v1\/(?:admin|chat|tables|files)|\bworkspace|× /i;

/** A refusal is less certain if any service might use its words. */
const unsure = (one: Symptom): Symptom =>
  one.confidence === 'certain' && one.status === null && isRefusal(one)
    ? { ...one, confidence: 'likely' }
    : one;

/** The Chat API takes one of its users' keys, not a token. */
function ofUserKey(one: Symptom, addresses: readonly Address[]): Symptom {
  const isChat = addresses.some(({ host }) => /^chat\.botpress\.(?:cloud|dev)$/.test(host));
  if (!isChat || (one.cause !== 'token-rejected' && one.cause !== 'no-token')) return one;
  const means =
    'The Chat API takes the key of a user in x-user-key, not a token: that key is missing or wrong';
  return { ...one, confidence: 'likely', isBare: false, means };
}

/** An odd token explains a refusal, or a failure without another explanation. */
function ofToken(odd: PastedText['odd'], found: readonly Symptom[]): Symptom[] {
  const isRefused = found.some(({ cause }) => ofTokens.includes(cause));
  if (odd === null || (!isRefused && found.some(({ weight }) => weight > 0))) return [];
  // Tools print tokens masked, which means nothing unless a token was refused.
  if (odd.cause === 'token-masked' && !isRefused) return [];
  return [{ ...plain, ...odd, means: odd.means ?? null, confidence: 'likely', weight: 3 }];
}

const ofTokens: readonly ErrorCode[] = [
  ...(['token-rejected', 'no-token', 'no-profile', 'token-unsendable'] as const),
];

const isMoved = (status: number) => [301, 302, 307, 308].includes(status);

/** The API answers every request over http with a redirect to https. */
function overHttp(views: readonly string[]): Symptom[] {
  if (!views.some(view => /\bhttp:\/\/api\.botpress\./i.test(view))) return [];
  const means =
    'The address begins with http in place of https, so the answer was only a redirect. Write https; the token was sent unencrypted, so rotate it';
  const found = 'http://api.botpress';
  return [{ ...plain, cause: 'api-url-invalid', confidence: 'likely', weight: 3, found, means }];
}

/** A host name very similar to the API's is probably a typing error. */
function ofMisspeltHost(one: Symptom, views: readonly string[]): Symptom {
  if (one.cause !== 'dns' && one.cause !== 'certificate-name') return one;
  const slip = views.flatMap(hostsIn).find(isNearlyApi);
  return slip === undefined
    ? one
    : { ...one, means: `${slip} is not a host of Botpress: the API is at ${apiHost}` };
}

/** Host names, inside an address or alone; limited to a reasonable number. */
const hostsIn = (view: string) =>
  (view.slice(0, 20_000).match(/\b[\w-]{1,40}(?:\.[\w-]{1,40}){1,3}\b/g) ?? []).slice(0, 200);

const isNearlyApi = (host: string) =>
  !isBotpress(host) && likeness(host, apiHost).steps <= 2 && host.length > 12;

const apiHost = 'api.botpress.cloud';

/**
 * If the API was called at the dashboard's address, that is the cause: the dashboard answers every
 * request with a page.
 */
function atDashboard(one: Symptom, addresses: readonly Address[]): Symptom {
  const isAsked = addresses.some(({ host, path }) => isDashboard(host) && /^\/v\d\//.test(path));
  if (!isAsked || !isAnswer(one)) return one;
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
