// The practices about files around: never commit tokens, and keep them in the environment.
import { basename, join, relative } from 'node:path';
import { profileFlag, quote } from '../../commandLine.ts';
import type { Fix } from '../diagnosis.ts';
import { bpAuth } from '../scene.ts';
import {
  type EnvFile,
  fine,
  mostFixes,
  type Practice,
  type Rule,
  type Situation,
} from './practice.ts';

/** A path as it is seen from the current directory. */
function near({ directory }: Situation, path: string): string {
  const shown = relative(directory, path);
  return shown === '' || shown.startsWith('..') ? path : shown;
}

/** Files that are made to be committed: they hold names, not values. */
const isTemplate = ({ path, tokens }: EnvFile) =>
  tokens.length === 0 && /\.(?:example|sample|template|dist|defaults)$/.test(path);

export function envIgnored(situation: Situation): Practice {
  const { repository, envFiles, isProject } = situation;
  const rule: Rule = { id: 'env-ignored', number: 1, title: '.env is kept out of git' };
  if (repository === null) {
    return fine(rule, 'This directory is in no repository that git knows');
  }
  const real = envFiles.filter(file => !isTemplate(file));
  const committed = real.filter(({ git }) => git === 'committed');
  const untracked = real.filter(({ git }) => git === 'untracked');
  const isMissing = isProject && !repository.ignoresEnv;
  const open = [...committed, ...untracked];
  if (open.length === 0 && !isMissing) {
    return fine(rule, repository.ignoresEnv ? 'git ignores it' : 'There is none here');
  }
  const names = new Set(open.map(({ path }) => basename(path)));
  if (isMissing) names.add('.env');
  return {
    ...rule,
    status: 'warn',
    says: committed.length > 0 ? 'git has it' : 'The next commit would take it along',
    items: open.map(({ path, git }) => `${near(situation, path)}: ${git}`),
    fixes: [
      ignoreFix(situation, repository.root, [...names]),
      ...(committed.length === 0 ? [] : [forgetFix(situation, repository.root, committed)]),
    ],
  };
}

function ignoreFix({ place }: Situation, root: string, names: readonly string[]): Fix {
  const { platform } = place;
  const file = quote(join(root, '.gitignore'), platform);
  const words = names.map(name => quote(name, platform));
  return {
    title: `Name ${names.join(', ')} in .gitignore`,
    // The empty line first: the last one of the file may not be ended.
    command:
      platform === 'win32'
        ? `Add-Content -Path ${file} -Value ${["''", ...words].join(', ')}`
        : `printf '%s\\n' '' ${words.join(' ')} >> ${file}`,
  };
}

function forgetFix({ place }: Situation, root: string, files: readonly EnvFile[]): Fix {
  const word = (text: string) => quote(text, place.platform);
  const paths = files.map(({ path }) => word(relative(root, path)));
  return {
    title: 'Take it out of git, and leave the file; a token that was committed has to be replaced',
    command: `git -C ${word(root)} rm --cached -- ${paths.join(' ')}`,
  };
}

export function envTokens(situation: Situation): Practice {
  const holding = situation.envFiles.filter(({ tokens }) => tokens.length > 0);
  const rule: Rule = {
    id: 'env-tokens',
    number: 1,
    title: 'Tokens in .env are yours alone',
  };
  if (holding.length === 0) {
    return fine(rule, 'No .env file here holds a token');
  }
  const inGit = holding.filter(({ git }) => git === 'committed' || git === 'untracked');
  const readable = holding.filter(({ othersMayRead }) => othersMayRead);
  const items = holding.flatMap(file => file.tokens.map(token => itemOf(situation, file, token)));
  if (inGit.length === 0 && readable.length === 0) {
    return {
      ...rule,
      status: 'ok',
      says: 'git ignores them, and only you can read them',
      items,
      fixes: [],
    };
  }
  const reasons = [
    ...(inGit.length > 0 ? ['git does not ignore every file'] : []),
    ...(readable.length > 0 ? ['others on this machine may read them'] : []),
  ];
  const exposed = inGit.filter(({ git }) => git === 'committed');
  return {
    ...rule,
    status: 'warn',
    says: reasons.join(', and '),
    items,
    fixes: [
      ...(readable.length === 0 ? [] : [closeFix(situation, readable)]),
      ...replaceFixes(
        situation,
        exposed.flatMap(({ tokens }) => tokens),
      ),
    ],
  };
}

function itemOf(
  situation: Situation,
  { path }: EnvFile,
  { line, variable, known }: EnvFile['tokens'][number],
): string {
  const what = [variable, known === null ? null : `the token of ${known}`].filter(Boolean);
  return [`${near(situation, path)}:${line}`, ...what].join('  ');
}

function closeFix({ place }: Situation, files: readonly EnvFile[]): Fix {
  const paths = files.map(({ path }) => quote(path, place.platform)).join(' ');
  return { title: 'Close it to others', command: `chmod 600 ${paths}` };
}

/** What lay open has to be replaced; whose it is may not be known here. */
function replaceFixes(
  { place }: Situation,
  tokens: ReadonlyArray<{ known: string | null }>,
): Fix[] {
  const names = [...new Set(tokens.flatMap(({ known }) => known ?? []))];
  const rotations = names.slice(0, mostFixes).map(
    (name): Fix => ({
      title: `Replace the token of ${name}: the old one stops working wherever it lies`,
      command: bpAuth(place, 'tokens', 'rotate', ...profileFlag(name)),
      deed: { type: 'tokens', name },
    }),
  );
  if (!tokens.some(({ known }) => known === null)) return rotations;
  const command = bpAuth(place, 'tokens', 'list');
  return [...rotations, { title: 'See which of your tokens still work', command }];
}

export function elsewhere(situation: Situation): Practice {
  const { place, elsewhere } = situation;
  const title = 'No token in shell histories, start-up files and other tools’ files';
  const rule: Rule = { id: 'elsewhere', number: 2, title };
  if (elsewhere.length === 0) {
    return { ...rule, status: 'ok', says: 'None was found there', items: [], fixes: [] };
  }
  return {
    ...rule,
    status: 'warn',
    says: `${elsewhere.length} ${elsewhere.length === 1 ? 'lies' : 'lie'} there`,
    items: elsewhere.map(({ path, line, known }) =>
      [`${path}:${line}`, ...(known === null ? [] : [`the token of ${known}`])].join('  '),
    ),
    fixes: [
      ...replaceFixes(situation, elsewhere),
      { title: 'See all of it again', command: bpAuth(place, 'tokens', 'audit') },
    ],
  };
}
