// The practice of rotating tokens: which are too old or about to expire, and the fix for each.
import { profileFlag } from '../../commandLine.ts';
import { bpAuth } from '../../shell.ts';
import type { TokenView } from '../../tokens/inventory.ts';
import { idForCommand } from '../../tokens/owner.ts';
import type { Fix } from '../diagnosis.ts';
import {
  type Ages,
  fine,
  mostFixes,
  notKnown,
  type Practice,
  type Rule,
  type Situation,
} from './practice.ts';

/** A token that should be replaced, and the profile through which it was listed. */
type Old = { profile: string; token: TokenView };

export function rotated(situation: Situation): Practice {
  const { ages, maxAge, place } = situation;
  const rule: Rule = {
    id: 'rotated',
    number: 3,
    title: `Tokens are younger than ${maxAge} days`,
  };
  if (ages === null) return notKnown(rule, 'The API was not asked');
  if (ages.length === 0) return notKnown(rule, 'There is no personal access token to ask with');
  const old = oldOnes(ages);
  const failed = ages.flatMap(one => ('why' in one ? [`${one.profile}: ${one.why}`] : []));
  const undated = ages.flatMap(one =>
    'tokens' in one ? one.tokens.filter(({ ageDays }) => ageDays === null) : [],
  );
  const unknown = [...failed, ...undated.map(({ id }) => `${id}: the API gives no creation date`)];
  if (old.length === 0) {
    if (unknown.length === 0) return fine(rule, 'All listed tokens are younger');
    const what =
      failed.length === 0
        ? 'Not all tokens have a creation date'
        : 'Not all tokens could be listed';
    return notKnown(rule, what, unknown);
  }
  return {
    ...rule,
    status: 'warn',
    says: `${old.length} ${old.length === 1 ? 'token is' : 'tokens are'} older, or about to expire`,
    items: [...old.map(describeOld), ...unknown],
    fixes: distinct(old.map(one => ageFix(place, one))).slice(0, mostFixes),
  };
}

/** Each token once, even if it was listed through two profiles of an account. */
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

const distinct = (fixes: readonly Fix[]): Fix[] => [
  ...new Map(fixes.map(fix => [fix.command, fix])).values(),
];

/**
 * Rotate a token that a profile uses, revoke one that none uses; if that is unknown, a person has
 * to decide. The commands ask before they act.
 */
function ageFix(place: Situation['place'], { profile, token }: Old): Fix {
  const [user] = token.profiles;
  if (user !== undefined) {
    return {
      title: `Replace the token of ${user}`,
      command: bpAuth(place, 'tokens', 'rotate', ...profileFlag(user)),
      deed: { type: 'tokens', name: user },
    };
  }
  const flag = profileFlag(profile);
  const deed = { type: 'tokens', name: profile } as const;
  if (token.inUse === null) {
    const command = bpAuth(place, 'tokens', 'list', ...flag);
    return {
      title: 'See which of these tokens you need, and rotate or revoke the others',
      command,
      deed,
    };
  }
  return {
    title: `Revoke ${token.note || token.id}, if nothing needs it`,
    command: bpAuth(place, 'tokens', 'revoke', idForCommand(token.id), ...flag),
    deed,
  };
}
