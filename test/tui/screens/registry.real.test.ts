// Adding a screen as in CONTRIBUTING.md: a folder and a line, in a copy of the source.
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

/**
 * The pieces of code in the section about adding a screen, by the file that each names in its first
 * line.
 */
function piecesOf(page: string): Map<string, string> {
  const section = page.slice(page.indexOf('## Add a screen'), page.indexOf('## Add a check'));
  const blocks = [...section.matchAll(/^ {3}```tsx?\n([\s\S]*?)^ {3}```/gm)];
  return new Map(
    blocks.map(([, block = '']) => {
      const [first = '', ...lines] = block.replace(/^ {3}/gm, '').split('\n');
      return [first.replace('// ', ''), lines.join('\n')];
    }),
  );
}

const pieces = piecesOf(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));

/** The path of a copy of the source with the example screen of CONTRIBUTING.md in it. */
function copyWith({ line, record }: { line: boolean; record: (text: string) => string }): string {
  const copy = mkdtempSync(join(tmpdir(), 'bp-auth-screen-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(join(root, 'source'), join(copy, 'source'), { recursive: true });
  for (const name of ['node_modules', 'package.json', 'tsconfig.json', 'test']) {
    symlinkSync(join(root, name), join(copy, name));
  }
  const config = { extends: './tsconfig.json', include: ['source/tui'] };
  writeFileSync(join(copy, 'tsconfig.screen.json'), JSON.stringify(config));
  for (const [path, text] of pieces) {
    const file = join(copy, path);
    if (path.includes('/about/')) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, path.endsWith('screen.ts') ? record(text) : text);
    } else if (line || !path.endsWith('registry.ts')) writeFileSync(file, withPiece(path, text));
  }
  return copy;
}

/**
 * The text of the file with the piece in its first table. A piece that names `aboutScreen` also
 * gets the import of that.
 */
function withPiece(path: string, piece: string): string {
  const text = readFileSync(join(root, path), 'utf8');
  const table = /\n(export const \w+: .* = [{[]\n)/;
  const imported = piece.includes('aboutScreen')
    ? "import { aboutScreen } from './about/screen.ts';\n"
    : '';
  expect(text).toMatch(table);
  return text.replace(table, (_, head: string) => `\n${imported}${head}${piece}`);
}

/** The compiler's output. */
async function complaintsAbout(copy: string): Promise<string> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const checked = run(process.execPath, [tsc, '-p', 'tsconfig.screen.json'], { cwd: copy });
  return checked.then(
    () => '',
    ({ stdout }) => stdout,
  );
}

/** A program that prints the frame after each of the keys. */
const entry = `
import { EventEmitter } from 'node:events';
import { render } from 'ink';
import { createElement } from 'react';
import { App } from './source/tui/kernel/App.tsx';
import { heard } from './source/tui/kernel/listening.ts';
import { initialState } from './source/tui/kernel/state.ts';
import { updateUi } from './source/tui/kernel/update.ts';
import { createTheme } from './source/tui/look/theme.ts';

const home = { state: 'failed', error: { message: 'There is none', kind: 'usage' } };
let state = initialState(home, { columns: 80, rows: 24 }, 0);
let frame = '';
const stdout = Object.assign(new EventEmitter(), { columns: 80, rows: 24, isTTY: true, write: text => { frame += text; return true; } });
const frames = process.argv.slice(2).map(key => {
  const message = heard(state, { type: 'key', key, text: key }, 0);
  if (message !== null) [state] = updateUi(state, message, 0);
  const store = { subscribe: () => () => {}, shown: () => state };
  const themeFor = look => createTheme({ env: { TERM: 'dumb' } }, look);
  frame = '';
  const instance = render(createElement(App, { store, themeFor }), { stdout, debug: true, patchConsole: false, exitOnCtrlC: false });
  const drawn = frame;
  instance.unmount();
  return drawn;
});
console.log(JSON.stringify(frames));
`;

async function framesAfter(copy: string, ...keys: string[]): Promise<string[]> {
  const outfile = join(copy, 'frames.mjs');
  const contents = { contents: entry, resolveDir: copy, loader: 'ts' } as const;
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const;
  await build({ ...options, stdin: contents, outfile, jsx: 'automatic', logLevel: 'error' });
  const { stdout } = await run(process.execPath, [outfile, ...keys], { cwd: copy });
  return JSON.parse(stdout);
}

test('a screen adds to files that stay short enough, formatted too', () => {
  // The lines that formatting adds: it gives each part of a binding a line of its own.
  const formatted = 5;
  const added = [...pieces].filter(([path]) => !path.includes('/about/'));
  const lines = added.map(([path, text]) => withPiece(path, text).split('\n').length + formatted);
  expect(lines.length).toBe(2);
  expect(Math.max(...lines)).toBeLessThanOrEqual(250);
});

test('a screen is a folder and a line, as CONTRIBUTING.md has it', async () => {
  const copy = copyWith({ line: true, record: text => text });
  expect(await complaintsAbout(copy)).toBe('');
  const [opened, greeted, help, , palette] = await framesAfter(copy, 'A', 'h', '?', 'esc', ':');
  expect(opened).toContain('This is bp-auth.');
  expect(opened).toContain('h hello');
  expect(greeted).toContain('Hello!');
  expect(help).toContain('Say hello');
  expect(palette).toContain('Say hello');
});

test('the compiler asks for a part that is missing, and for the line', async () => {
  const copy = copyWith({ line: false, record: text => text.replace(/ {2}isBusy: .*\n/, '') });
  const complaints = await complaintsAbout(copy);
  expect(complaints).toMatch(/screens\/about\/screen\.ts.*\n.*'isBusy' is missing/);
  expect(complaints).toMatch(/screens\/registry\.ts.*Property 'about' is missing/);
});
