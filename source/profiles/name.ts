// What a profile may be called, and how a name is made from a workspace.
import { AppError } from '../errors.ts';
import { kindOf } from '../secrets/kind.ts';

const maxLength = 64;

/** Why this cannot be a profile's name, as the end of a sentence; null when it can. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'is empty';
  if ([...name].length > maxLength) return `is longer than ${maxLength} characters`;
  if (name.startsWith('-')) return 'starts with a dash';
  if (withoutInvisible(name) !== name) return 'holds characters that nobody can see';
  // One name, one way to write it: an accent may be part of its letter or stand behind it.
  if (name.normalize('NFC') !== name) return 'is not in the usual form of Unicode (NFC)';
  // Names end up in prompts, completions and other tools' files: what reads as one word everywhere.
  if (!isNameable(name)) {
    return 'may hold letters, digits and . _ @ + - only';
  }
  if (/^\.+$/.test(name)) return 'consists of dots only';
  if (name in {}) return 'is reserved';
  // Names are shown everywhere; a token pasted in the wrong place must not become one.
  if (kindOf(name) !== 'unknown') return 'looks like a token';
  return null;
}

// Functions, so that the tables of Unicode are looked into where a name is looked at, and not by each prompt.
const isNameable = (text: string) =>
  /^(?:[\p{L}\p{N}\p{M}\p{Emoji_Presentation}._@+-]|\u200d|\ufe0f)+$/u.test(text);

// What makes one picture of several emoji, or an emoji of a sign.
const joiner = '\u200d';
const emojiStyle = '\ufe0f';
const keycap = '\u20e3';

/** Without what is not drawn: fillers, joiners, selectors, marks of direction; those of emoji stay. */
function withoutInvisible(name: string): string {
  if (/^[ -~]*$/.test(name)) return name;
  const letters = [...name];
  const isEmoji = (letter: string | undefined) => letter !== undefined && isEmojiPart(letter);
  return letters
    .filter((letter, at) => {
      if (!isInvisible(letter)) return true;
      const isKey = /\d/.test(letters[at - 1] ?? '') && letters[at + 1] === keycap;
      if (letter === emojiStyle) return isKey || isEmoji(letters[at - 1]);
      const before = letters[at - 1] === emojiStyle ? letters[at - 2] : letters[at - 1];
      return letter === joiner && isEmoji(before) && isEmoji(letters[at + 1]);
    })
    .join('');
}

const isInvisible = (letter: string) =>
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u.test(letter);
const isEmojiPart = (letter: string) =>
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u.test(letter);

/** A name that comes from elsewhere, as we write names: in NFC, without what nobody sees. */
export const tidyName = (name: string) => withoutInvisible(name.normalize('NFC')).normalize('NFC');

/**
 * A name as it may stand in a prompt. A shell expands what is in one: `%F{red}` in zsh, `\\u` or `$(…)` in bash. No
 * name that was given here holds any of that, but bp's may.
 */
export function nameForPrompt(name: string): string {
  if (/^[\w.@+-]*$/.test(name)) return name;
  return [...name].map(letter => (letter === ' ' || isNameable(letter) ? letter : '?')).join('');
}

/** @throws AppError usage; a bad name is not repeated, it may hold escape codes */
export function requireName(name: string): string {
  const problem = nameProblem(name);
  if (problem === null) return name;
  throw new AppError('profile-name-invalid', `The profile name ${problem}`, {
    hint: 'Choose a name like dev, prod or acme-staging',
  });
}

type Named = { id: string; name: string; handle?: string | undefined };

/** handle, else slug of the name, else the id without its prefix. */
export function nameForWorkspace(workspace: Named): string {
  const candidates = [tidyName(workspace.handle ?? ''), slug(workspace.name)];
  return candidates.find(name => nameProblem(name) === null) ?? nameForId(workspace.id);
}

/** An id without its prefix: `ws_abc123` is `abc123`. */
export function nameForId(id: string): string {
  const bare = id.replace(/^[a-z]+_/, '').slice(0, maxLength);
  return nameProblem(bare) === null ? bare : 'profile';
}

function slug(text: string): string {
  return withoutInvisible(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, maxLength);
}

/** The name itself, or with `-2`, `-3`… where it is taken. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!taken(candidate)) return candidate;
  }
}
