// A call that went through the relay, for the table, the log and the diagnosis.
import { workspaceIn } from '../botpress/endpoints.ts';
import type { Exchange } from '../botpress/exchange.ts';

/** How a call ended: with an answer of the API, with the relay's own answer, or without one. */
export type CallEnd =
  | { type: 'answered'; status: number }
  /** Refused by the relay itself; nothing was forwarded. */
  | { type: 'refused'; status: number; why: RelayRefusal }
  /** The connection to the API failed before or during its answer. */
  | { type: 'broken'; networkCode: string }
  /** The program that made the call disconnected before the answer was complete. */
  | { type: 'abandoned' };

export type RelayRefusal = 'no-stand-in' | 'read-only' | 'not-for-us' | 'upgrade';

export type RelayedCall = {
  exchange: Exchange;
  end: CallEnd;
  /** The workspace, bot or integration that the call's headers name. */
  target: CallTarget;
  /** Bytes of the forwarded bodies, without headers. */
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
  /** A status, or a word that says why there is none. */
  outcome: string;
  /** How often the same call had the same outcome. */
  times: number;
  /** The time of the row's slowest call, in milliseconds. */
  ms: number;
  /** Bytes received in all calls of the row. */
  received: number;
};

/** A summary of calls: a program that runs for days makes more calls than memory should hold. */
export type Tally = {
  add(call: RelayedCall): void;
  /** Equal calls with the same outcome are one row, ordered by their first occurrence. */
  rows(): CallRow[];
  /**
   * The refusal that is explained to the user. Programs check whether a bot or integration exists
   * and continue if not: such a 404 counts only if the program failed and nothing else was refused.
   * A 404 for a workspace counts like any other refusal: no program checks whether one exists.
   */
  firstRefusal(exitCode: number): RelayedCall | undefined;
};

/** Counts calls. Pure apart from its own state. */
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

/** @returns whether the API, or the relay in its place, refused the call */
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
  // Calls with different ids share this row, so its path shows `{id}`.
  if (row.path !== own) row.path = path;
}

/** Calls that differ only in an id are one row: `/v1/admin/bots/{id}`. */
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

/** A call in the form of the log and `--json`: without body, headers or query. */
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
