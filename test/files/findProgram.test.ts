// The file behind a program's name, on each system; and arguments that Windows' command interpreter would
// change.
import { describe, expect, test } from 'vitest';
import { findProgram } from '../../source/files/findProgram.ts';
import { lostInBatch } from '../../source/files/spawnProgram.ts';

type World = { env?: Record<string, string>; cwd?: string };

/** @param files the files on the disk; those with a leading `-` are not programs */
function found(platform: NodeJS.Platform, name: string, files: string[], world: World = {}) {
  const isWindows = platform === 'win32';
  const { env = { PATH: isWindows ? 'C:\\bin;D:\\more' : '/bin:/more' }, cwd } = world;
  const place = { platform, env, cwd: cwd ?? (isWindows ? 'C:\\repo' : '/repo') };
  const same = (path: string) => (isWindows ? path.toLowerCase() : path);
  const has = (file: string) => files.map(same).includes(same(file));
  const result = findProgram(place, name, path =>
    has(path) ? 'program' : has(`-${path}`) ? 'other' : 'nothing',
  );
  return result.type === 'found' ? result.path : result.type;
}

describe('on Windows', () => {
  const npm = ['C:\\bin\\bp', 'C:\\bin\\bp.cmd', 'C:\\bin\\bp.ps1'];
  test.each([
    ['what npm installs', 'bp', npm, 'C:\\bin\\bp.cmd'],
    ['by its whole name', 'bp.cmd', npm, 'C:\\bin\\bp.cmd'],
    ['in other letters', 'BP.CMD', npm, 'C:\\bin\\BP.CMD'],
    ['a later directory', 'az', ['D:\\more\\az.bat'], 'D:\\more\\az.bat'],
    ['.exe before .cmd', 'git', ['C:\\bin\\git.cmd', 'C:\\bin\\git.exe'], 'C:\\bin\\git.exe'],
    ['never the current directory', 'bp', ['C:\\repo\\bp.cmd', 'C:\\repo\\bp.exe'], 'missing'],
    ['a path from there', '.\\bp', ['C:\\repo\\bp.cmd'], 'C:\\repo\\bp.cmd'],
    ['with slashes', 'tools/bp', ['C:\\repo\\tools\\bp.cmd'], 'C:\\repo\\tools\\bp.cmd'],
    ['an absolute path', 'D:\\x y\\bp', ['D:\\x y\\bp.cmd'], 'D:\\x y\\bp.cmd'],
    ['a share', '\\\\host\\share\\bp', ['\\\\host\\share\\bp.exe'], '\\\\host\\share\\bp.exe'],
    ['a script of the POSIX shell alone', 'bp', ['C:\\bin\\bp'], 'unrunnable'],
    ['a script of PowerShell', 'C:\\bin\\bp.ps1', npm, 'unrunnable'],
    ['a dot in its name', 'python3.11', ['C:\\bin\\python3.11.exe'], 'C:\\bin\\python3.11.exe'],
    ['a directory', 'bp', ['-C:\\bin\\bp.exe'], 'unrunnable'],
    ['a directory before it', 'bp', ['-C:\\bin\\bp', 'D:\\more\\bp.exe'], 'D:\\more\\bp.exe'],
    ['nothing', 'bp', [], 'missing'],
    ['no name', '', npm, 'missing'],
  ])('%s', (_, name, files, expected) => {
    expect(found('win32', name, files)).toBe(expected);
  });

  test.each([
    ['PATH with relative directories', { PATH: '.;;bin;C:\\bin' }, 'C:\\bin\\bp.cmd'],
    ['PATH in quotes', { PATH: '"C:\\bin";D:\\more' }, 'C:\\bin\\bp.cmd'],
    ['Path', { Path: 'C:\\bin' }, 'C:\\bin\\bp.cmd'],
    ['the order of PATHEXT', { PATH: 'C:\\bin', PATHEXT: '.CMD;.EXE' }, 'C:\\bin\\bp.cmd'],
    ['PATHEXT without it', { PATH: 'C:\\bin', PATHEXT: '.EXE;.PY' }, 'C:\\bin\\bp.exe'],
    ['PATHEXT with scripts only', { PATH: 'C:\\bin', PATHEXT: '.JS;.PY' }, 'C:\\bin\\bp.exe'],
    ['no PATH', {}, 'missing'],
  ])('%s', (_, env: Record<string, string>, expected) => {
    const files = ['C:\\repo\\bp.cmd', 'C:\\repo\\bin\\bp.cmd', 'C:\\bin\\bp.cmd'];
    const all = 'PATHEXT' in env ? [...files, 'C:\\bin\\bp.exe'] : files;
    expect(found('win32', 'bp', all, { env })).toBe(expected);
  });
});

describe.each(['linux', 'darwin'] as const)('on %s', platform => {
  test.each([
    ['on PATH', 'bp', ['/more/bp'], '/more/bp'],
    ['no other ending', 'bp', ['/bin/bp.cmd'], 'missing'],
    ['never the current directory', 'bp', ['/repo/bp'], 'missing'],
    ['a path from there', './bp', ['/repo/bp'], '/repo/bp'],
    ['an absolute path', '/x y/bp', ['/x y/bp'], '/x y/bp'],
    ['a backslash in its name', 'a\\b', ['/bin/a\\b'], '/bin/a\\b'],
    ['no program', 'bp', ['-/bin/bp'], 'unrunnable'],
    ['no program before it', 'bp', ['-/bin/bp', '/more/bp'], '/more/bp'],
  ])('%s', (_, name, files, expected) => {
    expect(found(platform, name, files)).toBe(expected);
  });

  test('a path from a directory that is gone', () => {
    expect(found(platform, './bp', ['/bp'], { cwd: '' })).toBe('missing');
    expect(found(platform, '/bin/bp', ['/bin/bp'], { cwd: '' })).toBe('/bin/bp');
  });
});

describe('what a file of the command interpreter cannot be given', () => {
  test.each([
    ['a line end', ['a', 'b\nc'], 'b\nc'],
    ['a carriage return', ['b\rc'], 'b\rc'],
    ['a variable', ['%PATH%'], '%PATH%'],
    ['one %', ['100%'], '100%'],
    ['a quote beside what the quotes held together', ['say "x"', 'a&b'], 'say "x"'],
    ['the same in one', ['{"a":"b|c"}'], '{"a":"b|c"}'],
  ])('%s', (_, args, lost) => {
    expect(lostInBatch(args)).toBe(lost);
  });

  test.each([
    ['blanks', ['a b', ' ']],
    ['nothing', ['', '']],
    ['JSON', ['{"a":[1,"b c"]}']],
    ['what quotes hold together', ['a&b', 'c|d', '<e>', '^f', '(g)', '!h!']],
    ['ends in a backslash', ['C:\\x\\']],
    ['other characters', ["it's", '$HOME', '`x`', 'ü ’', ';,=*?~@#']],
  ])('but it can be given %s', (_, args) => {
    expect(lostInBatch(args)).toBe(null);
  });
});
