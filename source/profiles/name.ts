// Owns what a profile may be called, and how a name is made from a workspace.
import { AppError } from '../errors.ts';
import { kindOf } from '../tokens/kind.ts';

const maxLength = 64;

/** Why this cannot be a profile's name, as the end of a sentence; null when it can. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'is empty';
  if ([...name].length > maxLength) return `is longer than ${maxLength} characters`;
  if (name.startsWith('-')) return 'starts with a dash';
  // Names end up in prompts, completions and other tools' files: what reads as one word everywhere.
  if (!/^(?:[\p{L}\p{N}\p{M}\p{Emoji_Presentation}._@+-]|\u200d|\ufe0f)+$/u.test(name)) {
    return 'may hold letters, digits and . _ @ + - only';
  }
  if (/^\.+$/.test(name)) return 'consists of dots only';
  if (name in {}) return 'is reserved';
  // Names are shown everywhere; a token pasted in the wrong place must not become one.
  if (kindOf(name) !== 'unknown') return 'looks like a token';
  return null;
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

/** handle, else slug of the name, else the id without its prefix (contract.md, Login). */
export function nameForWorkspace(workspace: Named): string {
  const candidates = [workspace.handle ?? '', slug(workspace.name)];
  return candidates.find(name => nameProblem(name) === null) ?? nameForId(workspace.id);
}

/** An id without its prefix: `ws_abc123` is `abc123`. */
export function nameForId(id: string): string {
  const bare = id.replace(/^[a-z]+_/, '').slice(0, maxLength);
  return nameProblem(bare) === null ? bare : 'profile';
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
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
