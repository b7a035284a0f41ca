// Reading files from places that are not ours: every kind of thing that can be there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRegular, passedOverText, readForeign } from '../../source/files/foreignFile.ts';
import { temporaryDirectory } from '../support/context.ts';

const isWindows = process.platform === 'win32';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('text', () => {
  const texts: ReadonlyArray<[string, Buffer | string, string, string]> = [
    ['UTF-8', 'é=1\n', 'é=1\n', 'utf-8'],
    ['nothing at all', '', '', 'utf-8'],
    ['UTF-8 with a byte order mark', '\ufeffa=1', 'a=1', 'utf-8'],
    ['UTF-16 of Windows', utf16('\ufeffé=1\r\n'), 'é=1\r\n', 'utf-16'],
    ['UTF-16 the other way round', utf16('\ufeffé=1').swap16(), 'é=1', 'utf-16'],
    ['UTF-16 without a mark', utf16('{"a":1}'), '{"a":1}', 'utf-16'],
    ['UTF-16 the other way round without a mark', utf16('{}').swap16(), '{}', 'utf-16'],
  ];
  test.each(texts)('%s', (_name, content, text, encoding) => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, content);
    expect(readForeign(path)).toMatchObject({ type: 'text', path, text, encoding });
  });

  test('by way of a symlink to a regular file, unless it is not to be followed', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'file'), 'a');
    symlinkSync('file', join(directory, 'link'));
    expect(readForeign(join(directory, 'link'))).toMatchObject({ type: 'text', text: 'a' });
    expect(openRegular(join(directory, 'link'), { follow: false })).toMatchObject({
      type: 'passed-over',
    });
  });

  test('of the size that it has, not that it claims', () => {
    if (process.platform !== 'linux') return;
    expect(readForeign('/proc/self/status')).toMatchObject({ type: 'text' });
    expect(readForeign('/proc/self/status', { limit: 64 })).toMatchObject({ kind: 'too-large' });
  });

  test('exactly as large as the limit', () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, 'x'.repeat(1000));
    expect(readForeign(path, { limit: 1000 })).toMatchObject({ type: 'text' });
    expect(readForeign(path, { limit: 999 })).toMatchObject({ kind: 'too-large' });
  });

  test('in an unknown encoding, where that is said to do', () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, Buffer.from('# für\nA=1', 'latin1'));
    expect(readForeign(path)).toMatchObject({ kind: 'not-text' });
    expect(readForeign(path, { lossy: true })).toMatchObject({ text: '# f\ufffdr\nA=1' });
  });
});

describe('what is not there', () => {
  test.each(['none', 'file/below', 'no/directory/either'])('%s', name => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'file'), '');
    const path = join(directory, name);
    expect(readForeign(path)).toMatchObject({ type: 'missing', path });
  });
});

/**
 * A thing's name, a function that plants the thing at a path, and the reason that is reported: as a code,
 * and in words.
 */
const planted: ReadonlyArray<[string, (path: string) => unknown, string, string]> = [
  ['a directory', path => mkdirSync(path), 'directory', 'it is a directory'],
  ['a pipe', path => execFileSync('mkfifo', [path]), 'pipe', 'it is a pipe'],
  ['/dev/zero', path => symlinkSync('/dev/zero', path), 'device', 'it is a device'],
  ['/dev/tty', path => symlinkSync('/dev/tty', path), 'device', 'it is a device'],
  [
    'a symlink to a pipe',
    path => {
      execFileSync('mkfifo', [`${path}.pipe`]);
      symlinkSync(`${path}.pipe`, path);
    },
    'pipe',
    'it is a pipe',
  ],
  [
    'a dangling symlink',
    path => symlinkSync('nowhere', path),
    'dangling',
    'it is a broken symlink',
  ],
  ['a loop', path => symlinkSync(path, path), 'loop', 'it is a symlink that leads to itself'],
  [
    'a huge file',
    path => {
      writeFileSync(path, '');
      truncateSync(path, 2 ** 40);
    },
    'too-large',
    'it is larger than 1 MiB',
  ],
  ['a binary', path => writeFileSync(path, 'ELF\0\0\u0001'), 'not-text', 'it is not text'],
  ['no UTF-8', path => writeFileSync(path, '\xff\xe9', 'latin1'), 'not-text', 'it is not text'],
  [
    'half of UTF-16',
    path => writeFileSync(path, utf16('\ufeffab').subarray(0, 5)),
    'not-text',
    'it is not text',
  ],
];

describe.skipIf(isWindows)('what is passed over', () => {
  test.each(planted)('%s', (_name, plant, kind, reason) => {
    const path = join(temporaryDirectory(), 'file');
    plant(path);
    const file = readForeign(path);
    expect(file).toMatchObject({ type: 'passed-over', path, kind, reason });
    expect(file.type === 'passed-over' && passedOverText(file)).toBe(
      `${path} was passed over: ${reason}`,
    );
  });

  test('a socket', async () => {
    const path = join(temporaryDirectory(), 'file');
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>(resolve => server.listen(path, resolve));
    expect(readForeign(path)).toMatchObject({ kind: 'socket', reason: 'it is a socket' });
  });

  test('a path that no file can have', () => {
    expect(readForeign('a\0b')).toMatchObject({ kind: 'unreadable' });
    expect(readForeign(`/${'x'.repeat(5000)}`)).toMatchObject({
      kind: 'unreadable',
      reason: 'it cannot be read (ENAMETOOLONG)',
    });
  });

  test('what may not be read', () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, 'a', { mode: 0 });
    // Root may read everything, so the script becomes another user.
    const become = process.getuid?.() === 0 ? 'process.setuid(65534);' : '';
    const printed = runApart(
      `${become} console.log(JSON.stringify(readForeign(process.argv[1])));`,
      path,
    );
    expect(JSON.parse(printed)).toMatchObject({
      kind: 'no-permission',
      reason: 'it cannot be read (EACCES)',
    });
  });

  test('standard input keeps what is for somebody else', () => {
    const input = join(temporaryDirectory(), 'input');
    writeFileSync(input, 'for the program');
    const script = 'readForeign("/dev/stdin"); process.stdin.pipe(process.stdout);';
    expect(runApart(script, input, input)).toBe('for the program');
  });
});

/** @returns the output of a separate process; its script can call `readForeign` */
function runApart(script: string, argument: string, input?: string): string {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { readForeign } from './foreignFile.ts'; ${script}`,
      resolveDir: fileURLToPath(new URL('../../source/files', import.meta.url)),
    },
    bundle: true,
    platform: 'node',
    write: false,
  });
  const stdin = input === undefined ? 'ignore' : openSync(input, 'r');
  return execFileSync(process.execPath, ['-e', outputFiles[0]?.text ?? '', argument], {
    encoding: 'utf8',
    stdio: [stdin, 'pipe', 'inherit'],
  });
}
