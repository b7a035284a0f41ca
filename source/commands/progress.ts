// The progress line of slow commands: on stderr, in a terminal only, and erased when done.
import { cleanText } from '../botpress/text.ts';
import type { Context } from '../context.ts';

/** Milliseconds before the line is first drawn, and between two drawings. */
const times = { patience: 500, between: 100 };

const width = 20;

export type Progress = {
  /** What is being done; if the share done is known (0 to 1), it is drawn as a bar. */
  show(words: string, share?: number): void;
  /** Erases the line. */
  clear(): void;
};

/** @param words what is being done, until `show` says otherwise */
function startProgress(ctx: Context, words: string): Progress {
  if (!ctx.stderr.isTTY) return { show() {}, clear() {} };
  const ended = new AbortController();
  const begun = ctx.now();
  let line = lineOf(words);
  let drawnAt: number | null = null;
  const draw = () => {
    drawnAt = ctx.now();
    ctx.stderr.write(`\r${line}\u001b[K`);
  };
  // If the work ends first, the wait is aborted and nothing is drawn.
  ctx.wait(times.patience, ended.signal).then(draw, () => {});
  return {
    show(words, share) {
      line = lineOf(words, share);
      const now = ctx.now();
      const isEarly = now - begun < times.patience;
      if (!isEarly && now - (drawnAt ?? 0) >= times.between) draw();
    },
    clear() {
      ended.abort();
      if (drawnAt !== null) ctx.stderr.write('\r\u001b[K');
    },
  };
}

/** Runs something that may take long, and shows that it is running. */
export async function withProgress<Value>(
  ctx: Context,
  words: string,
  work: (progress: Progress) => Promise<Value>,
): Promise<Value> {
  const progress = startProgress(ctx, words);
  try {
    return await work(progress);
  } finally {
    progress.clear();
  }
}

function lineOf(words: string, share?: number): string {
  const text = cleanText(words);
  if (share === undefined) return `${text} …`;
  const done = Math.min(width, Math.floor(share * width));
  const bar = '#'.repeat(done) + '.'.repeat(width - done);
  return `[${bar}] ${`${Math.min(99, Math.floor(share * 100))} %`.padStart(4)}  ${text}`;
}
