// One call that went through the relay, as the table, the log and the diagnosis see it.
import { workspaceIn } from '../botpress/endpoints.ts';
import type { Exchange } from '../botpress/exchange.ts';

/** How a call ended: an answer of the API, one of our own, or none. */
export type CallEnd =
  | { type: 'answered'; status: number }
  /** Refused by the relay itself; nothing was passed on. */
  | { type: 'refused'; status: number; why: RelayRefusal }
  /** The connection to the API failed before or during its answer. */
  | { type: 'broken'; networkCode: string }
  /** The program went away before the answer was complete. */
  | { type: 'abandoned' };

export type RelayRefusal = 'no-stand-in' | 'read-only' | 'not-for-us' | 'upgrade';

export type RelayedCall = {
  exchange: Exchange;
  end: CallEnd;
  /** What the call was about, as its headers say. */
  target: CallTarget;
  /** Bytes of the bodies that passed, headers not counted. */
  sent: number;
  received: number;
};

type CallTarget = {
  workspaceId: string | null;
  botId: string | null;
  integrationId: string | null;
};

export type CallRow = {
  method: string;
  path: string;
  /** A status, or the word for why there is none. */
  outcome: string;
  /** How often the same call came with the same outcome. */
  times: number;
  /** The slowest of them, in milliseconds. */
  ms: number;
  /** Bytes received, all together. */
  received: number;
};

/** What is kept of calls: a program that runs for days makes more of them than memory should hold. */
export type Tally = {
  add(call: RelayedCall): void;
  /** In the order of the first of a kind, the same call with the same outcome folded. */
  rows(): CallRow[];
  /**
   * The refusal to be explained. Programs look whether a bot or an integration exists, and go on where it does not:
   * such a 404 counts only where the program failed, and nothing else was refused. A workspace is looked up by nobody.
   */
  firstRefusal(exitCode: number): RelayedCall | undefined;
};

/** Counts calls. Pure but for what it keeps. */
export function tallyCalls(): Tally {
  const rows = new Map<string, CallRow>();
  let refused: RelayedCall | undefined;
  let lookUp: RelayedCall | undefined;
  return {
    add(call) {
      addTo(rows, call);
      if (!isRefused(call)) return;
      if (isLookUp(call)) lookUp ??= call;
      else refused ??= call;
    },
    rows: () => [...rows.values()],
    firstRefusal: exitCode => refused ?? (exitCode === 0 ? undefined : lookUp),
  };
}

/** @returns whether the API (or the relay in its place) said no */
function isRefused({ end }: RelayedCall): boolean {
  return (end.type === 'answered' || end.type === 'refused') && end.status >= 400;
}

const isLookUp = ({ end, exchange }: RelayedCall) =>
  end.type === 'answered' && end.status === 404 && workspaceIn(exchange.path) === null;

function addTo(rows: Map<string, CallRow>, { exchange, end, received }: RelayedCall): void {
  const outcome = outcomeOf(end);
  const { method, path: own, ms } = exchange;
  const path = foldedPath(own);
  const key = `${method} ${path} ${outcome}`;
  const row = rows.get(key);
  if (row === undefined) {
    rows.set(key, { method, path: own, outcome, times: 1, ms, received });
    return;
  }
  row.times += 1;
  row.ms = Math.max(row.ms, ms);
  row.received += received;
  // What differs between them is left out of the row.
  if (row.path !== own) row.path = path;
}

/** Calls that differ only in an id of the API are one row: `/v1/admin/bots/{id}`. */
function foldedPath(path: string): string {
  const isId = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|[a-z]+_[0-9A-Za-z]{20,})$/;
  return path
    .split('/')
    .map(part => (isId.test(part) ? '{id}' : part))
    .join('/');
}

export function outcomeOf(end: CallEnd): string {
  if (end.type === 'answered') return String(end.status);
  if (end.type === 'refused') return `${end.status} by bp-auth`;
  return end.type === 'broken' ? end.networkCode : 'abandoned';
}

/** One call as the log and `--json` have it: no body, no header, no query. */
export function callJson({ exchange, end, sent, received }: RelayedCall) {
  const { method, path, status, ms, errorType, errorId, startedAt } = exchange;
  return {
    time: new Date(startedAt).toISOString(),
    method,
    path,
    status,
    outcome: outcomeOf(end),
    ms,
    sent,
    received,
    errorType,
    errorId,
  };
}
