// Owns the progress bar of `tokens audit`: on a terminal, and only once it takes noticeably long.
import type { Context } from '../context.ts';
import type { Progress } from '../tokens/audit/audit.ts';

/** Milliseconds: before the first bar, and between two of them. */
const times = { patience: 500, between: 100 };

const width = 20;

/** Draws on stderr; `clear` takes the bar away. */
export function auditProgress(ctx: Context) {
  const begun = ctx.now();
  let drawnAt: number | null = null;
  return {
    show({ share, filesRead, bytesRead }: Progress): void {
      const now = ctx.now();
      const isEarly = now - begun < times.patience;
      if (!ctx.stderr.isTTY || isEarly || now - (drawnAt ?? 0) < times.between) return;
      drawnAt = now;
      const done = Math.min(width, Math.floor(share * width));
      const bar = '#'.repeat(done) + '.'.repeat(width - done);
      const percent = `${Math.min(99, Math.floor(share * 100))} %`.padStart(4);
      const megabytes = Math.floor(bytesRead / 1e6);
      ctx.stderr.write(`\r[${bar}] ${percent}  ${filesRead} files, ${megabytes} MB\u001b[K`);
    },
    clear(): void {
      if (drawnAt !== null) ctx.stderr.write('\r\u001b[K');
    },
  };
}
