// The binding that applies to a directory, even if its path was spelled differently when it
// was bound.
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ancestors, directoryPlace, nearest } from '../../source/profiles/nearest.ts';
import { temporaryDirectory } from '../support/context.ts';

const windows = ['C:\\w\\Proj\\sub', 'C:\\w\\Proj', 'C:\\w', 'C:\\'];
const mac = ['/Users/me/ACME/caf\u00e9', '/Users/me/ACME', '/Users/me', '/Users', '/'];

describe('a binding', () => {
  test.each([
    ['as the disk spells it', windows, 'C:\\w\\Proj', true, 'C:\\w\\Proj'],
    ['in other letters', windows, 'c:\\W\\PROJ', true, 'c:\\W\\PROJ'],
    ['of the same letters, but another directory', windows, 'c:\\W\\PROJ', false, null],
    ['on macOS in other letters', mac, '/Users/me/acme', true, '/Users/me/acme'],
    ['decomposed', mac, '/Users/me/ACME/cafe\u0301', true, '/Users/me/ACME/cafe\u0301'],
    ['on a share', ['\\\\Host\\s\\p', '\\\\Host\\s\\'], '\\\\host\\S\\p', true, '\\\\host\\S\\p'],
    ['of something else', windows, 'C:\\w\\Proj2', true, null],
  ])('%s', (_, directories, bound, same, expected) => {
    const found = nearest({ [bound]: 'dev' }, directories, () => same);
    expect(found).toEqual(expected === null ? null : { directory: expected, profile: 'dev' });
  });

  test('that is nearer counts, whichever is spelt as the disk has it', () => {
    const bindings = { 'C:\\w': 'far', 'c:\\W\\proj': 'near' };
    expect(nearest(bindings, windows, () => true)?.profile).toBe('near');
  });

  test('is not looked for on the disk where its letters differ', () => {
    const asked = () => expect.unreachable();
    expect(nearest({ '/a/b': 'dev', '/x': 'prod' }, ['/a/c', '/a', '/'], asked)).toBe(null);
  });

  test('of a directory that has a namesake in other letters is not its', () => {
    const home = realpathSync(temporaryDirectory());
    for (const name of ['acme', 'ACME']) mkdirSync(join(home, name));
    const bindings = { [join(home, 'acme')]: 'dev' };
    expect(nearest(bindings, ancestors(join(home, 'ACME')))).toBe(null);
    expect(nearest(bindings, ancestors(join(home, 'acme')))?.profile).toBe('dev');
  });
});

test('a directory has one name: without symlinks, and on macOS with accents composed', () => {
  const home = realpathSync(temporaryDirectory());
  const real = join(home, 'cafe\u0301');
  mkdirSync(real);
  symlinkSync(real, join(home, 'link'));
  expect(directoryPlace(join(home, 'link'), 'darwin')).toBe(join(home, 'caf\u00e9'));
  expect(directoryPlace(join(home, 'link'), 'linux')).toBe(real);
  expect(directoryPlace(join(home, 'none'), 'darwin')).toBe(null);
});
