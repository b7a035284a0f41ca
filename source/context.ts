// What the outside world looks like; tests hand in a fake one.
import type { Exchange } from './botpress/exchange.ts';
import type { Fetch } from './botpress/transport.ts';

/** A stream the program writes to. */
export type Output = {
  isTTY: boolean;
  columns: number | undefined;
  rows: number | undefined;
  /** Dropped without a word where nobody reads any more. @throws AppError local, stdout only */
  write(text: string): void;
  /**
   * Waits until all is written.
   * @returns false where nobody reads any more. @throws AppError local, stdout only
   */
  flushed(): Promise<boolean>;
  /** For the terminal UI only: ink wants a real stream. */
  stream: NodeJS.WriteStream;
};

/** Where answers and tokens come from. `stream` is for the terminal UI and prompts only. */
type Input = {
  isTTY: boolean;
  stream: NodeJS.ReadStream;
};

/** The operating system's keychain. Any call may fail or never answer: time limits are the caller's. */
export type Keychain = {
  get(account: string, signal: AbortSignal): Promise<string | null>;
  set(account: string, secret: string, signal: AbortSignal): Promise<void>;
  /** @returns whether there was something to remove */
  remove(account: string, signal: AbortSignal): Promise<boolean>;
};

export type Context = {
  /** Arguments after the program's name. */
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Current directory; empty when it was deleted under us. */
  cwd: string;
  /** The user's home directory, absolute; one that does not exist where it is not known. */
  userHome: string;
  /**
   * Where config.json and bp's files lie, absolute: --botpressHome, BP_BOTPRESS_HOME, or ~/.botpress.
   * @throws AppError where no such place is known, or a variable names a relative one
   */
  botpressHome: string;
  /** Set where complete credentials in the environment are enough, whatever the home is. */
  canLackHome?: boolean;
  platform: NodeJS.Platform;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** Epoch milliseconds. */
  now(): number;
  /** An unguessable id, URL-safe. */
  randomId(): string;
  /** Resolves after the time given (milliseconds), or rejects when the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Not Node's own: merely touching that one loads undici, and a command that asks the API takes twice as long. */
  fetch: Fetch;
  /** Loaded when called: most commands never need it. */
  openKeychain(): Promise<Keychain>;
  /** Sees every exchange with the API when --verbose is on. */
  trace?: ((exchange: Exchange) => void) | undefined;
  /** Told which process a write waits for, once it has waited for a second. */
  waitsFor?: ((who: string) => void) | undefined;
  /** Told just before a change leaves: for the API, a keychain, or what is stored. */
  onChange?: (() => void) | undefined;
  /** Told what was taken off a token, and from where it came: in a sentence without a full stop. */
  cleaned?: ((place: 'env' | 'command' | 'keychain', sentence: string) => void) | undefined;
  /** Aborted when the user interrupts (Ctrl+C), or somebody else asks us to end; see `interruptedBy`. */
  signal: AbortSignal;
};

/** The same world but for a few things. What is opened or found out when first asked for stays so. */
export function altered<Changes extends Partial<Context>>(
  ctx: Context,
  changes: Changes,
): Context & Changes {
  const copy: unknown = Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(ctx), ...Object.getOwnPropertyDescriptors(changes) },
  );
  return copy as Context & Changes;
}

const signalKey = 'signal';

/** Why a context's signal is aborted. */
export const interruption = (signal: NodeJS.Signals): Error =>
  Object.assign(new Error('Interrupted'), { name: 'AbortError', [signalKey]: signal });

/** The signal that a process got; SIGINT where nobody says. */
export function interruptedBy({ reason }: AbortSignal): NodeJS.Signals {
  const isNamed = reason instanceof Error && signalKey in reason;
  return isNamed ? (reason[signalKey] as NodeJS.Signals) : 'SIGINT';
}
