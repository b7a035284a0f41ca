// Owns what the outside world looks like; tests hand in a fake one.

/** A stream the program writes to. */
export type Output = {
  isTTY: boolean;
  columns: number | undefined;
  rows: number | undefined;
  write(text: string): void;
  /** For the terminal UI only: ink wants a real stream. */
  stream: NodeJS.WriteStream;
};

/** Where answers and tokens come from. `stream` is for the terminal UI and prompts only. */
export type Input = {
  isTTY: boolean;
  stream: NodeJS.ReadStream;
};

export type Context = {
  /** Arguments after the program's name. */
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Current directory; empty when it was deleted under us. */
  cwd: string;
  /** The user's home directory. */
  userHome: string;
  /** Where config.json and bp's files lie: --botpressHome, BP_BOTPRESS_HOME, or ~/.botpress. */
  botpressHome: string;
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
  /** Looked up at call time: merely touching the global costs 40 ms of start-up (facts: stack.md). */
  fetch: typeof fetch;
  /** Aborted when the user interrupts (Ctrl+C). */
  signal: AbortSignal;
};
