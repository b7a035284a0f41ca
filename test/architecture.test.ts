// The rules of the architecture (docs/architecture.md), such as which file may import which, and
// that no code decides by the words of a message.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commands } from '../source/commands/table.ts';
import { handWrittenLines } from './support/handWrittenLines.ts';
import { circlesOf, moduleOf, modulesIn } from './support/modules.ts';
import { takenFromOutside } from './support/outsideWorld.ts';
import { matchesOnSentences } from './support/sentences.ts';

const source = fileURLToPath(new URL('../source', import.meta.url));
const modules = modulesIn(source);
const files = modules.map(({ file }) => file);
const texts = new Map(modules.map(({ file, text }) => [file, text]));
const text = (file: string) => texts.get(file) ?? '';
const name = (file: string) => relative(source, file).replaceAll('\\', '/');

const imports = modules.flatMap(module => module.imports);
const local = imports.filter(({ to }) => to.startsWith(source));

/**
 * The layers, the lowest first. No folder imports from a higher layer, nor from another folder of its own
 * layer.
 */
const layers: ReadonlyArray<readonly string[]> = [
  [
    ...['errors.ts', 'errorCodes.ts', 'commandLine.ts', 'linePlace.ts', 'shell.ts'],
    ...['context.ts', 'timeLimit.ts', 'version.ts', 'valueAt.ts', 'capitalised.ts', 'system.ts'],
    ...['files', 'botpress', 'sandbox'],
  ],
  ['secrets'],
  ['profiles', 'relay'],
  ['login'],
  ['tokens'],
  ['diagnosis'],
  ['commands', 'tui'],
  ['main.ts'],
  ['realContext.ts'],
  ['cli.ts'],
];

function layerOf(file: string): number {
  const [top = ''] = name(file).split('/');
  return layers.findIndex(layer => layer.includes(top));
}

const isOfTui = (file: string) => name(file).startsWith('tui/');

/**
 * Texts that mention a command without telling the reader to run it: the command ran before, or bp-auth
 * runs inside it.
 */
const mentions = [
  'that `bp-auth exec` gave',
  'that \\`bp-auth exec\\` gave',
  'runs inside `bp-auth exec`',
  'outside of bp-auth exec --read-only',
  '\\`bp-auth tokens create\\` was interrupted',
  '\\`bp-auth exec --ephemeral\\` created',
];

describe('the architecture', () => {
  test('gives every file a layer', () => {
    expect(files.filter(file => layerOf(file) === -1).map(name)).toEqual([]);
  });

  test('lets imports point downwards only', () => {
    // `login` without options opens the form: the one way from a command to the terminal UI.
    const allowed = new Set(['commands/login.ts tui/run.tsx']);
    const wrong = local
      .filter(({ from, to }) => layerOf(from) < layerOf(to) || crosses(from, to))
      .map(({ from, to }) => `${name(from)} ${name(to)}`)
      .filter(found => !allowed.has(found));
    expect(wrong).toEqual([]);
  });

  test('has no circles, of types neither', () => {
    const edges = (file: string) =>
      local.filter(({ from, dynamic }) => from === file && !dynamic).map(({ to }) => to);
    const circles = circlesOf(new Map(files.map(file => [file, edges(file)])));
    expect(circles.map(circle => circle.map(name).join(' → '))).toEqual([]);
  });

  test('exports no name twice', () => {
    const places = new Map<string, string[]>();
    for (const { file, exported } of modules) {
      for (const what of exported) places.set(what, [...(places.get(what) ?? []), name(file)]);
    }
    const twice = [...places].filter(([, found]) => found.length > 1);
    expect(Object.fromEntries(twice)).toEqual({});
    expect(places.size).toBeGreaterThan(1000);
  });

  test('sees circles and names where there are some', () => {
    const planted = moduleOf(
      '/a.ts',
      "import type { B } from './b.ts';\nexport type A = B;\nexport { c } from './c.ts';\nconst later = await import('./d.ts');",
    );
    expect(planted.exported).toEqual(['A', 'c']);
    expect(planted.imports.map(({ to, types, dynamic }) => [to, types, dynamic])).toEqual([
      ['/b.ts', true, false],
      ['/c.ts', false, false],
      ['/d.ts', false, true],
    ]);
    expect(
      circlesOf(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual([['b', 'c', 'b']]);
  });

  test('keeps ink and react inside .tsx files', () => {
    const wrong = imports.filter(
      ({ from, to }) => /^(ink|react)(\/|$)/.test(to) && !from.endsWith('.tsx'),
    );
    expect(wrong.map(({ from }) => name(from))).toEqual([]);
  });

  test('reaches the terminal UI by dynamic imports only', () => {
    const wrong = local.filter(
      ({ from, to, dynamic, types }) =>
        name(to).startsWith('tui/') && !name(from).startsWith('tui/') && !dynamic && !types,
    );
    expect(wrong.map(({ from }) => name(from))).toEqual([]);
  });

  test('divides the terminal UI into folders that import downwards only', () => {
    const folders = ['text', 'look', 'terminal', 'contract', 'home', 'components'];
    const order = [...folders, 'screens', 'kernel', 'run.tsx'];
    const place = (file: string) => order.indexOf(name(file).split('/')[1] ?? '');
    const inside = local.filter(({ from, to }) => [from, to].every(isOfTui));
    expect(files.filter(file => isOfTui(file) && place(file) === -1).map(name)).toEqual([]);
    const wrong = inside.filter(({ from, to }) => place(from) < place(to));
    expect(wrong.map(({ from, to }) => `${name(from)} ${name(to)}`)).toEqual([]);
    expect(inside.length).toBeGreaterThan(500);
  });

  test('keeps screens apart: none imports another, and what serves all names none', () => {
    const screen = (file: string) => /^tui\/screens\/(\w+)\//.exec(name(file))?.[1];
    const wrong = local.filter(
      ({ from, to }) =>
        screen(to) !== undefined &&
        screen(from) !== screen(to) &&
        name(from) !== 'tui/screens/registry.ts',
    );
    expect(wrong.map(({ from, to }) => `${name(from)} ${name(to)}`)).toEqual([]);
    const screens = [...new Set(files.flatMap(file => screen(file) ?? []))];
    const one = screens.join('|');
    // Matches the type of a screen's message, and a request to show a screen.
    const named = new RegExp(`['\`](?:${one})\\.[\\w.]+['\`]|screen: ['\`](?:${one})['\`]`);
    const serving = files.filter(file => /^tui\/(?:kernel|contract|components)\//.test(name(file)));
    expect(serving.filter(file => named.test(text(file))).map(name)).toEqual([]);
    expect(screens.length).toBeGreaterThan(4);
  });

  test('keeps the files of the terminal UI short', () => {
    const lines = (file: string) => text(file).split('\n').length - 1;
    expect(files.filter(file => isOfTui(file) && lines(file) > 250).map(name)).toEqual([]);
  });

  test('keeps the sandbox apart: it imports nothing of the product, which only serves it', () => {
    const wrong = local.filter(
      ({ from, to }) =>
        (name(from).startsWith('sandbox/') && !name(to).startsWith('sandbox/')) ||
        (name(to).startsWith('sandbox/') && /^(?:botpress|context|errors)/.test(name(from))),
    );
    expect(wrong.map(({ from }) => name(from))).toEqual([]);
  });

  test('reads files by the one reader only, which neither blocks nor fills the memory', () => {
    // foreignFile.ts is the reader. The others open only what they created themselves or what the
    // system provides.
    const others: Record<string, readonly string[]> = {
      'files/foreignFile.ts': ['openSync', 'readSync'],
      'files/owners.ts': ['readFileSync'],
      'profiles/lockFiles.ts': ['openSync', 'readFileSync'],
      'profiles/guardedWrite.ts': ['readFileSync'],
      'files/privateFile.ts': ['openSync'],
      'files/kernel.ts': ['readFileSync'],
      'files/append.ts': ['openSync', 'readSync'],
      'profiles/sources/systemKeychain.ts': ['readFileSync'],
      'files/walk.ts': ['readSync'],
      'tui/terminal/terminal.ts': ['openSync'],
    };
    const reading =
      /\b(?:readFileSync|readFile|openSync|openAsBlob|readSync|readvSync|createReadStream|copyFileSync|cpSync)(?=\()|\bfs\/promises\b/g;
    const found = files.flatMap(file => {
      const used = new Set([...text(file).matchAll(reading)].map(([what]) => what));
      return used.size === 0 ? [] : [[name(file), [...used].sort()] as const];
    });
    expect(Object.fromEntries(found)).toEqual(others);
  });

  test('builds every printed command in one place, where it becomes whole', () => {
    const names = new Set(Object.keys(commands).map(name => name.split(' ')[0] ?? ''));
    // Files that build commands to print, or scripts that run bp-auth; and files with a text that
    // looks like a command and is none.
    const others = new Set([
      ...['commandLine.ts', 'commands/hookScripts.ts', 'commands/completionScripts.ts'],
      ...['commands/help.ts', 'diagnosis/report.ts', 'login/callbackPage.ts'],
    ]);
    const notes = ['tokens/journal.ts', 'commands/tokensCreate.ts', 'tui/screens/tokens/create.ts'];
    const isNote = (file: string, text: string) =>
      notes.includes(file) && /^(?:\['bp-auth', |`bp-auth \$\{place )/.test(text);
    const wrong = files
      .filter(file => !others.has(name(file)))
      .flatMap(file =>
        handWrittenLines(file, text(file), names)
          .filter(
            ({ text }) => !isNote(name(file), text) && !mentions.some(one => text.includes(one)),
          )
          .map(({ line, text }) => `${name(file)}:${line} ${text}`),
      );
    expect(wrong).toEqual([]);
  });

  test('looks up words that are not ours by `valueAt` only', () => {
    // `table[word]` also returns what every object inherits: an API error of the type `constructor` once
    // ended in exit 0. A lookup with a cast is refused, too, because its word may be anything.
    const table = /\bconst (\w+): (?:Readonly<)?Record<string,/g;
    const ours = files.filter(file => !name(file).startsWith('sandbox/'));
    const wrong = ours.flatMap(file => {
      const body = text(file);
      const tables = [...body.matchAll(table)].map(([, called]) => `\\b${called}\\[\\w`);
      const look = new RegExp([...tables, '\\w\\[[^\\]\\n]* as \\w+\\]'].join('|'), 'g');
      return [...body.matchAll(look)].map(([found]) => `${name(file)} ${found}`);
    });
    expect(wrong).toEqual([]);
  });

  test('changes a context by `altered` only: spreading it opens the terminal and asks for a home', () => {
    const spread = /\.\.\.(?:ctx|world)\b(?![.?[])/;
    expect(files.filter(file => spread.test(text(file))).map(name)).toEqual([]);
  });

  test('reaches the outside world through the context, or in the file made for it', () => {
    const listeners = ['process.on', 'process.off', 'process.listeners'];
    const madeForIt: Record<string, readonly string[]> = {
      // Facts about the process, for code without a context.
      'system.ts': ['process.execPath', 'process.geteuid', 'process.platform', 'process.versions'],
      // For modules of Node that are loaded only when they are needed.
      'secrets/sha256.ts': ['process.getBuiltinModule'],
      'botpress/transport.ts': ['process.getBuiltinModule'],
      'profiles/lifeSign.ts': ['process.getBuiltinModule'],
      'profiles/suspension.ts': ['process.off', 'process.on'],
      'profiles/loadConf.ts': [
        ...['os.homedir', 'process.env', 'process.eventNames', 'process.off'],
        'process.rawListeners',
      ],
      // The holder of a lock, and whether its process is alive.
      'profiles/process.ts': ['os.hostname', 'process.kill', 'process.pid', 'randomUUID'],
      'profiles/processStart.ts': ['performance', 'process.getBuiltinModule', 'process.pid'],
      'profiles/lock.ts': ['new Date()', 'node:fs'],
      // Writes to our own files, under the lock.
      ...Object.fromEntries(
        [
          'lockFiles',
          'guardedWrite',
          'homeDirectory',
          'leftOvers',
          'brokenFile',
          'watch',
          'linkTarget',
        ].map(file => [`profiles/${file}.ts`, ['node:fs']]),
      ),
      // The terminal, and a program that a command runs in it.
      'commands/runProgram.ts': listeners,
      'tui/terminal/endings.ts': [
        ...['process', 'process.kill', 'process.listeners', 'process.on', 'process.ppid'],
        ...['process.removeAllListeners', 'setInterval'],
      ],
      'tui/terminal/strays.ts': ['console', ...listeners, 'process.removeAllListeners'],
      'tui/terminal/terminal.ts': ['node:fs'],
    };
    const own = (file: string) => /^(?:cli\.ts|realContext\.ts|files\/|sandbox\/)/.test(file);
    const taken = modules
      .map(({ file, text }) => [name(file), takenFromOutside(text)] as const)
      .filter(([file, names]) => names.length > 0 && !own(file));
    const allowed = Object.entries(madeForIt).map(([file, names]) => [file, [...names].sort()]);
    expect(Object.fromEntries(taken)).toEqual(Object.fromEntries(allowed));
    // Of the outside world, the folder files/ uses only files and facts about the user: no
    // terminal, no clock.
    const inFiles = modules.filter(({ file }) => name(file).startsWith('files/'));
    expect([...new Set(inFiles.flatMap(({ text }) => takenFromOutside(text)))].sort()).toEqual([
      ...['node:fs', 'os.tmpdir', 'os.userInfo'],
    ]);
  });

  test.each([
    ['if (process.platform === "win32") stop();', 'process.platform'],
    ['const own = process.geteuid?.();', 'process.geteuid'],
    ['const { versions } = process;', 'process.versions'],
    ['const { arch: what, cwd } = process;', 'process.arch process.cwd'],
    ['const all = process;', 'process'],
    ['globalThis.process.exit(1);', 'process.exit'],
    ["import { env as all } from 'node:process';", 'process.env'],
    ["import { userInfo } from 'node:os';", 'os.userInfo'],
    ["import os from 'node:os';", 'os'],
    ["import * as os from 'node:os';", 'os'],
    ["import { readFileSync } from 'node:fs';", 'node:fs'],
    ["import { readFile } from 'node:fs/promises';", 'node:fs'],
    ["const fs = await import('node:fs');", 'node:fs'],
    ['console.log(1);', 'console'],
    ['const at = Date.now();', 'Date.now'],
    ['const at = new Date();', 'new Date()'],
    ['const at = performance.now();', 'performance.now'],
    ['const id = Math.random();', 'Math.random'],
    ['const id = randomUUID();', 'randomUUID'],
    ['setTimeout(act, 1);', 'setTimeout'],
    ['await fetch(url);', 'fetch'],
  ])('sees where it is reached elsewhere: %s', (planted, name) => {
    expect(takenFromOutside(planted).join(' ')).toBe(name);
  });

  test.each([
    'const { env, platform } = ctx;',
    'await ctx.fetch(url); request.setTimeout(1);',
    'const at = new Date(ctx.now());',
    "import { constants, devNull } from 'node:os';",
    "// process.env is read once\nnote(ctx, 'process.env');",
    "import { isHere } from './process.ts';",
  ])('does not see it where there is none: %s', planted => {
    expect(takenFromOutside(planted)).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  test('lists what is written by hand, with its size', () => {
    const page = readFileSync(join(source, '..', 'docs', 'architecture.md'), 'utf8');
    const part = page.slice(page.indexOf('## What is written by hand'));
    const rows = [...part.matchAll(/^\| `([^`]+)` \| (\d+) \| \S/gm)];
    const wrong = rows.flatMap(([, file = '', told]) => {
      const lines = text(join(source, file)).split('\n').length - 1;
      return Math.abs(lines - Number(told)) > Math.max(10, lines / 5) ? [`${file} ${lines}`] : [];
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(15);
  });

  test('speaks of the packages that the project was asked to stand on', () => {
    const page = readFileSync(join(source, '..', 'docs', 'architecture.md'), 'utf8');
    const rows = [...page.matchAll(/^\| ([a-z-]+(?:, [a-z-]+)*) \| \S/gm)].map(([, name]) => name);
    for (const name of ['meow', 'conf', 'ofetch', 'ink, react', 'ink-testing-library']) {
      expect(rows).toContain(name);
    }
  });
});

test('packages stay where the floor of Node holds them (CONTRIBUTING.md, Versions of Node)', () => {
  const { engines, devDependencies } = JSON.parse(
    readFileSync(join(source, '..', 'package.json'), 'utf8'),
  );
  expect(engines.node).toBe('>=20.19');
  const majors = ['ink', 'conf', 'vitest'].map(name =>
    Number(/\d+/.exec(devDependencies[name])?.[0]),
  );
  expect(majors).toEqual([6, 15, 4]);
});

describe('an error', () => {
  test('of a code is made in one place, so that its text is', () => {
    const made = files.flatMap(file =>
      [...text(file).matchAll(/new AppError\(\s*'([^']+)'/g)].map(([, code]) => ({
        file: name(file),
        code,
      })),
    );
    const twice = made.filter(one => made.some(other => other !== one && other.code === one.code));
    const allowed = [
      // An unknown id is reported in the API's words, an unknown name in ours.
      'login/findWorkspace.ts workspace-not-found',
    ];
    expect(twice.filter(({ file, code }) => !allowed.includes(`${file} ${code}`))).toEqual([]);
    expect(made.length).toBeGreaterThan(100);
  });

  test('says its code as a word, but for tables', () => {
    const tables = [
      // Gives an error its code by the type of the API's error, or by the HTTP status.
      'botpress/apiError.ts',
      // Translates the code of Node's error into ours.
      'botpress/networkError.ts',
      // Makes an error from another one, whose code it usually keeps.
      'errors.ts',
    ];
    const computed = files.filter(file => /new AppError\(\s*[^'\s]/.test(text(file)));
    expect(computed.map(name).sort()).toEqual(tables);
  });

  test('is not taken for one of the system, which has a code too', () => {
    const reading = /ErrnoException\)\.code|(?:=|:) \w+ as NodeJS\.ErrnoException/;
    const wrong = files.filter(file => name(file) !== 'errors.ts' && reading.test(text(file)));
    expect(wrong.map(name)).toEqual([]);
  });
});

describe('a printed command', () => {
  const found = (code: string) =>
    handWrittenLines('planted.ts', code, new Set(['login', 'tokens', 'exec']));

  test.each([
    "note(ctx, 'Run bp-auth login');",
    "const hint = 'Log in again: `bp-auth login --profile dev`';",
    'note(ctx, `Revoke it: bp-auth tokens revoke ${id}`);',
    'note(ctx, say`Or run bp-auth login`);',
    'note(ctx, `Run bp-auth ${words}`);',
    "printLine(ctx, ['bp-auth', 'login'].join(' '));",
    "printLine(ctx, 'bp-auth ' + words);",
    "const fix = { title: 'Log in', command: 'bp-auth login --with-token' };",
  ])('is found where a text spells it out: %s', code => {
    expect(found(code)).toHaveLength(1);
  });

  test.each([
    'note(ctx, say`Log in again: ${line("login")}`);',
    "const spec = { examples: ['bp-auth login'], help: 'See `bp-auth tokens list`' };",
    "takeLock(ctx, path, 'bp-auth tokens rotate');",
    "const hint = 'Usage: bp-auth exec [--profile NAME] -- CMD';",
    "const title = 'bp-auth cannot tell';",
  ])('is not seen where there is none: %s', code => {
    expect(found(code)).toEqual([]);
  });
});

describe('a decision', () => {
  test('hangs on no sentence', () => {
    // Functions for any text, whatever it says: they clean it, measure it, lay it out or write it in
    // another alphabet.
    const anyText = [
      'botpress/text.ts',
      'secrets/kind.ts',
      'tui/text/plainText.ts',
      'tui/text/width.ts',
    ];
    const found = matchesOnSentences(
      files.map(file => ({ name: name(file), text: text(file) })),
    ).filter(({ file }) => !anyText.includes(file));
    const lines = found.map(({ file, code }) => `${file}: ${code}`);
    expect(lines).toEqual([]);
  });

  test.each([
    "if (error.message.startsWith('x')) stop();",
    "if (error?.message?.startsWith('x')) stop();",
    'if (/x/.test(error.message)) stop();',
    'const [, flag] = /x/.exec(String(error.message)) ?? [];',
    'if (told?.message === error.message) stop();',
    "if ('x' !== check.because) stop();",
    "const { message } = error; if (message.endsWith('x')) stop();",
    "const { reason: why = '' } = shadowed; if (why.includes('x')) stop();",
    "const said = cleanText(remark.text).trim(); if (said === 'x') stop();",
    "list.some(({ title }) => title.includes('x'));",
    'list.filter(({ title }) => done.has(title));',
    'function f({ because }: Check) { return fixes[because]; }',
    'function f(message: string) { return message.split(" "); }',
    "switch (error.reason) { case 'x': stop(); }",
    "evidence.some(line => line.startsWith('GET '));",
    'root.evidence.filter(line => /x/.test(line));',
    'const asked = `${error.message}` === `x`;',
    "function is(said: string) { return said === 'x'; } is(error.message);",
    "const is = (id: string, said: string) => said.startsWith('x'); is('', check.because);",
    "is(error); function is({ hint }: AppError) { has(hint); } const has = (it: string) => it === 'x';",
  ])('is found where it does: %s', code => {
    expect(matchesOnSentences([{ name: 'planted.ts', text: code }])).toHaveLength(1);
  });

  test.each([
    "if (error.code === 'no-profile') stop();",
    'if (error.hint === undefined || check.because === "") stop();',
    "if (typeof body.message === 'string') stop();",
    'say(`${error.message}. It was not stored`);',
    "const { message } = error; function f(message: Message) { return message.type === 'x'; }",
    "lines.some(line => line.startsWith('x'));",
    "const { text } = line; if (text === '-') stop();",
    "function is(said: string, id: string) { return id === 'x'; } is(error.message, error.code);",
  ])('is not seen where there is none: %s', code => {
    expect(matchesOnSentences([{ name: 'planted.ts', text: code }])).toEqual([]);
  });
});

/**
 * Whether an import crosses from one folder to another in the same layer; the lowest layer counts as one
 * folder.
 */
function crosses(from: string, to: string): boolean {
  const folder = (file: string) => name(file).split('/')[0];
  return layerOf(from) > 0 && layerOf(from) === layerOf(to) && folder(from) !== folder(to);
}
