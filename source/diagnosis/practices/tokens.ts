// The practices about tokens: limited permissions, safe storage, monitoring and protection.
import { lineText } from '../../commandLine.ts';
import { bpAuth } from '../../shell.ts';
import { resumeLine } from '../../tokens/resumeLines.ts';
import type { Fix } from '../diagnosis.ts';
import { repair } from '../fixes.ts';
import { fine, mostFixes, notKnown, type Practice, type Rule, type Situation } from './practice.ts';

/** The practice of narrow tokens: a program that serves a single bot needs only that bot's key. */
export function narrowTokens({ envFiles, wideVariables, place }: Situation): Practice {
  const title = 'Programs for a single bot use a bot key, not a personal access token';
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
    return notKnown(rule, 'bp-auth cannot tell what your programs need', items, [compare]);
  }
  const says = 'A variable that is named for a bot key holds a personal access token';
  return { ...rule, status: 'warn', says, items, fixes: [compare] };
}

/**
 * Whether a variable's name says that it holds a bot key (docs/notes/botpress-api.md, environment
 * names).
 */
export function isForBot(variable: string | null): variable is string {
  return variable !== null && /BOT_?TOKEN$|BOT_?KEY$/i.test(variable);
}

export function closed({ access, place }: Situation): Practice {
  const rule: Rule = {
    id: 'modes',
    number: 5,
    title: 'Only you can read the files that hold tokens',
  };
  if (access.type === 'none-yet') return fine(rule, 'bp-auth has no files yet');
  if (access.type === 'ours') return fine(rule, 'Nobody else can read or write these files');
  if (access.type === 'unknown') {
    const { why, command } = access;
    const look: Fix[] = command === null ? [] : [{ title: 'See who can read the home', command }];
    return notKnown(rule, why, [], look);
  }
  const says = access.areForeign
    ? 'These files belong to another user'
    : 'Others may read these files';
  const fixes = [
    access.areForeign
      ? { title: 'See what doctor advises', command: bpAuth(place, 'doctor') }
      : repair(place, 'Make these files private'),
  ];
  return { ...rule, status: 'warn', says, items: [...access.paths], fixes };
}

export function stored({ profiles, place }: Situation): Practice {
  const rule: Rule = {
    id: 'storage',
    number: 5,
    title: 'Tokens are in a keychain or a secret manager',
  };
  // Production profiles first: they matter most.
  const plain = profiles
    .filter(({ source }) => source === 'file')
    .toSorted((a, b) => Number(b.isProduction) - Number(a.isProduction));
  if (plain.length === 0) {
    return fine(rule, 'config.json contains no token in plain text');
  }
  return {
    ...rule,
    status: 'warn',
    says: 'The tokens of these profiles are in config.json in plain text. Move those of production first; bp cannot use a token that is moved',
    items: plain.map(({ name, isProduction }) => (isProduction ? `${name} (production)` : name)),
    fixes: plain.slice(0, mostFixes).map(({ name }) => ({
      title: `Move the token of ${name} to the keychain; for a secret manager use --to command`,
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

/** Null if no command was interrupted: the practice is not mentioned then. */
export function finished({ left, place }: Situation): Practice | null {
  const rule: Rule = {
    id: 'finished',
    number: null,
    title: 'No interrupted command has left a token behind',
  };
  if ('unknown' in left) return notKnown(rule, left.unknown);
  if (left.says.length === 0) return null;
  const title = 'Finish interrupted commands, and revoke the tokens that they left over';
  return {
    ...rule,
    status: 'warn',
    says: 'These tokens may still work',
    items: [...left.says],
    fixes: [{ title, command: lineText(resumeLine, place) }],
  };
}

export function protectedOnes({ profiles, place }: Situation): Practice {
  const rule: Rule = {
    id: 'protected',
    number: null,
    title:
      'Production profiles are protected: their name has to be typed before they are used or changed',
  };
  const open = profiles.filter(({ isProduction, isProtected }) => isProduction && !isProtected);
  if (open.length === 0) {
    const some = profiles.some(({ isProduction }) => isProduction);
    const says = some
      ? 'All production profiles are protected'
      : 'No profile looks like production';
    return fine(rule, says);
  }
  return {
    ...rule,
    status: 'warn',
    says: 'These production profiles are not protected',
    items: open.map(({ name }) => name),
    fixes: open.slice(0, mostFixes).map(({ name }) => ({
      title: `Protect ${name}`,
      command: bpAuth(place, 'profiles', 'protect', name),
      deed: { type: 'protect', name },
    })),
  };
}
