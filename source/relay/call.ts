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

/** @returns whether the API (or the relay in its place) said no */
function isRefused({ end }: RelayedCall): boolean {
  return (end.type === 'answered' || end.type === 'refused') && end.status >= 400;
}

/**
 * The refusal to be explained. Programs look whether a bot or an integration exists, and go on where it does not: such
 * a 404 counts only where the program failed, and nothing else was refused. A workspace is looked up by nobody. Pure.
 */
export function firstRefusal(
  calls: readonly RelayedCall[],
  exitCode: number,
): RelayedCall | undefined {
  const refused = calls.filter(isRefused);
  const isLookUp = ({ end, exchange }: RelayedCall) =>
    end.type === 'answered' && end.status === 404 && workspaceIn(exchange.path) === null;
  return refused.find(call => !isLookUp(call)) ?? (exitCode === 0 ? undefined : refused[0]);
}

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

/** The calls as rows of a table: in the order of the first of a kind, the same call with the same outcome folded. Pure. */
export function callRows(calls: readonly RelayedCall[]): CallRow[] {
  const rows = new Map<string, CallRow>();
  for (const call of calls) {
    const outcome = outcomeOf(call.end);
    const { method, path: own, ms } = call.exchange;
    const path = foldedPath(own);
    const key = `${method} ${path} ${outcome}`;
    const row = rows.get(key);
    if (row === undefined) {
      rows.set(key, { method, path: own, outcome, times: 1, ms, received: call.received });
    } else {
      row.times += 1;
      row.ms = Math.max(row.ms, ms);
      row.received += call.received;
      // What differs between them is left out of the row.
      if (row.path !== own) row.path = path;
    }
  }
  return [...rows.values()];
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
