// The keys in a terminal's bytes: chunks with their times, and the resulting input.
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  burstTime,
  createHearing,
  isPaste,
  pairTime,
} from '../../../source/tui/terminal/hearing.ts';
import type { KeyInput } from '../../../source/tui/terminal/keys.ts';
import { listenForKeys } from '../../../source/tui/terminal/listenForKeys.ts';
import { maxPaste } from '../../../source/tui/terminal/sequences.ts';
import { manualClock } from '../../support/context.ts';
import { bytesOf, keyNames, pasteOf } from '../../support/keys.ts';
import { sampleTokens } from '../../support/sandbox.ts';

const nameOf = (input: KeyInput) => (input.type === 'key' ? input.key : `paste:${input.text}`);

/** A list with a few keys; `/` opens a text field above it, which Esc and Enter close. */
function listAndField(expects = false) {
  const heard: string[] = [];
  const replies: string[] = [];
  let isTyping = false;
  const changing = ['enter', 'd', 'b', 'P'];
  const hearing = createHearing({
    doing(input) {
      if (input.type === 'paste') return isTyping ? 'types' : 'nothing';
      const { key, text } = input;
      if (isTyping && (text !== '' || key === 'alt+b')) return 'types';
      if (key === 'enter' || (!isTyping && changing.includes(key))) return 'changes';
      if (['up', 'down', ...(isTyping ? [] : ['j', 'k', 'g'])].includes(key)) return 'moves';
      if (!isTyping && key === '/') return 'opens-field';
      return key === 'esc' || (!isTyping && key === 'x') ? 'else' : 'nothing';
    },
    heard(input) {
      heard.push((isTyping ? 'field ' : '') + nameOf(input));
      const key = input.type === 'key' ? input.key : '';
      if (key === '/') isTyping = true;
      else if (key === 'esc' || key === 'enter') isTyping = false;
    },
    replied: text => replies.push(text),
    expects: () => expects,
  });
  return { hearing, heard, replies };
}

type Chunk = string | readonly [bytes: string, at: number];

/**
 * The input from chunks, each 1,000 ms after the previous one unless its time is given.
 * @param expects whether the terminal was asked something
 */
function heardOf(chunks: readonly Chunk[], expects = false) {
  const { hearing, heard, replies } = listAndField(expects);
  let now = 0;
  const goTo = (at: number) => {
    for (let due = hearing.dueAt(); due !== null && due <= at; due = hearing.dueAt()) {
      now = due;
      hearing.look(now);
    }
    now = at;
  };
  for (const chunk of chunks) {
    const [bytes, at] = typeof chunk === 'string' ? [chunk, now + 1000] : chunk;
    goTo(at);
    hearing.chunk(bytes, at);
  }
  goTo(now + 10_000);
  return { heard, replies };
}

const token = sampleTokens.owner;
const esc = '\u001b';

describe('keys', () => {
  test.each(keyNames)('%s is called so', name => {
    expect(heardOf([bytesOf(name)]).heard).toEqual(
      name === 'alt+backspace' ? ['esc', 'backspace'] : [name],
    );
  });

  test.each<[what: string, bytes: string, keys: string[]]>([
    ['text and Enter in one write', 'hello\r', ['h', 'e', 'l', 'l', 'o', 'enter']],
    ['two backspaces in one write', '\u007f\u007f', ['backspace', 'backspace']],
    ['capital letters', 'G', ['G']],
    ['Ctrl+C', '\u0003', ['ctrl+c']],
    ['Ctrl+C right behind Esc', '\u001b\u0003', ['ctrl+c']],
    ['letters beyond ASCII', 'é世', ['é', '世']],
    ['an emoji of several code points', '👩\u200d💻', ['👩', '\u200d', '💻']],
    ['a line feed', '\n', ['enter']],
    ['eight of a key that is held', 'jjjjjjjj', [...'jjjjjjjj']],
    ['a paste with a line break', pasteOf('bp_pat_x\n'), ['paste:bp_pat_x\n']],
    ['a paste with an escape sequence', pasteOf('a\u001b[31mb'), ['paste:a\u001b[31mb']],
    ['an empty paste', pasteOf(''), ['paste:']],
    ['keys around a paste', `a${pasteOf('b')}c`, ['a', 'paste:b', 'c']],
    ['the end of a paste that never began', `${esc}[201~k`, ['k']],
  ])('%s', (_, bytes, keys) => {
    expect(heardOf([bytes]).heard).toEqual(keys);
  });

  test.each<[what: string, bytes: string]>([
    ['a key that nobody knows', `${esc}[99z`],
    ['a key of the kitty protocol', `${esc}[99;5u`],
    ['a report of where the cursor is', `${esc}[12;40R`],
    ['a mouse click', `${esc}[<0;20;10M`],
    ['a mouse click of old', `${esc}[M dj`],
    ['an F key of the linux console that there is not', `${esc}[[Z`],
    ['a keypad key', `${esc}Oz`],
    ['what the terminal answers about its ground', `${esc}]11;rgb:dddd/bbbb/0000${esc}\\`],
    ['the same with BEL', `${esc}]11;rgb:dddd/bbbb/0000\u0007`],
    ['a device string', `${esc}P1$r0m${esc}\\`],
    ['an application string', `${esc}_Gi=31;OK${esc}\\`],
  ])('%s is dropped whole', (_, bytes) => {
    expect(heardOf([`${bytes}k`]).heard).toEqual(['k']);
    const middle = Math.ceil(bytes.length / 2) + 1;
    const pieces = [bytes.slice(0, middle), `${bytes.slice(middle)}k`] as const;
    expect(
      heardOf([
        [pieces[0], 0],
        [pieces[1], 5],
      ]).heard,
    ).toEqual(['k']);
  });

  test('one that was cut off is dropped, and what comes later is heard', () => {
    expect(heardOf([`${esc}]11;rgb:d`, 'k']).heard).toEqual(['k']);
    expect(heardOf([`${esc}[12;`, 'k']).heard).toEqual(['k']);
    expect(heardOf([`${esc}[12;\u0003`]).heard).toEqual(['ctrl+c']);
  });

  test('the answers of the terminal are told', () => {
    const { heard, replies } = heardOf([`j${esc}]11;rgb:00/00/00\u0007j`]);
    expect(heard).toEqual(['j', 'j']);
    expect(replies).toEqual([`${esc}]11;rgb:00/00/00\u0007`]);
  });

  test.each([1, 2, 3, 9, 20])(
    'what a terminal answers on a slow line, in pieces of %i, is no key',
    size => {
      const answer = `${esc}]11;rgb:ffff/ffff/ffff${esc}\\`;
      const pieces = Array.from({ length: Math.ceil(answer.length / size) }, (_, index) => {
        const chunk = answer.slice(index * size, (index + 1) * size);
        return [chunk, 5000 + index * 120] as const;
      });
      const { heard, replies } = heardOf(['j', ...pieces, 'k'], true);
      expect([heard, replies]).toEqual([['j', 'k'], [answer]]);
    },
  );

  test('a huge paste is cut, and the keys behind it still work', () => {
    const { heard } = heardOf([pasteOf('x'.repeat(maxPaste + 5000)), 'q']);
    expect(heard).toEqual([`paste:${'x'.repeat(maxPaste)}`, 'q']);
  });

  test('a paste comes in pieces, its end as well', () => {
    const chunks = [`${esc}[200~one `, `two${esc}[2`, '01~'];
    expect(heardOf(chunks).heard).toEqual(['paste:one two']);
  });

  test('Ctrl+C is heard even when the end of a paste got lost', () => {
    expect(heardOf([`${esc}[200~lost`, '\u0003', 'q']).heard).toEqual(['ctrl+c', 'q']);
  });
});

describe('Esc and a key that comes with it', () => {
  test.each<[what: string, behind: string, keys: string[]]>([
    ['a key that changes nothing', '/', ['esc', '/']],
    ['a key and text for its field', '/acme', ['esc', '/', ...[...'acme'].map(k => `field ${k}`)]],
    ['much text for its field', '/very long', ['esc', '/', 'field paste:very long']],
    ['an arrow', `${esc}[A`, ['esc', 'up']],
    ['a key that moves', 'j', ['esc', 'j']],
    ['another Esc', esc, ['esc', 'esc']],
    ['Tab', '\t', ['esc', 'tab']],
    ['a key that changes something', 'd', ['esc']],
    ['a capital letter that changes something', 'P', ['esc']],
    ['Enter', '\r', ['esc']],
    ['a key that begins a sequence', 'O', ['esc', 'O']],
    ['a bracket', '[', ['esc', '[']],
    ['a token', token, ['esc', `paste:${token}`]],
  ])('%s: in one packet and within 30 ms', (_, behind, keys) => {
    expect(heardOf([esc + behind]).heard).toEqual(keys);
    expect(
      heardOf([
        [esc, 0],
        [behind, pairTime - 1],
      ]).heard,
    ).toEqual(keys);
  });

  test('what comes later is a key of its own', () => {
    expect(
      heardOf([
        [esc, 0],
        ['d', pairTime],
      ]).heard,
    ).toEqual(['esc', 'd']);
  });

  test('in a field: a letter leaves it, one that is bound with Alt does not', () => {
    expect(heardOf(['/', `${esc}j`]).heard).toEqual(['/', 'field esc', 'j']);
    expect(heardOf(['/', `${esc}d`]).heard).toEqual(['/', 'field esc']);
    expect(heardOf(['/', `${esc}b`]).heard).toEqual(['/', 'field alt+b']);
  });
});

describe('a paste that nobody marked', () => {
  test.each<[text: string, is: boolean]>([
    ['abcdefgh', true],
    ['abcdefg', false],
    ['jjjjjjjj', false],
    ['jkjkjkjkjk', false],
    ['a b c d e f\r', false],
    ['bp_pat_', true],
    ['x bp_bak_', true],
    ['pat_', false],
  ])('%j: %s', (text, is) => {
    expect(isPaste(text)).toBe(is);
  });

  const inPieces = (text: string, ms: number, from = 0) =>
    [...text].map((character, index) => [character, from + index * ms] as const);

  test.each<[what: string, chunks: Chunk[], keys: string[]]>([
    [
      'a line and Enter into a field, whose Enter changes something',
      ['/', 'bot_acme\r'],
      ['/', 'field paste:bot_acme'],
    ],
    ['a token in one chunk', [`${token}\r\n`], [`paste:${token}`]],
    ['a token letter by letter', inPieces(`${token}\r`, 2), [`paste:${token}`]],
    [
      'a token in two chunks',
      [
        [token.slice(0, 12), 0],
        [`${token.slice(12)}\r`, 10],
      ],
      [`paste:${token}`],
    ],
    ['eight differing characters', ['Pdb\rxyzwvu'], ['paste:Pdb\rxyzwvu']],
    [
      'two lines, letter by letter',
      inPieces('dev\nprod\nacme x\n', 3),
      ['paste:dev\nprod\nacme x'],
    ],
    [
      'into a field, letter by letter: Enter is part of it',
      ['/', ...inPieces('customer\r', 2, 5000)],
      ['/', ...[...'custome'].map(k => `field ${k}`), 'field paste:r'],
    ],
    [
      'a key that opens a field, and text for it',
      ['/customer 7\r'],
      ['/', 'field paste:customer 7'],
    ],
    [
      'a key behind it',
      [
        [token, 0],
        ['d', 500],
      ],
      [`paste:${token}`, 'd'],
    ],
    ['an arrow right behind it', [`${token}${esc}[A`], [`paste:${token}`, 'up']],
    ['Ctrl+C right behind it', [`${token}\u0003`], ['ctrl+c']],
  ])('%s', (_, chunks, keys) => {
    expect(heardOf(chunks).heard).toEqual(keys);
  });

  test('a line and Enter into a field whose Enter changes nothing are both heard', () => {
    const heard: string[] = [];
    const hearing = createHearing({
      doing: input => (nameOf(input) === 'enter' ? 'else' : 'types'),
      heard: input => heard.push(nameOf(input)),
    });
    hearing.chunk('bot_acme\r', 0);
    hearing.look(burstTime);
    hearing.chunk('bot_acme\rbot_dev\r', 1000);
    hearing.look(2000);
    hearing.chunk(`${token}\r`, 3000);
    hearing.look(4000);
    expect(heard).toEqual(['paste:bot_acme', 'enter', 'paste:bot_acme\rbot_dev', `paste:${token}`]);
  });

  test('an Enter that was heard is no part of what comes right behind it', () => {
    const heard: string[] = [];
    const hearing = createHearing({
      doing: input => (nameOf(input) === 'enter' ? 'else' : 'types'),
      heard: input => heard.push(nameOf(input)),
    });
    hearing.chunk('acme\r', 0);
    hearing.chunk('-prod', burstTime - 1);
    hearing.look(1000);
    expect(heard).toEqual(['a', 'c', 'm', 'e', 'enter', 'paste:-prod']);
  });

  test('a key that changes something waits for more, one that moves does not', () => {
    const { hearing, heard } = listAndField();
    hearing.chunk('j', 0);
    expect(heard).toEqual(['j']);
    hearing.chunk('d', 1000);
    expect(heard).toEqual(['j']);
    expect(hearing.dueAt()).toBe(1000 + burstTime);
    hearing.look(1000 + burstTime);
    expect(heard).toEqual(['j', 'd']);
    expect(hearing.dueAt()).toBeNull();
  });

  test('the order stays: what comes behind a key that waits is heard after it', () => {
    expect(heardOf(['djk\r']).heard).toEqual(['d', 'j', 'k', 'enter']);
    expect(heardOf([`d${esc}[Aj`]).heard).toEqual(['d', 'up', 'j']);
  });
});

describe('the bytes of a real terminal', () => {
  test('are heard in time, and letters of several bytes in pieces are letters', async () => {
    const stdin = new PassThrough();
    const clock = manualClock(0);
    const heard: string[] = [];
    const stop = listenForKeys(stdin as unknown as NodeJS.ReadStream, clock, {
      doing: input => (nameOf(input).startsWith('alt+') ? 'nothing' : 'changes'),
      heard: input => heard.push(nameOf(input)),
    });
    const turn = () => new Promise(resolve => setImmediate(resolve));
    const bytes = Buffer.from('世');
    stdin.write(bytes.subarray(0, 1));
    await turn();
    stdin.write(bytes.subarray(1));
    await turn();
    expect(heard).toEqual([]);
    clock.advance(burstTime);
    await turn();
    await turn();
    expect(heard).toEqual(['世']);
    stdin.write(esc);
    await turn();
    clock.advance(pairTime);
    // The j is read before the Esc counts as a single key. So both count as one packet, and the j
    // is dropped, because it would change something.
    stdin.write('j');
    await turn();
    await turn();
    clock.advance(burstTime);
    await turn();
    expect(heard).toEqual(['世', 'esc']);
    stop();
  });
});
