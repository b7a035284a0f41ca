// Owns the practices about tokens themselves: rotated, narrow, kept safely, and watched.

import type { TokenView } from '../../tokens/inventory.ts';
import { idForCommand } from '../../tokens/owner.ts';
import type { Fix } from '../diagnosis.ts';
import { repair } from '../fixes.ts';
import { bpAuth, profileFlag } from '../scene.ts';
import { type Ages, fine, type Practice, type Rule, type Situation } from './practice.ts';

/** Fixes of one kind that are printed; the items name the others. */
const mostFixes = 3;

/** A token that wants to be replaced, and with whose credentials it was listed. */
type Old = { profile: string; token: TokenView };

export function rotated(situation: Situation): Practice {
  const { ages, maxAge, place } = situation;
  const rule: Rule = {
    id: 'rotated',
    number: 3,
    title: `Tokens are younger than ${maxAge} days`,
  };
  const unknown = { ...fine(rule, ''), status: 'unknown' } as const;
  if (ages === null) return { ...unknown, says: 'The API was not asked' };
  if (ages.length === 0) {
    return { ...unknown, says: 'There is no personal access token to ask with' };
  }
  const old = oldOnes(ages);
  const failed = ages.flatMap(one => ('why' in one ? [`${one.profile}: ${one.why}`] : []));
  if (old.length === 0) {
    return failed.length === 0
      ? fine(rule, 'All that are listed are')
      : { ...unknown, says: 'Not all of them could be listed', items: failed };
  }
  return {
    ...rule,
    status: 'warn',
    says: `${old.length} ${old.length === 1 ? 'is' : 'are'} older, or about to expire`,
    items: [...old.map(describeOld), ...failed],
    fixes: old.slice(0, mostFixes).map(one => ageFix(place, one)),
  };
}

/** Each token once, though two profiles of an account may have listed it. */
function oldOnes(ages: readonly Ages[]): Old[] {
  const listed = ages.flatMap(one =>
    'tokens' in one ? one.tokens.map((token): Old => ({ profile: one.profile, token })) : [],
  );
  const known = new Map(listed.toReversed().map(one => [one.token.id, one]));
  return [...known.values()]
    .toReversed()
    .filter(({ token }) => token.tooOld || token.warning !== null);
}

function describeOld({ token: { id, note, ageDays, inUse, profiles, warning } }: Old): string {
  const age = warning?.says ?? `${ageDays} days old`;
  const use =
    inUse === null ? 'may be in use' : inUse ? `used by ${profiles.join(', ')}` : 'not in use here';
  return [id, note, age, use].filter(Boolean).join('  ');
}

/** One that a profile uses is replaced, another one deleted: the command asks before it does. */
function ageFix(place: Situation['place'], { profile, token }: Old): Fix {
  const [user] = token.profiles;
  if (user !== undefined) {
    return {
      title: `Replace the token of ${user}`,
      command: bpAuth(place, 'tokens', 'rotate', ...profileFlag({ name: user })),
      deed: { type: 'tokens', name: user },
    };
  }
  const flag = profileFlag({ name: profile });
  return {
    title: `Delete ${token.note || token.id}, if nothing needs it any more`,
    command: bpAuth(place, 'tokens', 'revoke', idForCommand(token.id), ...flag),
    deed: { type: 'tokens', name: profile },
  };
}

/** What runs for one bot only needs no more than its key. */
export function narrow({ envFiles, wideVariables, place }: Situation): Practice {
  const title = 'What runs for one bot has a bot key, not a personal access token';
  const rule: Rule = { id: 'narrow', number: 4, title };
  const inFiles = envFiles.flatMap(({ tokens }) =>
    tokens.flatMap(({ variable, kind }) =>
      isForBot(variable) && kind === 'pat' ? [variable] : [],
    ),
  );
  const items = [...new Set([...inFiles, ...wideVariables])];
  const compare: Fix = {
    title: 'See what each kind of token may do',
    command: bpAuth(place, 'tokens', 'scopes'),
    deed: { type: 'scopes' },
  };
  if (items.length === 0) {
    const says = 'bp-auth cannot tell what your programs need';
    return { ...rule, status: 'unknown', says, items, fixes: [compare] };
  }
  const says = 'The name asks for a bot key, and a personal access token is in it';
  return { ...rule, status: 'warn', says, items, fixes: [compare] };
}

/** Names that say so themselves (facts: botpress-api.md, environment names). */
export function isForBot(variable: string | null): variable is string {
  return variable !== null && /BOT_?TOKEN$|BOT_?KEY$/i.test(variable);
}

export function closed({ wide, place }: Situation): Practice {
  const rule: Rule = {
    id: 'modes',
    number: 5,
    title: 'Only you can read the files that hold tokens',
  };
  if (wide.length === 0) {
    return { ...rule, status: 'ok', says: 'They are yours alone', items: [], fixes: [] };
  }
  const fixes = [repair(place, 'Close them to others')];
  return { ...rule, status: 'warn', says: 'Others may read them', items: [...wide], fixes };
}

export function stored({ profiles, place }: Situation): Practice {
  const rule: Rule = {
    id: 'storage',
    number: 5,
    title: 'Tokens lie in a keychain or a secret manager',
  };
  // Those for production first: for them it matters most.
  const plain = profiles
    .filter(({ source }) => source === 'file')
    .toSorted((a, b) => Number(b.isProduction) - Number(a.isProduction));
  if (plain.length === 0) {
    return fine(rule, 'None lies in config.json in plain text');
  }
  return {
    ...rule,
    status: 'warn',
    says: 'These lie in config.json in plain text; bp can use no others, so begin with production',
    items: plain.map(({ name, isProduction }) => (isProduction ? `${name} (production)` : name)),
    fixes: plain.slice(0, mostFixes).map(({ name }) => ({
      title: `Move the token of ${name} to the keychain; --to command takes a secret manager`,
      command: bpAuth(place, 'profiles', 'move-token', name, '--to', 'keychain'),
    })),
  };
}

export function watched({ profiles, place }: Situation): Practice {
  const name = profiles.find(({ isProduction, kind }) => isProduction && kind === 'pat')?.name;
  const words = name === undefined ? [] : [name];
  return {
    id: 'watched',
    number: 6,
    title: 'You know what your tokens are used for',
    status: 'unknown',
    says: 'Only you can tell what is unusual',
    items: [],
    fixes: [
      {
        title: 'See what happened lately',
        command: bpAuth(place, 'profiles', 'activity', ...words),
        deed: { type: 'inspect' },
      },
    ],
  };
}

export function protectedOnes({ profiles, place }: Situation): Practice {
  const rule: Rule = {
    id: 'protected',
    number: null,
    title: 'Production asks for its name before it is touched',
  };
  const open = profiles.filter(({ isProduction, isProtected }) => isProduction && !isProtected);
  if (open.length === 0) {
    const some = profiles.some(({ isProduction }) => isProduction);
    const says = some ? 'Every profile for production does' : 'No profile says production';
    return fine(rule, says);
  }
  return {
    ...rule,
    status: 'warn',
    says: 'These do not',
    items: open.map(({ name }) => name),
    fixes: open.slice(0, mostFixes).map(({ name }) => ({
      title: `Protect ${name}`,
      command: bpAuth(place, 'profiles', 'protect', name),
      deed: { type: 'protect', name },
    })),
  };
}
