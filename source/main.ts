// The way from argv to a command or the terminal UI, and from an error to text and exit code.
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Exchange } from './botpress/exchange.ts';
import { line, say } from './commandLine.ts';
import { parseInput, splitRest, wordsOf } from './commands/arguments.ts';
import { type Command, globalFlags } from './commands/command.ts';
import { note, printError } from './commands/print.ts';
import { commandIn, commands } from './commands/table.ts';
import { flagNeedsValue } from './commands/usage.ts';
import { altered, type Context, interruptedBy } from './context.ts';
import { AppError, exitCodes, isAppError, toAppError } from './errors.ts';
import { pathFrom } from './files/paths.ts';
import { closest } from './profiles/closest.ts';

/** Runs the program. Never throws. @returns the exit code (docs/reference.md, Exit codes) */
export async function main(ctx: Context): Promise<number> {
  const { own } = splitRest(ctx.argv);
  try {
    const code = await run(ctx, own);
    // What is wrong with the output may turn out only now.
    await ctx.stdout.flushed();
    return code;
  } catch (thrown) {
    const error = toAppError(thrown);
    printError(ctx, error, own.includes('--json'));
    if (error.kind === 'bug' && own.includes('--verbose')) explainBug(ctx, thrown);
    return error.kind === 'cancelled' ? codeOfInterruption(ctx) : exitCodes[error.kind];
  }
}

/** Cancelled by somebody else than the user, it ends as a process does that the signal ended. */
function codeOfInterruption({ signal }: Context): number {
  const isByOthers = signal.aborted && interruptedBy(signal) !== 'SIGINT';
  return isByOthers ? 128 + constants.signals[interruptedBy(signal)] : exitCodes.cancelled;
}

const anyNumber = { min: 0, max: Number.POSITIVE_INFINITY };

async function run(ctx: Context, own: readonly string[]): Promise<number> {
  const words = wordsOf(ctx.argv, globalFlags);
  const name = commandIn(words);
  if (name === null && words.length > 0) {
    // A slip in a flag makes a command of its value.
    if (own[0]?.startsWith('-')) parseInput(own, 0, {}, anyNumber, 'COMMAND [flags]');
    throw unknownCommand(words);
  }
  if (own.includes('--version')) {
    const { version } = await import('./version.ts');
    ctx.stdout.write(`${version}\n`);
    return 0;
  }
  const asksHelp = own.includes('--help') || own.includes('-h');
  if (name === null) return asksHelp ? showOverview(ctx) : runWithoutCommand(ctx);
  const command = await (commands[name] as () => Promise<Command>)();
  if (asksHelp) {
    const { commandHelp } = await import('./commands/help.ts');
    ctx.stdout.write(commandHelp(command));
    return 0;
  }
  return runCommand(ctx, command);
}

async function runCommand(ctx: Context, command: Command): Promise<number> {
  const usage = `${command.name} ${command.usage}`.trim();
  const words = command.name.split(' ').length;
  const input = parseInput(ctx.argv, words, command.flags, command.args, usage);
  const traced = input.on('verbose') ? withTrace(ctx) : ctx;
  const canLackHome = command.canLackHome === true && input.text('profile') === undefined;
  const waitsFor = (who: string) => note(ctx, `Waiting for ${who}`);
  const housed = atHome(altered(traced, { waitsFor }), input.text('botpressHome'));
  const here = canLackHome ? await perhapsHomeless(housed) : housed;
  const go = async (world: Context) => (await command.run(world, input)) ?? 0;
  if (!input.on('demo') || command.name === 'sandbox') return go(here);
  const { withDemo } = await import('./commands/demo.ts');
  return withDemo(here, go);
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
async function runWithoutCommand(ctx: Context): Promise<number> {
  const input = parseInput(ctx.argv, 0, {}, { min: 0, max: 0 }, '');
  if (!ctx.stdin.isTTY || !ctx.stdout.isTTY || input.on('json')) {
    const { profilesActive } = await import('./commands/profilesActive.ts');
    return runCommand(ctx, { ...profilesActive, name: '', flags: {} });
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

/** Complete credentials in the environment are enough for these commands, whatever the home is. */
async function perhapsHomeless(ctx: Context): Promise<Context> {
  const here = altered(ctx, { canLackHome: true });
  try {
    void here.botpressHome;
    return here;
  } catch (error) {
    const { isEnvironmentEnough } = await import('./profiles/units.ts');
    if (!isAppError(error) || error.code !== 'home-unknown') throw error;
    if (!isEnvironmentEnough(ctx.env)) throw error;
    note(ctx, `${error.message}; the credentials of the environment are used`);
    return altered(here, { botpressHome: join(ctx.userHome, '.botpress') });
  }
}

function atHome(ctx: Context, botpressHome: string | undefined): Context {
  if (botpressHome === undefined) return ctx;
  if (botpressHome === '') {
    throw flagNeedsValue('--botpressHome', 'Leave it out to use ~/.botpress', 'a directory');
  }
  return altered(ctx, { botpressHome: pathFrom(ctx, botpressHome) });
}

async function showOverview(ctx: Context): Promise<number> {
  const { overview } = await import('./commands/help.ts');
  ctx.stdout.write(await overview());
  return 0;
}

function unknownCommand(words: readonly string[]): AppError {
  const typed = words.slice(0, 2).join(' ');
  const group = Object.keys(commands).filter(name => name.startsWith(`${words[0]} `));
  if (group.length > 0 && words.length === 1) {
    return new AppError('command-incomplete', `\`${words[0]}\` needs one more word`, {
      hint: `One of: ${group.join(', ')}`,
    });
  }
  const known = Object.keys(commands);
  const near = closest(typed, known) ?? closest(words[0] ?? '', known);
  return new AppError('command-unknown', 'There is no such command', {
    hint:
      near === null
        ? say`\`${line('--help')}\` lists the commands`
        : say`Did you mean \`${line(...near.split(' '))}\`?`,
  });
}

/** For a report to us: where it happened. Messages of foreign errors may hold values, so they are left out. */
function explainBug(ctx: Context, thrown: unknown): void {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  for (const line of stack.split('\n').filter(line => /^\s+at /.test(line))) note(ctx, line);
}
