// The outside world as the program sees it; tests hand in a fake one.
import type { Exchange } from './botpress/exchange.ts';
import type { Fetch } from './botpress/transport.ts';

/** A stream the program writes to. */
export type Output = {
  isTTY: boolean;
  columns: number | undefined;
  rows: number | undefined;
  /**
   * Text is dropped silently once the reader has gone.
   * @throws AppError `local`, stdout only
   */
  write(text: string): void;
  /**
   * Waits until everything is written.
   * @returns false if the reader has gone
   * @throws AppError `local`, stdout only
   */
  flushed(): Promise<boolean>;
  /** For the terminal UI only: ink wants a real stream. */
  stream: NodeJS.WriteStream;
};

/** Standard input: what the user types, or what is piped in. */
type Input = {
  isTTY: boolean;
  stream: NodeJS.ReadStream;
};

/**
 * The operating system's keychain. Any call may fail or never answer; the caller sets a time limit.
 */
export type Keychain = {
  get(account: string, signal: AbortSignal): Promise<string | null>;
  set(account: string, secret: string, signal: AbortSignal): Promise<void>;
  /** @returns whether there was something to remove */
  remove(account: string, signal: AbortSignal): Promise<boolean>;
};

/**
 * The API of a demo, and sample tokens that it accepts. During a demo no other API gets a token.
 */
export type Demo = {
  apiUrl: string;
  samples: readonly { token: string; account: string }[];
};

export type Context = {
  /** Arguments after the program's name. */
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Current directory; empty if it was deleted while we ran. */
  cwd: string;
  /** The user's home directory, absolute; if unknown, a path that does not exist. */
  userHome: string;
  /**
   * The directory of config.json and bp's files, absolute: --botpressHome, BP_BOTPRESS_HOME, or
   * ~/.botpress.
   * @throws AppError if none of them is known, or a variable holds a relative path
   */
  botpressHome: string;
  /** Set during a demo on sample data. */
  demo?: Demo;
  /** Set if complete credentials in the environment are enough and the home is not needed. */
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
  /**
   * Not Node's own fetch: touching it loads undici, which doubles the time of a command that asks
   * the API.
   */
  fetch: Fetch;
  /** Loads the code for keychains only when called: most commands never need it. */
  openKeychain(): Promise<Keychain>;
  /** Sees every exchange with the API when --verbose is on. */
  trace?: ((exchange: Exchange) => void) | undefined;
  /**
   * Called when a wait takes a while, with what is waited for: another process that is writing, or
   * a dialog of the system.
   */
  waitsFor?: ((who: string) => void) | undefined;
  /** Called just before a change is sent to the API, a keychain or the store. */
  onChange?: (() => void) | undefined;
  /**
   * Called when something was stripped from a token. `place` is where the token came from;
   * `sentence` names the source and what was stripped, without a full stop.
   */
  cleaned?: ((place: 'env' | 'command' | 'keychain', sentence: string) => void) | undefined;
  /**
   * Aborted when the user presses Ctrl+C or another process asks us to end; see `interruptedBy`.
   */
  signal: AbortSignal;
};

/**
 * A copy of the context with some changes. Getters are copied as getters, so that what they compute
 * is still computed on first use.
 */
export function altered<Part extends Partial<Context>, Changes extends Partial<Context>>(
  ctx: Part,
  changes: Changes,
): Part & Changes {
  const copy: unknown = Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(ctx), ...Object.getOwnPropertyDescriptors(changes) },
  );
  return copy as Part & Changes;
}

const signalKey = 'signal';

/** The error to abort a context's `signal` with. It names the operating system's signal. */
export const interruption = (signal: NodeJS.Signals): Error =>
  Object.assign(new Error('Interrupted'), { name: 'AbortError', [signalKey]: signal });

/** The signal that interrupted the process; SIGINT if unknown. */
export function interruptedBy({ reason }: AbortSignal): NodeJS.Signals {
  const isNamed = reason instanceof Error && signalKey in reason;
  return isNamed ? (reason[signalKey] as NodeJS.Signals) : 'SIGINT';
}
