// The tests' access to a running sandbox: injected failures, and the request log.
import { refuse, typeOfStatus } from './errors.ts';
import { isRecord, parse } from './payload.ts';
import { type Answer, json, type Reply, type SandboxRequest } from './reply.ts';

/** Milliseconds that a slow or timed-out request hangs. */
export const hangMs = 30_000;

const maxLog = 1_000;

/** `status` is null if the connection was broken instead of answered. */
type LogEntry = { method: string; path: string; status: number | null };

type Failure = {
  method: string;
  path: string;
  fail: Answer | 'timeout' | 'reset';
  times: number;
  applied: boolean;
};

export type Control = { requests: number; log: LogEntry[]; failures: Failure[] };

export function freshControl(): Control {
  return { requests: 0, log: [], failures: [] };
}

/** Counts and logs a request (the last 1,000 are kept). */
export function record(control: Control, { method, path }: SandboxRequest): LogEntry {
  const entry: LogEntry = { method, path, status: null };
  control.requests += 1;
  control.log.push(entry);
  if (control.log.length > maxLog) control.log.shift();
  return entry;
}

/**
 * `GET /_control` → `{requests, log: [{method, path, status}]}`. `POST /_control {failNext:
 * [{method, path, status, times?, applied?}]}` replaces the list of failures. One failure is for
 * `path` and everything below it, `times` times (by default once). `status` is an API status,
 * "timeout" or "reset". With `applied` the request takes effect and only its answer is lost.
 */
export function answerControl(control: Control, { method, body }: SandboxRequest): Answer {
  if (method === 'POST') {
    const failures = readFailures(parse(body));
    if (failures === undefined)
      return refuse('InvalidPayload', 'The body must be {failNext: [{method, path, status}]}');
    control.failures = failures;
  } else if (method !== 'GET') {
    return refuse('MethodNotFound', 'The control hook knows GET and POST');
  }
  return json({ requests: control.requests, log: control.log });
}

/**
 * The failure that a test asked for; otherwise the answer of `work`, which carries out the request.
 */
export function failOrDo(
  { failures }: Control,
  { method, path }: SandboxRequest,
  work: () => Answer,
): Reply {
  const failure = failures.find(
    ({ times, ...at }) =>
      times > 0 && at.method === method && (path === at.path || path.startsWith(`${at.path}/`)),
  );
  if (!failure) return { type: 'answer', answer: work() };
  failure.times -= 1;
  if (failure.applied) work();
  if (failure.fail === 'reset') return { type: 'reset' };
  if (failure.fail === 'timeout') return { type: 'reset', afterMs: hangMs };
  return { type: 'answer', answer: failure.fail };
}

function readFailures(body: unknown): Failure[] | undefined {
  if (!isRecord(body) || !Array.isArray(body.failNext)) return undefined;
  const failures = body.failNext.map(readFailure);
  return failures.every(failure => failure !== undefined) ? failures : undefined;
}

function readFailure(value: unknown): Failure | undefined {
  if (!isRecord(value)) return undefined;
  const { method, path, status, times = 1, applied = false } = value;
  if (typeof method !== 'string' || typeof path !== 'string') return undefined;
  if (typeof times !== 'number' || typeof applied !== 'boolean') return undefined;
  if (status === 'timeout' || status === 'reset') {
    return { method, path, fail: status, times, applied };
  }
  const type = typeOfStatus(status);
  return type && { method, path, fail: refuse(type, 'Injected by a test'), times, applied };
}
