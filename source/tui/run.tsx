// The life of the terminal UI: takes the terminal, runs until something ends it, restores it.
import { EventEmitter } from 'node:events';
import { render } from 'ink';
import { cleanText } from '../botpress/text.ts';
import { altered, type Context } from '../context.ts';
import { toAppError } from '../errors.ts';
import { currentOf } from '../profiles/current.ts';
import type { Message } from './contract/messages.ts';
import type { Go } from './contract/screenTypes.ts';
import { readHome } from './home/readHome.ts';
import { App } from './kernel/App.tsx';
import { screenPlace } from './kernel/keyFor.ts';
import { doing, messagesOf } from './kernel/listening.ts';
import { createPace } from './kernel/pace.ts';
import type { Runner } from './kernel/runner.ts';
import { initialState, type UiState } from './kernel/state.ts';
import { createStore } from './kernel/store.ts';
import { unfinishedIn, unfinishedOutcome } from './kernel/unfinished.ts';
import { updateUi } from './kernel/update.ts';
import type { Size } from './look/layout.ts';
import { type Appearance, createTheme, fixedBy } from './look/theme.ts';
import { type Ending, stopProcess, watchEndings } from './terminal/endings.ts';
import { canAnswer, groundIn, groundQuestion, groundTime } from './terminal/ground.ts';
import { listenForKeys } from './terminal/listenForKeys.ts';
import { keepYoungSpaceSmall } from './terminal/memory.ts';
import { createPainter, type Painter } from './terminal/painter.ts';
import { catchStrays } from './terminal/strays.ts';
import { createTerminal } from './terminal/terminal.ts';

/** The options of the command line for the start. */
export type UiStart = {
  /** The screen to start with, if not the profile list. */
  first?: Go | undefined;
  /** The value of --profile. */
  profile?: string | undefined;
  /** The flag --ascii. */
  ascii?: boolean;
  /** False for --no-color. */
  colour?: boolean;
};

/**
 * Runs the terminal UI until it is left. Every way out restores the terminal.
 * @returns the exit code: 0, 130 after Ctrl+C, 128 + n after a signal
 * @throws AppError `usage` for an unknown --profile, before anything is drawn; `bug` after a crash
 */
export async function runTui(world: Context, start: UiStart = {}): Promise<number> {
  keepYoungSpaceSmall();
  // No notes are printed, because they would land in the middle of the screen.
  const ctx: Context = altered(world, {
    // Read now: if the home directory is unknown, the run ends with an error before anything is drawn.
    botpressHome: world.botpressHome,
    trace: undefined,
    cleaned: undefined,
    waitsFor: (who: string) => store.dispatch({ type: 'write.waits', who }),
  });
  const { profile: flag } = start;
  const home = readHome(ctx, flag, screenPlace(ctx));
  if (flag !== undefined && home.state === 'ready') currentOf(ctx, home.stored, flag);

  const terminal = createTerminal(ctx);
  const painter = createPainter(terminal.write, terminal.size);
  const screenReader = ctx.env.INK_SCREEN_READER === 'true';
  const { ascii = false, colour = true } = start;
  const looks = { env: ctx.env, platform: ctx.platform, ascii, colour, screenReader };
  const themeFor = (look: Appearance) => createTheme(looks, look);
  const fixed = fixedBy(looks);

  const size = (): Size => ({ ...terminal.size(), linear: screenReader });

  let finish: (ended: Ended) => void = () => {};
  const ended = new Promise<Ended>(resolve => {
    finish = resolve;
  });
  const end = (ending: Ending) => {
    painter.close();
    terminal.leave();
    finish({ ending, farewell: null });
  };
  const suspend = () => {
    terminal.leave();
    stopProcess();
    terminal.enter();
    painter.repaint();
  };

  const stage = {
    exit(code: number, farewell: string | null) {
      // Discard input typed after the quit key.
      unlisten();
      painter.close();
      finish({ ending: { type: 'exit', code }, farewell });
    },
    suspend,
    repaint: painter.repaint,
    copy: terminal.copy,
  };
  const store = createStore({
    initial: initialState(home, size(), ctx.now(), start.first, { fixed }),
    update: (state, message: Message) => updateUi(state, message, ctx.now()),
    run: work => void runner.then(({ run }) => run(work)),
    schedule: createPace(ctx),
  });

  const letPrint = catchStrays(text => store.dispatch({ type: 'stray', text }));
  terminal.enter();
  const unwatch = watchEndings(ctx, {
    end,
    leave: terminal.leave,
    suspend,
    resumed() {
      terminal.reclaim();
      painter.repaint();
    },
    resized() {
      painter.forget();
      store.dispatch({ type: 'resized', size: size() });
    },
  });
  const unlisten = listenForKeys(ctx.stdin.stream, ctx, {
    doing: input => doing(store.get(), input),
    heard(input) {
      for (const message of messagesOf(store.get(), input, ctx.now())) store.dispatch(message);
    },
    expects: terminal.isAsking,
    replied(text) {
      const ground = groundIn(text);
      // A late answer about the background changes no colours: the user is already working.
      if (ground !== null && terminal.answered()) store.dispatch({ type: 'ground', ground });
    },
  });
  if (fixed === null && canAnswer(ctx.env)) {
    terminal.ask(groundQuestion, groundTime, text => groundIn(text) !== null);
  }
  const canvas = createCanvas(painter, terminal.size);
  const instance = render(<App store={store} themeFor={themeFor} mounted={canvas.mounted} />, {
    stdout: canvas.stream,
    stdin: ctx.stdin.stream,
    // `debug` makes ink output whole frames without erasing; the painter erases.
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: screenReader,
  });
  const crash = (error: unknown) => end({ type: 'crash', error });
  instance.waitUntilExit().catch(crash);
  // Loaded after the first frame: the code behind the actions takes longer to load than what is
  // visible.
  const runner = import('./kernel/runner.ts').then(({ createRunner }) =>
    createRunner(ctx, store.dispatch, stage, flag),
  );
  runner.catch(crash);
  store.dispatch({ type: 'started' });

  const { ending, farewell } = await ended;
  const running = await runner.catch(() => null);
  running?.stop();
  unlisten();
  instance.unmount();
  await terminal.release();
  letPrint();
  unwatch();
  const say = (text: string) => terminal.isGone() || ctx.stderr.write(`${text}\n`);
  if (running !== null) await sayHowItEnded(say, store.get, running);
  if (ending.type === 'crash') throw toAppError(ending.error);
  if (farewell !== null) ctx.stdout.write(`${farewell}\n`);
  return ending.code;
}

/** A change at the server that is under way ends before the process does, and its result is reported. */
async function sayHowItEnded(
  say: (text: string) => void,
  state: () => UiState,
  runner: Runner,
): Promise<void> {
  const before = state();
  const doing = unfinishedIn(before);
  if (doing !== null) say(`${doing} …`);
  await runner.settled();
  const outcome = unfinishedOutcome(before, state());
  if (outcome !== null) say(cleanLines(outcome));
  for (const text of runner.lastWords()) say(text);
}

const cleanLines = (text: string) => text.split('\n').map(cleanText).join('\n');

type Ended = { ending: Ending; farewell: string | null };

/** A fake stdout for ink: forwards our frames to the painter. */
function createCanvas(painter: Painter, size: () => Size) {
  let isOurs = false;
  const stream = Object.assign(new EventEmitter(), {
    isTTY: true,
    write(frame: string) {
      if (isOurs) painter.paint(frame);
      return true;
    },
  });
  Object.defineProperty(stream, 'columns', { get: () => size().columns });
  Object.defineProperty(stream, 'rows', { get: () => size().rows });
  const mounted = (isMounted: boolean) => {
    isOurs = isMounted;
  };
  return { stream: stream as unknown as NodeJS.WriteStream, mounted };
}
