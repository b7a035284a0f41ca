// The keys of a real terminal, as bytes, through Node's decoder.
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type KeyInput, listenForKeys, maxPaste } from '../../../source/tui/terminal/keys.ts';
import { bytesOf, keyNames, pasteOf } from '../../support/keys.ts';

/** What is heard of chunks, up to the key that ends the test. */
async function heardOf(...chunks: string[]): Promise<KeyInput[]> {
  const stdin = new PassThrough();
  const inputs: KeyInput[] = [];
  await new Promise<void>(resolve => {
    listenForKeys(stdin as unknown as NodeJS.ReadStream, input => {
      if (input.type === 'key' && input.key === 'f12') resolve();
      else inputs.push(input);
    });
    for (const chunk of chunks) stdin.write(chunk);
    stdin.write('\u001b[24~');
  });
  return inputs;
}

const names = (inputs: KeyInput[]) =>
  inputs.map(input => (input.type === 'key' ? input.key : `paste:${input.text}`));

describe('keys', () => {
  const odd = new Set(['space', 'esc']);
  test.each(keyNames.filter(name => !odd.has(name)))('%s is called so', async name => {
    expect(names(await heardOf(bytesOf(name)))).toEqual([name]);
  });

  test.each<[what: string, bytes: string, keys: string[]]>([
    ['text and Enter in one write', 'hello\r', ['h', 'e', 'l', 'l', 'o', 'enter']],
    ['two backspaces in one write', '\u007f\u007f', ['backspace', 'backspace']],
    ['capital letters', 'G', ['G']],
    ['a blank', ' ', ['space']],
    ['Ctrl+C', '\u0003', ['ctrl+c']],
    ['Ctrl+C right behind Esc', '\u001b\u0003', ['ctrl+c']],
    ['Alt and a letter', '\u001bb', ['alt+b']],
    ['letters beyond ASCII', 'é世', ['é', '世']],
    ['an emoji of several code points', '👩\u200d💻', ['👩', '\u200d', '💻']],
    ['a line feed', '\n', ['enter']],
    ['a sequence nobody knows', '\u001b[99zq', ['q']],
    ['a paste with a line break', pasteOf('bp_pat_x\n'), ['paste:bp_pat_x\n']],
    ['a paste with an escape sequence', pasteOf('a\u001b[31mb'), ['paste:a\u001b[31mb']],
    ['an empty paste', pasteOf(''), ['paste:']],
    ['keys around a paste', `a${pasteOf('b')}c`, ['a', 'paste:b', 'c']],
  ])('%s', async (_, bytes, keys) => {
    expect(names(await heardOf(bytes))).toEqual(keys);
  });

  test('a lone Esc is a key of its own, and not Alt with what follows later', async () => {
    const stdin = new PassThrough();
    const keys: string[] = [];
    await new Promise<void>(resolve => {
      listenForKeys(stdin as unknown as NodeJS.ReadStream, input => {
        keys.push(names([input])[0] ?? '');
        if (keys.length === 1) setImmediate(() => stdin.write('j'));
        else resolve();
      });
      stdin.write('\u001b');
    });
    expect(keys).toEqual(['esc', 'j']);
  });

  test('a paste in pieces is one paste', async () => {
    const [first, second] = ['\u001b[200~one ', 'two\u001b[201~'];
    expect(names(await heardOf(first, second))).toEqual(['paste:one two']);
  });

  test('a huge paste is cut, and the keys behind it still work', async () => {
    const [paste, key] = await heardOf(pasteOf('x'.repeat(maxPaste + 5000)), 'q');
    expect(paste).toMatchObject({ type: 'paste', text: 'x'.repeat(maxPaste) });
    expect(key).toMatchObject({ key: 'q' });
  });

  test('Ctrl+C is heard even when the end of a paste got lost', async () => {
    expect(names(await heardOf('\u001b[200~lost', '\u0003', 'q'))).toEqual(['ctrl+c', 'q']);
  });

  test('only text has a text', async () => {
    const inputs = await heardOf('a', ' ', bytesOf('up'), bytesOf('ctrl+a'));
    expect(inputs.map(input => input.text)).toEqual(['a', ' ', '', '']);
  });
});
