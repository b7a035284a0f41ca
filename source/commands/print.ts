// The printing of results on stdout, and of errors and notes on stderr.
import { cleanText, isPlainText } from '../botpress/text.ts';
import { type Advice, adviceText } from '../commandLine.ts';
import type { Context } from '../context.ts';
import type { AppError } from '../errors.ts';
import { linePlace } from '../linePlace.ts';
import { redact } from '../secrets/kind.ts';
import { columnsOf } from './columns.ts';

/** One line of result. Text from servers and files is made harmless for the terminal. */
export function printLine(ctx: Context, line: string): void {
  ctx.stdout.write(`${cleanText(line)}\n`);
}

/** Something worth knowing that is not the result. */
export function note(ctx: Context, says: Advice): void {
  const text = typeof says === 'string' ? says : adviceText(says, linePlace(ctx));
  ctx.stderr.write(`${redact(cleanText(text))}\n`);
}

// JSON.stringify leaves these characters raw; a terminal would act on them.
const risky = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A value as JSON, with the risky characters as escapes. */
export function printJson(ctx: Context, value: unknown, indent = 2): void {
  // In one write: lines of processes that share an output must not mix. The newline is added before
  // the check, because V8 would otherwise copy a long text twice.
  ctx.stdout.write(harmless(`${JSON.stringify(value, null, indent)}\n`));
}

function harmless(json: string): string {
  // A long text is recognised as plain ASCII faster this way than by a pattern.
  if (Buffer.byteLength(json) === json.length && !json.includes('\x7f')) return json;
  return json.replace(
    risky,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An error on stderr: one line and its next step, or JSON. */
export function printError(ctx: Context, error: AppError, json: boolean): void {
  const message = redact(cleanText(error.message));
  const { advice } = error;
  const hint = advice === undefined ? null : redact(cleanText(adviceText(advice, linePlace(ctx))));
  if (json) {
    const { kind, code } = error;
    ctx.stderr.write(`${JSON.stringify({ error: { kind, code, message, hint } })}\n`);
    return;
  }
  ctx.stderr.write(`Error: ${message}\n`);
  if (hint) ctx.stderr.write(`${hint}\n`);
}

/** Rows in columns as wide as their longest cell. */
export function printTable(ctx: Context, rows: ReadonlyArray<readonly string[]>): void {
  const clean = rows.map(row => row.map(cleanText));
  const widths = (clean[0] ?? []).map((_, column) =>
    clean.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? '')), 0),
  );
  const filled = (cell: string, column: number) =>
    cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell));
  const lines = clean.map(row => `${row.map(filled).join('  ').trimEnd()}\n`);
  // In one write: a list of a thousand lines would otherwise make a thousand system calls.
  ctx.stdout.write(lines.join(''));
}

/** Unicode's tables are loaded only when needed. */
const widthOf = (cell: string) => (isPlainText(cell) ? cell.length : columnsOf(cell));
