// The pictures of the documentation, taken from the real program on sample data, in a real
// pseudo-terminal.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../screen.ts';
import { openPty, type Pty, type Wanted } from '../terminal.ts';
import { type Picture, svgOf } from './svg.ts';

type Shot = {
  /** The file's name, without `.svg`. */
  name: string;
  title: string;
  rows: number;
  /** The keys that lead to the picture, and what each step shows. */
  steps: ReadonlyArray<readonly [keys: readonly string[], shows: Wanted]>;
};

const columns = 100;
const token = 'bp_pat_1234567890abcdef';

const isQuiet = (text: string) => !/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(text);

const shots: readonly Shot[] = [
  {
    name: 'profiles',
    rows: 20,
    title: 'Profiles, each with its live state',
    steps: [[['V'], /viewer .*(ok|forbidden)/]],
  },
  {
    name: 'login',
    rows: 20,
    title: 'Logging in: a pasted token is shown by kind and length only',
    steps: [
      [['n'], 'Paste a personal access token'],
      [[`paste ${token}`], '(23 characters)'],
    ],
  },
  {
    name: 'workspace',
    rows: 32,
    title: 'The active workspace, and what the token may do there',
    steps: [[['w'], 'What this token may do']],
  },
  {
    name: 'tokens',
    rows: 20,
    title: 'Tokens, their age, and which profiles use them',
    steps: [[['t'], 'staging deploys']],
  },
  {
    name: 'troubleshooting',
    rows: 30,
    title: 'Why a deploy answers 403: one cause, its evidence, and what to do',
    steps: [
      [['G'], /❯ .*viewer/],
      [['x'], 'Everything that was checked is fine'],
      [['f'], 'deploy a bot'],
      [['down', 'enter'], 'role viewer'],
    ],
  },
];

// Texts that differ each time, with fixed replacements of the same length, so that nothing behind
// them moves. Only a duration that is the whole text of a `Run` is removed.
const steady: ReadonlyArray<readonly [pattern: RegExp, instead: (found: string) => string]> = [
  [/^ \d+ ms$/, () => ''],
  [/127\.0\.0\.1:\d+/g, found => '127.0.0.1:40000'.padEnd(found.length, '0')],
  [/\b\d+ ms\b/g, found => '4 ms'.padStart(found.length, '1')],
  [/err_\w+/g, found => 'err_5d2c81f0a96b47e3'.padEnd(found.length, '0').slice(0, found.length)],
];

function steadied(runs: readonly (readonly Run[])[]): Run[][] {
  return runs.map(row =>
    row.map(run => ({
      ...run,
      text: steady.reduce((text, [pattern, instead]) => text.replace(pattern, instead), run.text),
    })),
  );
}

/** Keys to press, and what they show. */
export type Step = { keys: readonly string[]; shows: Wanted };

async function follow(pty: Pty, { keys, shows }: Step): Promise<void> {
  for (const key of keys) {
    if (key.startsWith('paste ')) pty.paste(key.slice('paste '.length));
    else pty.press(key);
  }
  await pty.waitFor(shows);
  await pty.waitFor(isQuiet);
}

/** Waits until nothing more is drawn, so that a picture shows the last frame, whole. */
export async function settled(pty: Pty): Promise<void> {
  let seen = -1;
  while (seen !== pty.output().length) {
    seen = pty.output().length;
    await pty.drawn(500);
  }
}

/** The directory test/support, in which the bundle of this file lies. */
const here = import.meta.dirname.replace(/[\\/]pictures$/, '');

/**
 * Runs the demo in a terminal of this size. `play` follows steps in the demo, whose clock always
 * starts at the same time.
 * @param program the built cli.cjs
 */
export async function onDemo<Result>(
  program: string,
  size: { columns: number; rows: number },
  play: (follow: (step: Step) => Promise<Pty>) => Promise<Result>,
): Promise<Result> {
  const home = mkdtempSync(join(tmpdir(), 'bp-auth-pictures-'));
  const args = ['--require', join(here, 'pictures', 'clock.cjs'), program, '--demo'];
  const pty = openPty(process.execPath, args, { ...size, env: { HOME: home }, cwd: home });
  try {
    await pty.waitFor('authenticated');
    return await play(async step => {
      await follow(pty, step);
      return pty;
    });
  } finally {
    pty.kill('SIGTERM');
    await pty.exited;
    rmSync(home, { recursive: true, force: true });
  }
}

/** The terminal's content, without what differs from run to run. */
export function steadyFrame({ screen }: Pty): Pick<Picture, 'rows' | 'cursor'> {
  const cursor = screen.modes().cursorShown ? screen.cursor() : null;
  return { rows: steadied(screen.runs()).slice(0, -1), cursor };
}

/**
 * @param program the built cli.cjs
 * @throws if a screen does not show what it should, or shows a token
 */
export async function takePictures(program: string, directory: string): Promise<string[]> {
  mkdirSync(directory, { recursive: true });
  const files: string[] = [];
  for (const { name, title, rows, steps } of shots) {
    const frame = await onDemo(program, { columns, rows }, async follow => {
      let pty = await follow({ keys: [], shows: 'authenticated' });
      for (const [keys, shows] of steps) pty = await follow({ keys, shows });
      await settled(pty);
      return steadyFrame(pty);
    });
    const svg = svgOf({ title, columns, ...frame });
    if (svg.includes(token)) throw new Error(`A token on the picture ${name}`);
    const file = join(directory, `${name}.svg`);
    writeFileSync(file, svg);
    files.push(file);
  }
  return files;
}
