// The rules for profile names, and the names made from workspaces.
import { AppError } from '../errors.ts';
import { kindOf } from '../secrets/kind.ts';

const maxLength = 64;

/** The reason why a name is not allowed, as the end of a sentence; null for an allowed name. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'is empty';
  if ([...name].length > maxLength) return `is longer than ${maxLength} characters`;
  if (name.startsWith('-')) return 'starts with a dash';
  if (withoutInvisible(name) !== name) return 'holds characters that nobody can see';
  // An accent can be part of its letter or a separate character; a name has only the first form.
  if (name.normalize('NFC') !== name) return 'is not in the usual form of Unicode (NFC)';
  // Names end up in prompts, completions and other tools' files, so a name has to read as one word
  // everywhere.
  if (!isNameable(name)) {
    return 'may hold letters, digits and . _ @ + - only';
  }
  if (/^\.+$/.test(name)) return 'consists of dots only';
  if (name in {}) return 'is reserved';
  // Names are shown everywhere, so a token pasted by mistake must not become one.
  if (kindOf(name) !== 'unknown') return 'looks like a token';
  return null;
}

// The patterns are in functions, so that V8 loads Unicode's tables only when a name is checked.
const isNameable = (text: string) =>
  /^(?:[\p{L}\p{N}\p{M}\p{Emoji_Presentation}._@+-]|\u200d|\ufe0f)+$/u.test(text);

// The joiner that combines emoji into one picture.
const joiner = '\u200d';
const emojiStyle = '\ufe0f';
const keycap = '\u20e3';

/**
 * A name without invisible characters: fillers, joiners, selectors, direction marks; those within
 * emoji stay.
 */
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

/** A name from elsewhere, brought into our form: NFC, without invisible characters. */
export const tidyName = (name: string) => withoutInvisible(name.normalize('NFC')).normalize('NFC');

/**
 * A name that is safe in a prompt. Shells expand some characters there: `%F{red}` in zsh, `\u` or
 * `$(…)` in bash. Our names contain none of these, but bp's may.
 */
export function nameForPrompt(name: string): string {
  if (/^[\w.@+-]*$/.test(name)) return name;
  return [...name].map(letter => (letter === ' ' || isNameable(letter) ? letter : '?')).join('');
}

/** @throws AppError `usage`; a bad name is not repeated, because it may contain escape codes */
export function requireName(name: string): string {
  const problem = nameProblem(name);
  if (problem === null) return name;
  throw new AppError('profile-name-invalid', `The profile name ${problem}`, {
    hint: 'Choose a name like dev, prod or acme-staging',
  });
}

type Named = { id: string; name: string; handle?: string | undefined };

/** The handle, otherwise a slug of the name, otherwise the id without its prefix. */
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

/** The name itself, or with `-2`, `-3` … if it is taken. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!taken(candidate)) return candidate;
  }
}
