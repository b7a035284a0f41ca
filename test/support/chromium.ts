// A real headless Chromium with a fresh profile, driven through a pair of pipes by its own
// protocol.
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { expect, onTestFinished, vi } from 'vitest';
import { cleanEnv } from './cli.ts';
import { temporaryDirectory } from './context.ts';

export const chromium = 'chromium';

/** No first-run dialogs, no background work, no connection beyond loopback. */
export const chromiumFlags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
] as const;

type Json = Record<string, unknown>;
type Event = { method: string; params: Json };

export type Tab = {
  /** Directory of the profile; fresh when the tab was opened. */
  profile: string;
  /** One command of the protocol. Rejects with Chromium's error. */
  send(method: string, params?: Json): Promise<Json>;
  /**
   * Evaluates an expression in the page. Chromium takes that for an act of the user, so the page may
   * open windows and the like.
   */
  evaluate<T>(expression: string): Promise<T>;
  /** The protocol's events so far, from the domains that a command has enabled. */
  events: readonly Event[];
  /** Ends Chromium as a user would, so that its profile is written. */
  close(): Promise<void>;
};

/** Starts Chromium with one empty tab. */
export async function openTab(): Promise<Tab> {
  const profile = temporaryDirectory();
  // Allows chrome://omnibox and other internal pages.
  const settings = JSON.stringify({ internal_only_uis_enabled: true });
  writeFileSync(join(profile, 'Local State'), settings);
  const child = spawn(
    chromium,
    [...chromiumFlags, `--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank'],
    {
      detached: true,
      env: cleanEnv({ HOME: profile }),
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    },
  );
  onTestFinished(() => endGroup(child.pid ?? 0));
  const { command, events } = protocol(child);
  const { targetInfos } = await command('Target.getTargets');
  const page = (targetInfos as { type: string; targetId: string }[]).find(
    ({ type }) => type === 'page',
  );
  const attached = await command('Target.attachToTarget', {
    targetId: page?.targetId,
    flatten: true,
  });
  const send: Tab['send'] = (method, params) => command(method, params, attached.sessionId);
  return {
    profile,
    send,
    events,
    async evaluate<T>(expression: string) {
      const { result } = await send('Runtime.evaluate', {
        expression,
        userGesture: true,
        awaitPromise: true,
        returnByValue: true,
      });
      return (result as { value: T }).value;
    },
    async close() {
      await command('Browser.close');
      await groupEnded(child.pid ?? 0);
    },
  };
}

/** Ends a process and all that it started. The process has to lead its own group. */
export async function endGroup(leader: number): Promise<void> {
  if (!isGone(leader)) process.kill(-leader, 'SIGKILL');
  await groupEnded(leader);
}

/**
 * Waits for all of Chromium: its helpers still write to the profile when Chromium itself has ended.
 */
async function groupEnded(leader: number): Promise<void> {
  await vi.waitFor(() => expect(isGone(leader)).toBe(true), { timeout: 20_000 });
}

function isGone(leader: number): boolean {
  try {
    return !process.kill(-leader, 0);
  } catch {
    return true;
  }
}

/**
 * Messages are JSON, each ended by a NUL. They are written to file descriptor 3, and read from 4.
 */
function protocol(child: ChildProcess) {
  const [, , , commands, answers] = child.stdio as unknown as [
    null,
    null,
    null,
    Writable,
    Readable,
  ];
  const waiting = new Map<number, (answer: { result?: Json; error?: Json }) => void>();
  const events: Event[] = [];
  let sent = 0;
  let rest = '';
  answers.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages.map(text => JSON.parse(text))) {
      if (message.id === undefined) events.push(message);
      else waiting.get(message.id)?.(message);
    }
  });
  const command = (method: string, params: Json = {}, sessionId?: unknown): Promise<Json> =>
    new Promise((resolve, reject) => {
      const id = ++sent;
      waiting.set(id, ({ result, error }) =>
        result ? resolve(result) : reject(new Error(`${method}: ${JSON.stringify(error)}`)),
      );
      commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return { command, events };
}

/** The files below a directory that hold a text, in UTF-8 or UTF-16. */
export function filesWith(directory: string, text: string): string[] {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => forms.some(form => readFileSync(file).includes(form)))
    .map(file => relative(directory, file));
}
