// test/support/pictures/tour.ts
import { mkdirSync as mkdirSync2, writeFileSync as writeFileSync2 } from 'node:fs';
import { join as join2 } from 'node:path';

// source/tui/text/plainText.ts
import { stripVTControlCharacters } from 'node:util';
import measure from 'string-width';

var marks =
  ' -~\xC0-\u024F\u2013\u2014\u2018\u2019\u201C\u201D\u2026\xB7\u2190\u2191\u2192\u2193\u2500\u2502\u256D\u256E\u2570\u256F\u2588\u2591\u25B2\u25CF\u25CB\u25C6\u2298\u2713\u2717\u276F\u2800-\u28FF';
var plain = new RegExp(`^[${marks}]*$`);
var styled = new RegExp(`^[\x1B${marks}]*$`);
function stringWidth(text, options) {
  if (options !== void 0) return measure(text, options);
  const bare = text.includes('\x1B') ? stripVTControlCharacters(text) : text;
  return plain.test(bare) ? bare.length : measure(bare);
}
function PlainSegmenter(...options) {
  let real;
  return {
    segment(text) {
      if (styled.test(text)) return plainSegments(text);
      real ??= new globalThis.Intl.Segmenter(...options);
      return real.segment(text);
    },
  };
}
function plainSegments(input) {
  const at = index => ({ segment: input[index] ?? '', index, input });
  return {
    containing: index => (index < input.length ? at(index) : void 0),
    *[Symbol.iterator]() {
      for (let index = 0; index < input.length; index++) yield at(index);
    },
  };
}

// source/tui/text/width.ts
var segmenter = PlainSegmenter(void 0, { granularity: 'grapheme' });
function widthOf(text) {
  return stringWidth(text);
}

// test/support/pictures/svg.ts
var cell = { width: 8.4, height: 18 };
var fontSize = 14;
var margin = 14;
var baseline = 13.5;
var ground = '#0d1117';
var edge = '#30363d';
var usual = '#d1d7e0';
var palette = [
  ...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  ...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#ffffff'],
];
function onScreen({ title, columns, rows }, content, style = '') {
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = rows * cell.height + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${usual};white-space:pre}.b{font-weight:700}.d{opacity:.65}${style}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${ground}" stroke="${edge}"/>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');
}
var place = (at, size2) => Number((margin + at * size2).toFixed(1));
function cursorBox({ column, row }) {
  const [x, y] = [place(column, cell.width), place(row, cell.height)];
  return `<rect x="${x}" y="${y}" width="${cell.width}" height="${cell.height}" fill="${usual}" opacity=".5"/>`;
}
function rowText(runs, row) {
  let column = 0;
  const spans = runs.flatMap(run => {
    const from = column + run.text.length - run.text.trimStart().length;
    const text = run.text.trim();
    column += widthOf(run.text);
    return text === '' ? [] : [span(run, text, from)];
  });
  const y = Number((place(row, cell.height) + baseline).toFixed(1));
  return spans.length === 0 ? [] : [`<text y="${y}">${spans.join('')}</text>`];
}
function span({ colour, bold, dim }, text, column) {
  const looks = [bold && 'b', dim && 'd'].filter(Boolean).join(' ');
  const attributes = [
    `x="${place(column, cell.width)}"`,
    `textLength="${Number((widthOf(text) * cell.width).toFixed(1))}"`,
    ...(looks === '' ? [] : [`class="${looks}"`]),
    ...(colour === null ? [] : [`fill="${palette[colour] ?? usual}"`]),
  ];
  return `<tspan ${attributes.join(' ')}>${escaped(text)}</tspan>`;
}
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

// test/support/pictures/film.ts
function svgOfFrames(film) {
  const { title, columns, frames } = film;
  const height = Math.max(...frames.map(({ rows: rows2 }) => rows2.length));
  const rows = Array.from({ length: height }, (_, row) =>
    stretches(frames.map(frame => rowText(frame.rows[row] ?? [], row).join(''))),
  );
  const below = { colour: 6, bold: true, dim: false, inverse: false };
  const captions = stretches(
    frames.map(({ says }) => rowText([{ ...below, text: says }], height + 1).join('')),
  );
  const cursors = stretches(frames.map(({ cursor }) => (cursor === null ? '' : cursorBox(cursor))));
  const seen = [...rows, captions, cursors].flat();
  const last = frames.length;
  const spans = new Map(seen.map(({ from, to }) => [`f${from}-${to}`, { from, to }]));
  const style = [...spans].map(([name, span2]) => styleOf(name, span2, frames)).join('');
  const content = seen.map(({ from, to, content: content2 }) =>
    from === 0 && to === last ? content2 : `<g class="f${from}-${to}">${content2}</g>`,
  );
  return onScreen({ title, columns, rows: height + 2 }, content, style);
}
function stretches(contents) {
  const found = [];
  for (const [index, content] of contents.entries()) {
    const before = found.at(-1);
    if (before?.content === content) before.to = index + 1;
    else found.push({ from: index, to: index + 1, content });
  }
  return found.filter(({ content }) => content !== '');
}
function styleOf(name, { from, to }, frames) {
  if (from === 0 && to === frames.length) return '';
  const at = frame => frames.slice(0, frame).reduce((sum, { seconds }) => sum + seconds, 0);
  const whole = at(frames.length);
  const percent = frame => `${((at(frame) / whole) * 100).toFixed(2)}%`;
  const isLast = to === frames.length;
  const hidden = '{visibility:hidden}';
  const stages = [
    ...(from === 0 ? [] : [`0%${hidden}`]),
    `${percent(from)}{visibility:visible}`,
    ...(isLast ? [] : [`${percent(to)}${hidden}`]),
  ];
  const still = isLast ? '' : `.${name}${hidden}`;
  return `${still}@media(prefers-reduced-motion:no-preference){.${name}{animation:${name} ${whole}s step-end infinite}}@keyframes ${name}{${stages.join('')}}`;
}

// test/support/pictures/take.ts
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// test/support/terminal.ts
import { spawn } from '@lydell/node-pty';

// test/support/keys.ts
var sequences = {
  enter: '\r',
  esc: '\x1B',
  tab: '	',
  'shift+tab': '\x1B[Z',
  space: ' ',
  backspace: '\x7F',
  'alt+backspace': '\x1B\x7F',
  delete: '\x1B[3~',
  insert: '\x1B[2~',
  up: '\x1B[A',
  down: '\x1B[B',
  right: '\x1B[C',
  left: '\x1B[D',
  home: '\x1B[H',
  end: '\x1B[F',
  pageup: '\x1B[5~',
  pagedown: '\x1B[6~',
  'ctrl+left': '\x1B[1;5D',
  'ctrl+right': '\x1B[1;5C',
  f1: '\x1BOP',
  'ctrl+f1': '\x1B[1;5P',
};
function bytesOf(key) {
  const known = sequences[key];
  if (known !== void 0) return known;
  const [, modifier, letter = ''] = /^(ctrl|alt)\+(.)$/.exec(key) ?? [];
  if (modifier === 'ctrl') return String.fromCharCode(letter.charCodeAt(0) & 31);
  if (modifier === 'alt') return `\x1B${letter}`;
  if ([...key].length === 1) return key;
  throw new Error(`No key is called ${key}`);
}
function pasteOf(text) {
  return `\x1B[200~${text}\x1B[201~`;
}
var keyNames = Object.keys(sequences);

// test/support/programs.ts
import { fileURLToPath } from 'node:url';

var builtCli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
function cleanEnv(extra = {}) {
  const { PATH = '', TMPDIR, LANG = 'C.UTF-8' } = process.env;
  return { PATH, LANG, ...(TMPDIR ? { TMPDIR } : {}), ...extra };
}

// test/support/screen.ts
import headless from '@xterm/headless';

function createScreen({ columns, rows }) {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  let cursorShown = true;
  let clears = 0;
  const watch = (final, seen, prefix) =>
    terminal.parser.registerCsiHandler(
      prefix === void 0 ? { final } : { prefix, final },
      params => {
        seen(params);
        return false;
      },
    );
  watch(
    'h',
    params => {
      if (params.includes(25)) cursorShown = true;
    },
    '?',
  );
  watch(
    'l',
    params => {
      if (params.includes(25)) cursorShown = false;
    },
    '?',
  );
  watch('J', ([what]) => {
    if (what === 2 || what === 3) clears++;
  });
  const lines = () => {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  };
  return {
    write: data => new Promise(resolve => terminal.write(data, resolve)),
    resize: size2 => terminal.resize(size2.columns, size2.rows),
    lines,
    text: () => lines().join('\n'),
    runs: () =>
      Array.from({ length: terminal.rows }, (_, row) =>
        runsOf(terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)),
      ),
    modes: () => ({
      alternate: terminal.buffer.active.type === 'alternate',
      cursorShown,
      wraps: terminal.modes.wraparoundMode,
      bracketedPaste: terminal.modes.bracketedPasteMode,
    }),
    cursor: () => ({ column: terminal.buffer.active.cursorX, row: terminal.buffer.active.cursorY }),
    clears: () => clears,
  };
}
function runsOf(line) {
  const runs = [];
  for (let column = 0; column < (line?.length ?? 0); column++) {
    const cell2 = line?.getCell(column);
    if (cell2 === void 0 || cell2.getWidth() === 0) continue;
    const look = lookOf(cell2);
    const text2 = cell2.getChars() || ' ';
    const last2 = runs.at(-1);
    if (last2 !== void 0 && sameLook(last2, look)) last2.text += text2;
    else runs.push({ text: text2, ...look });
  }
  const last = runs.at(-1);
  if (last === void 0 || last.inverse) return runs;
  const text = last.text.trimEnd();
  return text === '' ? runs.slice(0, -1) : [...runs.slice(0, -1), { ...last, text }];
}
function lookOf(cell2) {
  return {
    colour: cell2.isFgPalette() ? cell2.getFgColor() : null,
    bold: cell2.isBold() !== 0,
    dim: cell2.isDim() !== 0,
    inverse: cell2.isInverse() !== 0,
  };
}
function sameLook(a, b) {
  return a.colour === b.colour && a.bold === b.bold && a.dim === b.dim && a.inverse === b.inverse;
}

// test/support/terminal.ts
function openPty(file, args, options = {}) {
  const { columns = 80, rows = 24 } = options;
  const screen = createScreen({ columns, rows });
  const child = spawn(file, [...args], {
    cols: columns,
    rows,
    env: cleanEnv({ TERM: 'xterm-256color', ...options.env }),
    ...(options.cwd === void 0 ? {} : { cwd: options.cwd }),
  });
  let output = '';
  let drawn = Promise.resolve();
  const watchers = /* @__PURE__ */ new Set();
  child.onData(data => {
    output += data;
    drawn = screen.write(data).then(() => {
      for (const watcher of watchers) watcher();
    });
  });
  const exited = exitOf(child, () => drawn);
  return {
    pid: child.pid,
    screen,
    output: () => output,
    press(...keys) {
      for (const key of keys) child.write(bytesOf(key));
    },
    send: bytes => child.write(bytes),
    paste: text => child.write(pasteOf(text)),
    resize(size2) {
      screen.resize(size2);
      child.resize(size2.columns, size2.rows);
    },
    kill(signal) {
      try {
        child.kill(signal);
      } catch {}
    },
    waitFor: (wanted, ms = 2e4) => waitFor(screen, watchers, wanted, ms),
    drawn: ms =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(timer);
          watchers.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        watchers.add(done);
      }),
    exited,
  };
}
async function exitOf(child, drawn) {
  const { exitCode, signal } = await new Promise(resolve => child.onExit(resolve));
  await drawn();
  return { code: exitCode, signal };
}
function waitFor(screen, watchers, wanted, ms) {
  const isThere = () => {
    const text = screen.text();
    if (typeof wanted === 'string') return text.includes(wanted);
    return typeof wanted === 'function' ? wanted(text) : wanted.test(text);
  };
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!isThere()) return;
      done();
      resolve();
    };
    const timer = setTimeout(() => {
      done();
      reject(
        new Error(`Waited ${ms} ms for ${String(wanted)}, but saw:
${screen.text()}`),
      );
    }, ms);
    const done = () => {
      clearTimeout(timer);
      watchers.delete(look);
    };
    watchers.add(look);
    look();
  });
}

// test/support/pictures/take.ts
var token = 'bp_pat_1234567890abcdef';
var isQuiet = text => !/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(text);
var shots = [
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
      [['n'], 'Which Botpress API?'],
      [['enter'], '\u276F Open the browser'],
      [['down', 'enter'], 'Paste a personal access token'],
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
var steady = [
  [/^ \d+ ms$/, () => ''],
  [/127\.0\.0\.1:\d+/g, found => '127.0.0.1:40000'.padEnd(found.length, '0')],
  [/\b\d+ ms\b/g, found => '4 ms'.padStart(found.length, '1')],
  [/err_\w+/g, found => 'err_5d2c81f0a96b47e3'.padEnd(found.length, '0').slice(0, found.length)],
];
function steadied(runs) {
  return runs.map(row =>
    row.map(run => ({
      ...run,
      text: steady.reduce((text, [pattern, instead]) => text.replace(pattern, instead), run.text),
    })),
  );
}
async function follow(pty, { keys, shows }) {
  for (const key of keys) {
    if (key.startsWith('paste ')) pty.paste(key.slice('paste '.length));
    else pty.press(key);
  }
  await pty.waitFor(shows);
  await pty.waitFor(isQuiet);
}
async function settled(pty) {
  let seen = -1;
  while (seen !== pty.output().length) {
    seen = pty.output().length;
    await pty.drawn(500);
  }
}
var here = import.meta.dirname.replace(/[\\/]pictures$/, '');
async function onDemo(program, size2, play) {
  const home = mkdtempSync(join(tmpdir(), 'bp-auth-pictures-'));
  const args = ['--require', join(here, 'pictures', 'clock.cjs'), program, '--demo'];
  const pty = openPty(process.execPath, args, { ...size2, env: { HOME: home }, cwd: home });
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
function steadyFrame({ screen }) {
  const cursor = screen.modes().cursorShown ? screen.cursor() : null;
  return { rows: steadied(screen.runs()).slice(0, -1), cursor };
}

// test/support/pictures/tour.ts
var size = { columns: 90, rows: 24 };
var token2 = 'bp_pat_1234567890abcdef';
var scenes = [
  { says: 'The profiles, and how they stand', seconds: 3, keys: [], shows: 'authenticated' },
  {
    says: 'Paste a token: the login opens with it, masked',
    seconds: 3,
    keys: [`paste ${token2}`],
    shows: '(23 characters)',
  },
  {
    says: 'Enter: whose it is, and which workspaces it reaches',
    seconds: 3,
    keys: ['enter'],
    shows: 'ws_quota',
  },
  { says: 'Type to find one', seconds: 2, keys: [...'quo'], shows: /❯ Quota/ },
  { says: 'Enter: the name of the profile', seconds: 2.5, keys: ['enter'], shows: '\u276F quota' },
  { says: 'Enter: verified and stored', seconds: 3, keys: ['enter'], shows: 'Logged in' },
  {
    says: 'Back on the list, it is the active profile',
    seconds: 2.5,
    keys: ['enter'],
    shows: /^❯ ● quota .*✓/m,
  },
  {
    says: 'Enter on another one switches, for bp, too',
    seconds: 3,
    keys: ['g', 'enter'],
    shows: 'Now using dev',
  },
  {
    says: 'One whose deploy answers 403',
    seconds: 2,
    keys: ['G', 'k', 'v'],
    shows: /^❯ +viewer.*✓ ok/m,
  },
  {
    says: 'x checks it, step by step',
    seconds: 3,
    keys: ['x'],
    shows: 'Everything that was checked is fine',
  },
  { says: 'f: what it is wanted for', seconds: 2.5, keys: ['f', 'down'], shows: /❯ deploy a bot/ },
  {
    says: 'Enter: the cause, and what mends it',
    seconds: 5,
    keys: ['enter'],
    shows: 'role viewer',
  },
];
async function takeTour(program, directory) {
  mkdirSync2(directory, { recursive: true });
  const frames = await onDemo(program, size, async follow2 => {
    const taken = [];
    for (const { says, seconds, ...step } of scenes) {
      const pty = await follow2(step);
      await settled(pty);
      taken.push({ ...steadyFrame(pty), says, seconds });
    }
    return taken;
  });
  const title = 'bp-auth: a login, a switch, and the cause of a 403';
  const svg = svgOfFrames({ title, columns: size.columns, frames });
  if (svg.includes(token2)) throw new Error('A token on the tour');
  const file = join2(directory, 'tour.svg');
  writeFileSync2(file, svg);
  return file;
}

export { takeTour };
