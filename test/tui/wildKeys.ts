// A user who presses anything: random keys, pastes and sizes in the demo, and the rules that must hold
// meanwhile.
import { expect } from 'vitest';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { bytesOf, keyNames, pasteOf } from '../support/keys.ts';
import { type Pty, readIt, restored, startPty } from '../support/pty.ts';
import { type Random, randomFrom } from '../support/random.ts';
import { sampleTokens } from '../support/sandbox.ts';
import type { Size } from '../support/screen.ts';

type Step =
  | { type: 'keys'; names: string[] }
  | { type: 'resize'; size: Size }
  /** A pause long enough to read a question; keys that come sooner do not answer it. */
  | { type: 'reading' };

// The keys that quit are left out: q on the first screen, Q and Ctrl+C everywhere. So is Ctrl+Z:
// without a shell to continue the program, the terminal would echo the next keys for a moment.
const letters = [...'abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789-/?:.,!*'];
const control = [...'abdefghklnoprtuvwxy'].map(letter => `ctrl+${letter}`);
const moves = ['up', 'down', 'left', 'right', 'enter', 'enter', 'esc', 'esc', 'tab', 'pagedown'];
const screens = [...'nwtxv?/:', 'space', 'space', '*', 'd', 'u'];
const wide = [...'世é👩‍💻ע'];
const pastes: readonly string[] = [
  ...Object.values(sampleTokens),
  `Bearer ${sampleTokens.owner}\n`,
  'http://127.0.0.1:9',
  'ws_evil',
  '\u001b[2J\u001b]0;title\u0007\u009b31mEvil\r\u202egnp',
  '{"id":"err_1","code":403,"type":"Forbidden","message":"no"}',
  'line\nline\r\nline\n'.repeat(200),
  'x'.repeat(5000),
  '👩‍💻世界'.repeat(300),
  '',
];

function keyFrom({ below, oneOf }: Random): string {
  const kind = below(100);
  if (kind < 35) return oneOf(moves);
  if (kind < 50) return oneOf(screens);
  if (kind < 80) return oneOf(letters);
  if (kind < 90) return oneOf(keyNames);
  return kind < 97 ? oneOf(control) : oneOf(wide);
}

function sizeFrom({ below, oneOf }: Random): Size {
  const usual = oneOf([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
    { columns: 40, rows: 10 },
  ]);
  return below(2) === 0 ? usual : { columns: 20 + below(180), rows: 5 + below(55) };
}

/** Up to ten keys at once, sometimes a paste or another size. */
function stepFrom(random: Random): Step {
  const kind = random.below(100);
  if (kind === 0) return { type: 'reading' };
  if (kind < 6) return { type: 'resize', size: sizeFrom(random) };
  if (kind < 12) return { type: 'keys', names: [`paste ${random.below(pastes.length)}`] };
  return {
    type: 'keys',
    names: Array.from({ length: 1 + random.below(10) }, () => keyFrom(random)),
  };
}

function sent(name: string): string {
  const [, paste] = /^paste (\d+)$/.exec(name) ?? [];
  return paste === undefined ? bytesOf(name) : pasteOf(pastes[Number(paste)] ?? '');
}

// Everything that the program may send besides letters: positions, erasing, styles, the modes that it
// switches, and clipboard text.
const allowed = /\u001b\[(?:\d+;\d+H|H|2J|2?K|[\d;]*m|\?(?:25|7|1049|2004|2026)[hl])/g;
const copied = /\u001b\]52;c;([\w+/=]+)\u0007/g;
/** Restores the user's own screen. */
const leaving = '\u001b[?1049l';
const harmful = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const endOfFrame = /\u001b\[\?2026l$|\u0007$/;

/** Whether header and footer are where they belong in a terminal of that size. */
function isWhole(pty: Pty, { columns, rows }: Size): boolean {
  const lines = pty.screen.lines();
  if (lines.length !== rows || lines.at(-1) !== '') return false;
  if (columns < 40 || rows < 10) return /^This terminal/.test(lines[0] ?? '');
  return (
    /^bp-auth {2}\S/.test(lines[0] ?? '') && /help|cancel|close|filter/.test(lines.at(-2) ?? '')
  );
}

/** The output must neither harm the terminal nor reveal a token. */
function checkWritten(written: string): void {
  const [onScreen = '', parting = ''] = written.split(leaving);
  // Line breaks are allowed only in the parting text, after the user's own screen is restored.
  for (const text of [onScreen, parting.replace(/\r?\n/g, '')]) {
    expect(text.replace(allowed, '').replace(copied, '')).not.toMatch(harmful);
  }
  for (const [, text = ''] of written.matchAll(copied)) {
    // The copied text: an id, a command, several lines, or a new token, which sampleTokens does not have.
    expect(Buffer.from(text, 'base64').toString().replaceAll('\n', '')).not.toMatch(harmful);
  }
  for (const token of Object.values(sampleTokens)) expect(written).not.toContain(token);
}

/** The demo, in which the active profile's workspace has a hostile name. */
async function startEvil(): Promise<Pty> {
  const home = temporaryDirectory();
  // No request of this test may reach Botpress's own API.
  const env = { HOME: home, HTTPS_PROXY: 'http://127.0.0.1:9' };
  const pty = startPty(process.execPath, [builtCli, '--demo'], { env, cwd: home });
  await pty.waitFor('authenticated');
  pty.press('n');
  await pty.waitFor('Paste a personal access token');
  pty.paste(sampleTokens.owner);
  pty.press('enter');
  await pty.waitFor('Which workspace');
  pty.press('/');
  await pty.waitFor(/^\/ +\d+ of \d+$/m);
  pty.send('evil');
  await pty.waitFor(/❯ .*ws_evil/);
  pty.press('enter');
  await pty.waitFor('(esc clears)');
  pty.press('enter');
  await pty.waitFor('Which profile name?');
  pty.press('enter');
  await pty.waitFor('is the active profile now');
  pty.press('enter');
  await pty.waitFor(/^bp-auth .*ws_evil/m);
  return pty;
}

/** Steps that may clear the whole screen: another size, Ctrl+L, and the palette, which can run Ctrl+L. */
const clearing = /^(?:\d+×\d+|ctrl\+l|:)$/;

/** The keys of one run of the program; it ends early if a key (of the palette, for example) quits. */
async function pressOnce(random: Random, count: number, done: string[]): Promise<void> {
  const pty = await startEvil();
  let size: Size = { columns: 80, rows: 24 };
  const first = done.length;
  let isOver = false;
  const over = pty.exited.then(() => {
    isOver = true;
  });
  const until = (holds: () => boolean) => Promise.race([pty.waitFor(holds), over]);
  while (done.length < count && !isOver) {
    const step = stepFrom(random);
    const seen = pty.output().length;
    if (step.type === 'reading') {
      await readIt();
    } else if (step.type === 'resize') {
      size = step.size;
      done.push(`${size.columns}×${size.rows}`);
      pty.resize(size);
      await until(() => isWhole(pty, size));
    } else {
      done.push(...step.names);
      pty.send(step.names.map(sent).join(''));
      await pty.drawn(25);
    }
    await until(() => endOfFrame.test(pty.output().slice(-10)));
    checkWritten(pty.output().slice(seen));
    // Between restoring the screen and the program's end there is nothing to check.
    const isSeen = !isOver && pty.screen.modes().alternate;
    const mayClear = 1 + done.slice(first).filter(name => clearing.test(name)).length;
    expect(pty.screen.clears()).toBeLessThanOrEqual(mayClear);
    if (isSeen && !isWhole(pty, size)) throw new Error(`A broken screen:\n${pty.screen.text()}`);
  }
  if (!isOver) {
    pty.press('ctrl+c');
    // Before it quits, the program asks about a new token that was not copied. A small terminal does not show
    // the question.
    await Promise.race([over, pty.drawn(300)]);
    if (!isOver) pty.press('ctrl+c');
  }
  expect([0, 130]).toContain((await pty.exited).code);
  expect(pty.screen.modes()).toEqual(restored);
  expect(pty.screen.text()).not.toMatch(/Unexpected error/);
}

/**
 * Presses this many random keys (a paste or a new size counts as one) in the demo.
 * @throws with the seed and the last keys if a rule is broken; the seed repeats the run
 */
export async function pressWildly(seed: number, count: number): Promise<void> {
  const random = randomFrom(seed);
  const done: string[] = [];
  try {
    while (done.length < count) await pressOnce(random, count, done);
  } catch (error) {
    const last = done.slice(-40).join(' ');
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`Seed ${seed}, after ${done.length} keys, the last: ${last}\n${said}`, {
      cause: error,
    });
  }
}
