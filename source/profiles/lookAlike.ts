// Names that look like another one: different capitals, or letters from another script.
import { valueAt } from '../valueAt.ts';

/**
 * Letters that nearly every font draws like one or two Latin letters. Unicode's full table (UTS 39)
 * is a hundred times longer; the rest of it is on no keyboard and in no common word.
 */
const drawnAs: Readonly<Record<string, string>> = {
  // Cyrillic
  ...{
    А: 'a',
    В: 'b',
    Е: 'e',
    К: 'k',
    М: 'm',
    Н: 'h',
    О: 'o',
    Р: 'p',
    С: 'c',
    Т: 't',
    У: 'y',
    Х: 'x',
  },
  ...{
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    к: 'k',
    Ѕ: 's',
    ѕ: 's',
    І: 'i',
    і: 'i',
  },
  ...{
    Ј: 'j',
    ј: 'j',
    Ԛ: 'q',
    ԛ: 'q',
    Ԝ: 'w',
    ԝ: 'w',
    Һ: 'h',
    һ: 'h',
    ԁ: 'd',
    ӏ: 'l',
    Ӏ: 'l',
    ѵ: 'v',
    Ү: 'y',
    ү: 'y',
  },
  // Greek
  ...{
    Α: 'a',
    Β: 'b',
    Ε: 'e',
    Ζ: 'z',
    Η: 'h',
    Ι: 'i',
    Κ: 'k',
    Μ: 'm',
    Ν: 'n',
    Ο: 'o',
    Ρ: 'p',
    Τ: 't',
    Υ: 'y',
    Χ: 'x',
  },
  ...{
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    γ: 'y',
    ϲ: 'c',
    ϳ: 'j',
  },
  // Armenian
  ...{ օ: 'o', ո: 'n', ս: 'u', հ: 'h', ց: 'g', զ: 'q', Օ: 'o', Ս: 'u', Տ: 's' },
  // Latin letters and digits that pass for each other
  ...{
    ı: 'i',
    ɑ: 'a',
    ɡ: 'g',
    ɩ: 'i',
    ʋ: 'v',
    ꞁ: 'l',
    I: 'l',
    '1': 'l',
    '0': 'o',
    O: 'o',
    m: 'rn',
    w: 'vv',
  },
};

/** A text that is equal for names that differ only in their capitals. */
const folded = (name: string) => name.normalize('NFKC').toLowerCase();

/** A text that is equal for names that look the same. */
const drawn = (name: string) => {
  const as = (text: string) => [...text].map(letter => valueAt(drawnAs, letter) ?? letter).join('');
  // Applied twice: the first round may give a letter that is in the table, too. It makes `М`
  // (Cyrillic) an `m`, and `m` looks like `rn`.
  return as(as(name.normalize('NFKC')).toLowerCase());
};

export type LookAlikes = {
  /** Another name that looks like this one; null if there is none. */
  of(name: string): string | null;
  add(name: string): void;
};

export function lookAlikesAmong(names: Iterable<string>): LookAlikes {
  const byLook = new Map<string, string[]>();
  const looksOf = (name: string) => [`folded ${folded(name)}`, `drawn ${drawn(name)}`];
  const add = (name: string) => {
    for (const look of looksOf(name)) {
      const known = byLook.get(look);
      if (known === undefined) byLook.set(look, [name]);
      else known.push(name);
    }
  };
  for (const name of names) add(name);
  return {
    add,
    of(name) {
      const alike = looksOf(name).flatMap(look => byLook.get(look) ?? []);
      return alike.find(other => other !== name) ?? null;
    },
  };
}

/** The note about a new name; null if it looks like no other. */
export function lookAlikeText(name: string, known: LookAlikes): string | null {
  const other = known.of(name);
  if (other === null) return null;
  return `The name ${name} is easily confused with that of the profile ${other}${strangers(name, other)}`;
}

/** The letters in which the names differ, if the difference is invisible. */
function strangers(name: string, other: string): string {
  const known = new Set(other);
  const odd = [...new Set(name)].filter(letter => !known.has(letter) && letter > '\u007f');
  if (odd.length === 0) return '';
  const codes = odd.map(letter => `U+${hex(letter)}`);
  return `: the former has ${codes.join(', ')}`;
}

const hex = (letter: string) =>
  (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
