// Keys and pastes from a terminal's bytes. Keys that arrive together are separated, and text that may be a paste never
// triggers a key that changes something.
import { holdsPrefix } from '../../secrets/kind.ts';
import { type KeyInput, keyInputOf } from './keys.ts';
import {
  type Cutter,
  cutShort,
  cutUp,
  hasBegun,
  hasBegunString,
  maxPaste,
  nothingBegun,
} from './sequences.ts';

/** The effect that an input would have right now. */
export type Doing = 'types' | 'opens-field' | 'moves' | 'changes' | 'nothing' | 'else';

export type Ear = {
  doing(input: KeyInput): Doing;
  heard(input: KeyInput): void;
  /** Called with the terminal's answer to a question. */
  replied?(text: string): void;
  /** Whether the terminal may still answer a question: an Esc can be the first byte of its answer. */
  expects?(): boolean;
};

/**
 * Milliseconds after which a lone Esc is the Esc key. A key that follows Esc sooner is treated as
 * if both had come in the same packet (`hearPair`).
 */
export const pairTime = 30;

/** Milliseconds of silence after which a terminal's unfinished answer is dropped. */
const answerTime = 500;

/** Milliseconds of silence that end a paste without paste marks. */
export const burstTime = 15;

/** This many different characters at once are a paste: a held key repeats itself, and hands are slower. */
const fewestOfPaste = 8;

/** Whether text that arrived at once, without paste marks, is a paste. */
export function isPaste(text: string): boolean {
  if (holdsPrefix(text)) return true;
  const different = new Set([...text].filter(character => character > ' '));
  return different.size >= fewestOfPaste;
}

/** Only the last characters of a burst are judged: a key can be held for any time. */
const longestJudged = 200;

/** Text whose pieces arrived less than `burstTime` apart. */
type Burst = {
  /** The last characters, which decide whether the burst is a paste. */
  text: string;
  /** The burst's characters since a text field last received one. */
  untyped: string;
  /** When the last piece arrived. */
  at: number;
  /** Keys held back until it is clear that they are not part of a paste. */
  waiting: KeyInput[];
  /** The pasted text; null until the burst is known to be a paste. */
  paste: string | null;
};

/** Turns chunks of text, each with its time of arrival, into inputs. Reads no clock itself. */
export function createHearing({ doing, heard, replied, expects }: Ear) {
  let cutter: Cutter = nothingBegun;
  let cutAt = 0;
  let burst: Burst | null = null;

  const patience = () => (hasBegunString(cutter) || expects?.() ? answerTime : pairTime);

  /** Ends the burst, and delivers either its paste or the keys that were held back. */
  const settle = () => {
    if (burst === null) return;
    const { waiting, paste } = burst;
    burst = null;
    if (paste !== null) hearPaste(paste);
    else for (const input of waiting) heard(input);
  };

  /**
   * Delivers a paste. If it is one line that ends with Enter, a program may have typed it: then the
   * Enter follows as a key, unless the line holds a token or the Enter would change something.
   */
  const hearPaste = (pasted: string) => {
    // A line end at the start is an Enter that was heard already.
    const text = pasted.replace(/^[\r\n]+|[\r\n]+$/g, '');
    const input = { type: 'paste', text } as const;
    const isLine = doing(input) === 'types' && !holdsPrefix(text) && !/[\r\n]/.test(text);
    heard(input);
    const enter = keyInputOf(/[\r\n]+$/.exec(pasted)?.[0].charAt(0) ?? '');
    if (isLine && enter !== null && doing(enter) !== 'changes') heard(enter);
  };

  const hearKey = (input: KeyInput | null) => {
    // Ctrl+C acts at once; keys that were held back are dropped.
    if (input?.type === 'key' && input.key === 'ctrl+c') burst = null;
    settle();
    if (input !== null) heard(input);
  };

  const hearText = (characters: readonly string[], at: number) => {
    if (characters.length === 0) return;
    if (burst !== null && at - burst.at > burstTime) settle();
    burst ??= { text: '', untyped: '', at, waiting: [], paste: null };
    burst.at = at;
    const text = characters.join('');
    const [first = '', ...rest] = characters;
    if (burst.text === '' && isPaste(text) && !holdsPrefix(text) && opensField(first)) {
      // A program or a slow connection may send the key that opens a field together with the text for the field.
      hearCharacter(burst, first);
      burst = null;
      hearText(rest, at);
      return;
    }
    if (burst.paste !== null || isPaste(burst.text + text)) {
      // The paste begins with the characters that no field has received, including the keys held back.
      burst.paste = ((burst.paste ?? burst.untyped) + text).slice(0, maxPaste);
      burst.waiting = [];
      return;
    }
    for (const character of characters) hearCharacter(burst, character);
  };

  const opensField = (character: string) => {
    const input = keyInputOf(character);
    return input !== null && doing(input) === 'opens-field';
  };

  const hearCharacter = (burst: Burst, character: string) => {
    burst.text = (burst.text + character).slice(-longestJudged);
    burst.untyped = (burst.untyped + character).slice(-longestJudged);
    const input = keyInputOf(character);
    if (input === null) return;
    const does = doing(input);
    if (burst.waiting.length > 0 || does === 'changes' || does === 'nothing') {
      burst.waiting.push(input);
      return;
    }
    if (does === 'types') burst.untyped = '';
    heard(input);
  };

  /** Esc and a key in the same packet. @param behind the text after both */
  const hearPair = (text: string, behind: string[], at: number) => {
    settle();
    const alt = keyInputOf(`\u001b${text}`);
    if (alt !== null && doing(alt) !== 'nothing') {
      heard(alt);
      hearText(behind, at);
      return;
    }
    heard({ type: 'key', key: 'esc', text: '' });
    const key = keyInputOf(text);
    if (isText(text) && holdsPrefix(text + behind.join(''))) {
      hearText([text, ...behind], at);
      return;
    }
    if (key !== null && doing(key) !== 'changes') heard(key);
    hearText(behind, at);
  };

  const hearPieces = (pieces: ReturnType<typeof cutUp>[1], at: number) => {
    for (let index = 0; index < pieces.length; ) {
      const piece = pieces[index++];
      if (piece === undefined) return;
      const text: string[] = [];
      if (piece.type === 'character' && isText(piece.text)) text.push(piece.text);
      if (text.length > 0 || piece.type === 'pair') {
        for (let next = pieces[index]; next?.type === 'character' && isText(next.text); ) {
          text.push(next.text);
          next = pieces[++index];
        }
      }
      if (piece.type === 'pair') hearPair(piece.text, text, at);
      else if (text.length > 0) hearText(text, at);
      else if (piece.type === 'paste') hearKey(piece);
      else if (piece.type === 'string') replied?.(piece.text);
      else hearKey(piece.type === 'escape' ? keyInputOf('\u001b') : keyInputOf(piece.text));
    }
  };

  return {
    chunk(text: string, at: number) {
      const [next, pieces] = cutUp(cutter, text);
      cutter = next;
      cutAt = at;
      hearPieces(pieces, at);
    },
    /** When `look` is due; null if nothing waits. */
    dueAt(): number | null {
      const due = [
        ...(hasBegun(cutter) ? [cutAt + patience()] : []),
        ...(burst !== null && (burst.waiting.length > 0 || burst.paste !== null)
          ? [burst.at + burstTime]
          : []),
      ];
      return due.length === 0 ? null : Math.min(...due);
    },
    /** Delivers everything that has waited long enough. */
    look(at: number) {
      if (burst !== null && at - burst.at >= burstTime) settle();
      if (hasBegun(cutter) && at - cutAt >= patience()) {
        const [next, pieces] = cutShort(cutter);
        cutter = next;
        hearPieces(pieces, at);
      }
    },
  };
}

/** Whether this is a character of text. Tabs and line ends count: a paste may contain them. */
const isText = (text: string) => /^(?:[\r\n\t]|\P{C}|[\p{Cf}\p{Co}])$/u.test(text);
