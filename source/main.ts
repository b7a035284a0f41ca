// The way from argv to a command or the terminal UI, and from an error to text and exit code.
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Exchange } from './botpress/exchange.ts';
import {
  checkFlags,
  inputFor,
  type ParsedLine,
  parseLine,
  splitRest,
  usageOf,
} from './commands/arguments.ts';
import type { Input } from './commands/command.ts';
import { note, printError } from './commands/print.ts';
import { hiddenTerminal } from './commands/prompt.ts';
import {
  allFlags,
  type CommandName,
  commandIn,
  commandsBelow,
  specs,
} from './commands/spec/specs.ts';
import { commands } from './commands/table.ts';
import { flagNeedsValue } from './commands/usage.ts';
import { altered, type Context, interruptedBy } from './context.ts';
import { type AppError, exitCodes, isAppError, toAppError } from './errors.ts';
import { pathFrom } from './files/paths.ts';

/** Runs the program. Never throws. @returns the exit code (docs/reference.md, Exit codes) */
export async function main(ctx: Context): Promise<number> {
  const { own } = splitRest(ctx.argv);
  try {
    const code = await run(ctx);
    // Errors of the output may appear only when it is flushed.
    await ctx.stdout.flushed();
    return code;
  } catch (thrown) {
    const error = toAppError(thrown);
    printError(ctx, error, own.includes('--json'));
    if (error.kind === 'bug' && own.includes('--verbose')) explainBug(ctx, thrown);
    return error.kind === 'cancelled' ? codeOfInterruption(ctx) : exitCodes[error.kind];
  }
}

/** After a signal other than Ctrl+C, the process exits as if that signal had ended it. */
function codeOfInterruption({ signal }: Context): number {
  const isByOthers = signal.aborted && interruptedBy(signal) !== 'SIGINT';
  return isByOthers ? 128 + constants.signals[interruptedBy(signal)] : exitCodes.cancelled;
}

async function run(ctx: Context): Promise<number> {
  const line = parseLine(ctx.argv);
  const asksHelp = line.words[0] === 'help' || line.values.help === true;
  const words = line.words.slice(line.words[0] === 'help' ? 1 : 0);
  const name = commandIn(words);
  if (asksHelp) return showHelp(ctx, line, words);
  if (name === null && words.length > 0) {
    // After a mistyped flag, its value looks like a command. So the flag is reported first.
    if (ctx.argv[0]?.startsWith('-')) checkFlags(line.typed, allFlags, `Usage: ${usageOf(null)}`);
    throw await unknown(ctx, line, words);
  }
  if (line.values.version === true) {
    const { version } = await import('./version.ts');
    ctx.stdout.write(`${version}\n`);
    return 0;
  }
  if (name === null) return runWithoutCommand(ctx, line);
  if (words.length > name.split(' ').length && (specs[name].args ?? []).length === 0) {
    const { meantBy } = await import('./commands/didYouMean.ts');
    if (meantBy(words) !== null) throw await unknown(ctx, line, words);
  }
  const input = inputFor(line, name);
  return runCommand(ctx, name, input);
}

/**
 * The error for an unknown command; if several commands begin with the word, they are listed too.
 */
async function unknown(
  ctx: Context,
  line: ParsedLine,
  words: readonly string[],
): Promise<AppError> {
  const { unknownCommand } = await import('./commands/didYouMean.ts');
  const error = unknownCommand(words);
  if (error.code === 'command-incomplete' && line.values.json !== true) {
    const { groupCommands } = await import('./commands/help.ts');
    ctx.stderr.write(`${groupCommands(words[0] ?? '')}\n`);
  }
  return error;
}

async function showHelp(ctx: Context, line: ParsedLine, words: readonly string[]): Promise<number> {
  const { commandHelp, groupHelp, overview } = await import('./commands/help.ts');
  const name = commandIn(words);
  const [first = ''] = words;
  if (name !== null) ctx.stdout.write(commandHelp(name));
  else if (words.length === 0) ctx.stdout.write(overview());
  else if (words.length === 1 && commandsBelow(first).length > 0)
    ctx.stdout.write(groupHelp(first));
  else throw await unknown(ctx, line, words);
  return 0;
}

async function runCommand(ctx: Context, name: CommandName, input: Input): Promise<number> {
  const { run } = await commands[name]();
  const traced = input.on('verbose') ? withTrace(ctx) : ctx;
  const canLackHome = specs[name].canLackHome === true && input.text('profile') === undefined;
  const told = new Set<string>();
  const waitsFor = (who: string) => {
    // Each keychain access waits anew; one note about it is enough.
    if (!told.has(who)) note(ctx, `Waiting for ${who}`);
    told.add(who);
  };
  const cleaned: Context['cleaned'] = (place, sentence) => {
    // A command may read the same token several times; one note about it is enough.
    if (!told.has(place)) note(ctx, sentence);
    told.add(place);
  };
  const housed = atHome(altered(traced, { waitsFor, cleaned }), input.text('botpressHome'));
  const here = canLackHome ? await perhapsHomeless(housed) : housed;
  const go = async (world: Context) => {
    try {
      return (await run(world, input)) ?? 0;
    } catch (thrown) {
      throw await explained(world, input, toAppError(thrown));
    }
  };
  if (!input.on('demo') || name === 'sandbox') return go(here);
  const { withDemo } = await import('./commands/demo.ts');
  return withDemo(here, go);
}

/** An API or network error with its cause. The diagnosis is loaded only when there is an error. */
async function explained(ctx: Context, input: Input, error: AppError): Promise<AppError> {
  if (error.exchange === undefined) return error;
  const { isAwaited, judged } = await import('./diagnosis/judged.ts');
  const flags = {
    name: input.text('profile') ?? null,
    workspaceId: input.text('workspaceId') ?? null,
    botId: input.text('bot') ?? null,
    integrationId: input.text('integration') ?? null,
  };
  return judged(ctx, error, { isAwaited: isAwaited(ctx, input.on('json')), flags });
}

/** --verbose: each exchange with the API in one line on stderr, without query, headers or bodies. */
function withTrace(ctx: Context): Context {
  const trace = ({ method, origin, path, status, errorType, networkCode, ms }: Exchange) =>
    note(
      ctx,
      `${method} ${origin}${path} ${[status ?? networkCode, errorType].filter(Boolean).join(' ')} ${ms} ms`,
    );
  return altered(ctx, { trace });
}

/** `bp-auth` alone: the terminal UI, or without a terminal the same as `profiles active`. */
async function runWithoutCommand(ctx: Context, line: ParsedLine): Promise<number> {
  const input = inputFor(line, null);
  if (!ctx.stdin.isTTY || !ctx.stdout.isTTY || input.on('json')) {
    if (ctx.platform === 'win32' && !input.on('json')) noteHiddenTerminal(ctx);
    return runCommand(ctx, 'profiles active', input);
  }
  const here = atHome(ctx, input.text('botpressHome'));
  const open = async (world: Context) => {
    const { runTui } = await import('./tui/run.tsx');
    const [ascii, colour] = [input.on('ascii'), !input.off('color')];
    return runTui(world, { ascii, colour, profile: input.text('profile') });
  };
  if (!input.on('demo')) return open(here);
  const { withDemo } = await import('./commands/demo.ts');
  return withDemo(here, open);
}

function noteHiddenTerminal(ctx: Context): void {
  const hidden = hiddenTerminal(ctx, '`winpty bp-auth` for the terminal UI');
  if (hidden !== null) note(ctx, hidden);
}

/**
 * The context for a command that can do without the home: if the home is unknown, complete
 * credentials in the environment are enough.
 */
async function perhapsHomeless(ctx: Context): Promise<Context> {
  const here = altered(ctx, { canLackHome: true });
  try {
    void here.botpressHome;
    return here;
  } catch (error) {
    const { isEnvironmentEnough } = await import('./profiles/units.ts');
    if (!isAppError(error) || error.code !== 'home-unknown') throw error;
    if (!isEnvironmentEnough(ctx.env)) throw error;
    note(ctx, `${error.message}; bp-auth uses the credentials of the environment`);
    return altered(here, { botpressHome: join(ctx.userHome, '.botpress') });
  }
}

function atHome(ctx: Context, botpressHome: string | undefined): Context {
  if (botpressHome === undefined) return ctx;
  if (botpressHome === '') {
    throw flagNeedsValue('--botpressHome', 'Leave the flag out to use ~/.botpress', 'a directory');
  }
  return altered(ctx, { botpressHome: pathFrom(ctx, botpressHome) });
}

/**
 * For bug reports: the place in the code. Messages of foreign errors may hold secrets and are left
 * out.
 */
function explainBug(ctx: Context, thrown: unknown): void {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  for (const line of stack.split('\n').filter(line => /^\s+at /.test(line))) note(ctx, line);
}
