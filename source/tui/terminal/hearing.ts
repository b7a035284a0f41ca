// The keys in what a terminal sends: what came together is told apart, and what may be a paste runs nothing that changes something.
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

/** What an input would do right now. */
export type Doing = 'types' | 'opens-field' | 'moves' | 'changes' | 'nothing' | 'else';

export type Ear = {
  doing(input: KeyInput): Doing;
  heard(input: KeyInput): void;
  /** Called with the terminal's answer to a question. */
  replied?(text: string): void;
  /** Whether an answer may come: then an Esc may be its first byte. */
  expects?(): boolean;
};

/** A lone Esc counts as the Esc key after this time (milliseconds); what comes sooner came with it. */
export const pairTime = 30;

/** An answer of the terminal's that has begun ends within this time (milliseconds), or is dropped. */
const answerTime = 500;

/** Milliseconds without anything that end what was pasted, or typed by something that is no hand. */
export const burstTime = 15;

/** So many different characters at once are no key that is held, nor a hand's. */
const fewestOfPaste = 8;

/** Whether a text that came at once, and that nobody marked as a paste, is one. */
export function isPaste(text: string): boolean {
  if (holdsPrefix(text)) return true;
  const different = new Set([...text].filter(character => character > ' '));
  return different.size >= fewestOfPaste;
}

/** Characters of a burst that are looked at; a key may be held for as long as one likes. */
const longestJudged = 200;

/** What came with less than `burstTime` in between. */
type Burst = {
  /** Its last text, by which it is judged. */
  text: string;
  /** That of it which no text field has. */
  untyped: string;
  /** When the last of it came. */
  at: number;
  /** Keys of it that wait for what comes behind them. */
  waiting: KeyInput[];
  /** What it turned out to be: the text of a paste. */
  paste: string | null;
};

/** Hears chunks of bytes with the time at which each came; it looks at no clock. */
export function createHearing({ doing, heard, replied, expects }: Ear) {
  let cutter: Cutter = nothingBegun;
  let cutAt = 0;
  let burst: Burst | null = null;

  const patience = () => (hasBegunString(cutter) || expects?.() ? answerTime : pairTime);

  /** Ends the burst: what waited is heard. */
  const settle = () => {
    if (burst === null) return;
    const { waiting, paste } = burst;
    burst = null;
    if (paste !== null) hearPaste(paste);
    else for (const input of waiting) heard(input);
  };

  /** The Enter behind a single line is heard where it changes nothing: a program may have typed both. */
  const hearPaste = (pasted: string) => {
    const text = pasted.replace(/[\r\n]+$/, '');
    const input = { type: 'paste', text } as const;
    const isLine = doing(input) === 'types' && !holdsPrefix(text) && !/[\r\n]/.test(text);
    heard(input);
    const enter = keyInputOf(pasted.slice(text.length, text.length + 1));
    if (isLine && enter !== null && doing(enter) !== 'changes') heard(enter);
  };

  const hearKey = (input: KeyInput | null) => {
    // Quitting waits for nothing, and what waited is not wanted any more.
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
      // Typed at once, into the field that its first key opens: by a program, or on a slow line.
      hearCharacter(burst, first);
      burst = null;
      hearText(rest, at);
      return;
    }
    if (burst.paste !== null || isPaste(burst.text + text)) {
      // What a field has already is not given to it again; what were keys belongs to the paste.
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

  /** Esc and a key that came with it. @param behind the text that came behind both */
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
    /** When something is to be looked at again; null where nothing waits. */
    dueAt(): number | null {
      const due = [
        ...(hasBegun(cutter) ? [cutAt + patience()] : []),
        ...(burst !== null && (burst.waiting.length > 0 || burst.paste !== null)
          ? [burst.at + burstTime]
          : []),
      ];
      return due.length === 0 ? null : Math.min(...due);
    },
    /** Looks again: what waited long enough is heard. */
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

/** What a text may consist of: line ends are keys only where they come by themselves. */
const isText = (text: string) => /^(?:[\r\n\t]|\P{C}|[\p{Cf}\p{Co}])$/u.test(text);
