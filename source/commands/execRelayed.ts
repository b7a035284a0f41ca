// `exec --watch` and `--read-only`: the program talks to a local relay, which adds the token and
// sees each call.
import { createClient } from '../botpress/client.ts';
import { cleanText } from '../botpress/text.ts';
import type { Context } from '../context.ts';
import { explainRefusal, questionsBy } from '../diagnosis/callRefusal.ts';
import type { RootCause } from '../diagnosis/diagnosis.ts';
import { fixContextOf } from '../diagnosis/fixContext.ts';
import { AppError, systemCode } from '../errors.ts';
import { appendText } from '../files/append.ts';
import {
  type CallRow,
  callJson,
  outcomeOf,
  type RelayedCall,
  type Tally,
  tallyCalls,
} from '../relay/call.ts';
import { startRelay } from '../relay/relay.ts';
import { standInFor } from '../relay/standIn.ts';
import { upstreamOf } from '../relay/upstream.ts';
import { redact } from '../secrets/kind.ts';
import { readOnlyName } from '../secrets/variables.ts';
import { valueAt } from '../valueAt.ts';
import type { Credentials } from './credentials.ts';
import { escaped } from './envGithub.ts';
import { note } from './print.ts';
import type { Watching } from './watching.ts';

/**
 * Runs a program against the relay and reports its calls afterwards.
 * @param run runs the program with the stand-ins for its credentials, and with further variables
 * @returns the program's exit code
 */
export async function runRelayed(
  ctx: Context,
  watching: Watching,
  credentials: Credentials,
  run: (standIns: Credentials, extra: Record<string, string>) => Promise<number>,
): Promise<number> {
  const { profile, token } = credentials;
  const append = logTo(watching.log);
  const upstream = upstreamOf(ctx.env, profile.apiUrl);
  const seen: Seen = { count: 0, told: tallyCalls(), json: [] };
  const standIn = standInFor(token, ctx.randomId);
  const relay = await startRelay({
    apiUrl: profile.apiUrl,
    token,
    standIn,
    readOnly: watching.readOnly,
    now: ctx.now,
    randomId: ctx.randomId,
    request: upstream.request,
    onCall: call => {
      keep(seen, watching, call);
      append(call);
      if (watching.tell === 'live') note(ctx, callLine(call));
    },
  });
  let code: number;
  try {
    const standIns = { ...credentials, token: standIn, profile: { ...profile, apiUrl: relay.url } };
    code = await run(standIns, surroundings(ctx, watching));
  } finally {
    await relay.close();
    upstream.close();
  }
  if (watching.tell !== 'nothing') await tell(ctx, watching, credentials, seen, code);
  return code;
}

/** The record of calls, kept until the program has ended. */
type Seen = {
  count: number;
  told: Tally;
  /** The calls for `--json`, one by one; empty without that flag. */
  json: Array<ReturnType<typeof callJson>>;
};

function keep(seen: Seen, { tell, json }: Watching, call: RelayedCall): void {
  seen.count += 1;
  const isOurs = call.end.type === 'refused' && call.end.why === 'read-only';
  if (tell === 'nothing' || (tell === 'refused' && !isOurs)) return;
  seen.told.add(call);
  if (json) seen.json.push(callJson(call));
}

/**
 * Variables for the program: its requests to the relay bypass any proxy. With `--read-only`, they
 * also tell any bp-auth that the program starts that only reading is allowed.
 */
function surroundings({ env }: Context, { readOnly }: Watching): Record<string, string> {
  const exempt = (value: string | undefined) =>
    value ? (value.trim() === '*' ? value : `${value},127.0.0.1`) : '127.0.0.1';
  return {
    NO_PROXY: exempt(env.NO_PROXY ?? env.no_proxy),
    no_proxy: exempt(env.no_proxy ?? env.NO_PROXY),
    ...(readOnly ? { [readOnlyName]: '1' } : {}),
  };
}

/** @throws AppError `local`, before anything is run, if the file cannot be written */
function logTo(path: string | null): (call: RelayedCall) => void {
  if (path === null) return () => {};
  const append = (text: string) => {
    try {
      appendText(path, text);
    } catch (error) {
      const code = systemCode(error);
      throw new AppError('log-failed', `The log ${path} cannot be written (${code})`, {
        hint: 'Name a file in a directory that you may write to: --log FILE',
        cause: error,
      });
    }
  };
  append('');
  return call => {
    try {
      append(`${JSON.stringify(callJson(call))}\n`);
    } catch {
      // If the disk has filled up meanwhile, the call is not logged, but it still goes on.
    }
  };
}

function callLine({ exchange: { method, path, ms }, end }: RelayedCall): string {
  return `${method} ${path} ${outcomeOf(end)} ${ms} ms`;
}

async function tell(
  ctx: Context,
  { tell, json }: Watching,
  credentials: Credentials,
  { count, told, json: calls }: Seen,
  exitCode: number,
): Promise<void> {
  const refused = told.firstRefusal(exitCode);
  const cause = refused === undefined ? null : await causeOf(ctx, credentials, refused);
  if (cause !== null && tell !== 'refused') annotate(ctx, cause);
  if (json) {
    const { title, id, fixes } = cause ?? { title: null, id: null, fixes: [] };
    const refusal = cause === null ? null : { id, title, fixes: fixes.map(plain) };
    ctx.stderr.write(`${JSON.stringify({ calls, refusal })}\n`);
    return;
  }
  if (count === 0) {
    note(ctx, 'No call was seen: the program made none, or ignores BP_API_URL');
    return;
  }
  if (tell === 'end') for (const line of tableLines(told.rows())) note(ctx, line);
  if (refused !== undefined && cause !== null) sayCause(ctx, cause);
}

const plain = ({ title, command }: RootCause['fixes'][number]) => ({ title, command });

function tableLines(calls: readonly CallRow[]): string[] {
  const rows = calls.map(({ method, path, outcome, times, ms, received }) => [
    method,
    path,
    outcome,
    `${ms} ms`,
    sizeOf(received),
    times === 1 ? '' : `× ${times}`,
  ]);
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map(row => row[at]?.length ?? 0)));
  return [
    '',
    ...rows.map(row =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  ];
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000
    ? `${(bytes / 1000).toFixed(1)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * The reason why a call was refused, with that call as evidence. Asks the API for role and
 * workspace if they matter.
 */
async function causeOf(
  ctx: Context,
  credentials: Credentials,
  call: RelayedCall,
): Promise<RootCause> {
  const { name, profile, token } = credentials;
  const about = fixContextOf(ctx, { name, profile }, null);
  if (call.end.type === 'refused') return ownRefusal(call, call.end.why);
  const target = { apiUrl: profile.apiUrl, token, tokenOrigin: profile.tokenOrigin ?? '' };
  const client = createClient(ctx, target, { connectTimeout: 1000, answerTimeout: 2000 });
  return explainRefusal(call, about, questionsBy(client, ctx.signal));
}

/** The cause of a refusal by the relay itself. */
function ownRefusal(call: RelayedCall, why: string): RootCause {
  const { method, path } = call.exchange;
  const titles: Record<string, string> = {
    'read-only': `bp-auth blocked ${method} ${path}: --read-only is on. Without --read-only the call would be made`,
    'no-stand-in': `The program sent ${method} ${path} without the token that it was given`,
    upgrade: `The program asked ${path} for a WebSocket, which the relay does not pass on`,
  };
  const title =
    valueAt(titles, why) ?? `The program asked the relay for something other than the API`;
  return { id: `relay-${why}`, title, confidence: 'certain', evidence: [], fixes: [] };
}

/** In a GitHub Actions job, the first refusal also appears on the page of the run. */
function annotate(ctx: Context, { title, fixes }: RootCause): void {
  if (!ctx.env.GITHUB_ACTIONS || ctx.env.GITHUB_ACTIONS === 'false') return;
  const steps = fixes.map(({ title, command }) => `${title}: ${command}`);
  // An escape code or line end from the API must not start another annotation.
  const lines = [title, ...steps].map(line => redact(cleanText(line)));
  ctx.stderr.write(`::error title=Refused by the Botpress API::${escaped(lines.join('\n'))}\n`);
}

function sayCause(ctx: Context, { title, evidence, fixes }: RootCause): void {
  note(ctx, '');
  note(ctx, `First refusal: ${title}`);
  for (const line of evidence) note(ctx, `  ${line}`);
  for (const { title, command } of fixes) {
    note(ctx, `  ${title}`);
    note(ctx, `    ${command}`);
  }
}
