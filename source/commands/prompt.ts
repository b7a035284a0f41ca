// Questions asked in a terminal outside the full-screen UI. They go to stderr: stdout is for results.
import { type Advice, joined } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, cancelled } from '../errors.ts';

/** Whether there is somebody to ask. */
export function canAsk(ctx: Context): boolean {
  return ctx.stdin.isTTY && ctx.stderr.isTTY;
}

/**
 * A sentence for mintty, the window of Git Bash, where programs for Windows get pipes instead of a
 * terminal; null elsewhere.
 * @param command what to run there instead
 */
export function hiddenTerminal({ platform, env, stdin }: Context, command: string): string | null {
  const isMintty = Boolean(env.MSYSTEM) || env.TERM_PROGRAM === 'mintty';
  if (platform !== 'win32' || !isMintty || stdin.isTTY) return null;
  return `In Git Bash's window bp-auth sees no terminal: run ${command}`;
}

/** The hint when nobody can be asked; in Git Bash's window it also says how to get a terminal. */
export function unasked(ctx: Context, hint: Advice): Advice {
  const hidden = hiddenTerminal(ctx, 'it as `winpty bp-auth …`');
  return hidden === null ? hint : joined('. ', hint, hidden);
}

type AskOptions = {
  /** Whether typed characters stay invisible. */
  hidden?: boolean;
};

/**
 * One line from the terminal.
 * @throws AppError `cancelled` on Ctrl+C, Ctrl+D or Esc
 */
export async function ask(
  ctx: Context,
  question: string,
  options: AskOptions = {},
): Promise<string> {
  // Loaded on first use: most commands never ask.
  const { createInterface } = await import('node:readline');
  const { Writable } = await import('node:stream');
  const output = new Writable({
    write(chunk, _, done) {
      if (!options.hidden) ctx.stderr.write(String(chunk));
      done();
    },
  });
  const reader = createInterface({ input: ctx.stdin.stream, output, terminal: true });
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      ctx.signal.removeEventListener('abort', cancel);
      ctx.stdin.stream.off('keypress', leave);
      reader.removeAllListeners();
      reader.close();
      if (options.hidden) ctx.stderr.write('\n');
      settle();
    };
    const cancel = () => end(() => reject(cancelled()));
    // Node's readline ignores Esc.
    const leave = (_: unknown, key?: { name?: string }) => {
      if (key?.name === 'escape') cancel();
    };
    ctx.stdin.stream.on('keypress', leave);
    if (options.hidden) ctx.stderr.write(question);
    reader.on('SIGINT', cancel);
    ctx.signal.addEventListener('abort', cancel);
    reader.on('close', cancel);
    reader.question(options.hidden ? '' : question, answer => end(() => resolve(answer)));
  });
}

/**
 * A yes/no question; Enter means no, and `-y` answers yes.
 * @throws AppError `usage` without a terminal and without `-y`
 */
export async function confirmed(ctx: Context, question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!canAsk(ctx)) {
    throw new AppError('answer-needed', `This needs an answer: ${question}`, {
      hint: unasked(ctx, 'Without a terminal, add -y to answer yes'),
    });
  }
  return /^y(es)?$/i.test((await ask(ctx, `${question} [y/N] `)).trim());
}

/**
 * Makes sure that the user means a protected profile: its name is typed, or given with --confirm.
 * @param what what needs confirmation: `to show its token`
 * @throws AppError `usage` if --confirm gives other names, or nobody can be asked; `cancelled` if
 * the name is not typed
 */
export async function confirmProtected(
  ctx: Context,
  name: string,
  confirm: string | undefined,
  what: string,
): Promise<void> {
  // Names never contain a comma, so one flag can confirm several profiles.
  const named = confirm?.split(',') ?? [];
  if (named.includes(name)) return;
  if (confirm !== undefined || !canAsk(ctx)) {
    throw new AppError(
      'confirmation-needed',
      `The profile ${name} is protected: confirmation is needed ${what}`,
      {
        hint: unasked(ctx, `Add --confirm ${[...named, name].join(',')}`),
      },
    );
  }
  const typed = await ask(ctx, `${name} is protected. Type its name to go on: `);
  if (typed.trim() !== name)
    throw new AppError('not-confirmed', 'Not confirmed; nothing was changed');
}

/**
 * A choice by number.
 * @throws AppError `cancelled`, `usage`
 */
export async function pick<Item>(
  ctx: Context,
  title: string,
  items: readonly Item[],
  label: (item: Item) => string,
): Promise<Item> {
  ctx.stderr.write(`${title}\n`);
  for (const [index, item] of items.entries()) {
    ctx.stderr.write(`${String(index + 1).padStart(4)}  ${label(item)}\n`);
  }
  for (;;) {
    const answer = (await ask(ctx, `Number (1–${items.length}): `)).trim();
    const item = items[Number(answer) - 1];
    if (/^\d+$/.test(answer) && item !== undefined) return item;
    ctx.stderr.write('There is no such number\n');
  }
}
