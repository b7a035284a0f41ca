// The practices about files: never commit tokens, and keep them in the environment.
import { basename, join, relative } from 'node:path';
import { profileFlag, quote } from '../../commandLine.ts';
import { bpAuth, type ShellPlace } from '../../shell.ts';
import type { Fix } from '../diagnosis.ts';
import {
  type EnvFile,
  fine,
  mostFixes,
  notKnown,
  type Practice,
  type Rule,
  type Situation,
  unseenItems,
} from './practice.ts';

/** A path below the current directory, relative to it; any other path unchanged. */
function near({ directory }: Situation, path: string): string {
  const shown = relative(directory, path);
  return shown === '' || shown.startsWith('..') ? path : shown;
}

/** Template files, which are meant to be committed: they contain names, not values. */
const isTemplate = ({ path, tokens }: EnvFile) =>
  tokens.length === 0 && /\.(?:example|sample|template|dist|defaults)$/.test(path);

export function envIgnored(situation: Situation): Practice {
  const { repository, envFiles, envUnseen, isProject, place } = situation;
  const rule: Rule = { id: 'env-ignored', number: 1, title: '.env is kept out of git' };
  if (repository === null) {
    return fine(rule, 'This directory is in no repository');
  }
  const real = envFiles.filter(file => !isTemplate(file));
  const committed = real.filter(({ git }) => git === 'committed');
  const untracked = real.filter(({ git }) => git === 'untracked');
  const isMissing = isProject && repository.ignoresEnv === false;
  const open = [...committed, ...untracked];
  if (open.length === 0 && !isMissing) {
    const unasked = real.filter(({ git }) => git === null);
    if (repository.ignoresEnv === null || unasked.length > 0) {
      const items = unasked.map(({ path }) => near(situation, path));
      const title = 'Ask git yourself; it names the rule that ignores the file';
      const command = `git -C ${quote(repository.root, place)} check-ignore -v .env`;
      return notKnown(rule, 'git did not answer', items, [{ title, command }]);
    }
    if (real.length === 0 && envUnseen.length > 0) {
      return notKnown(rule, 'Not every directory could be listed', unseenItems(envUnseen));
    }
    return fine(rule, repository.ignoresEnv ? 'git ignores .env' : 'There is no .env here');
  }
  const names = new Set(open.map(({ path }) => basename(path)));
  if (isMissing) names.add('.env');
  return {
    ...rule,
    status: 'warn',
    says:
      committed.length > 0 ? 'git tracks a .env file' : 'The next commit would include a .env file',
    items: open.map(({ path, git }) => `${near(situation, path)}: ${git}`),
    fixes: [
      ignoreFix(situation, repository.root, [...names]),
      ...(committed.length === 0 ? [] : [forgetFix(situation, repository.root, committed)]),
    ],
  };
}

function ignoreFix({ place }: Situation, root: string, names: readonly string[]): Fix {
  const file = quote(join(root, '.gitignore'), place);
  const words = names.map(name => quote(name, place));
  // An empty line is added first, because the last line of the file may lack its line break.
  const commands: Partial<Record<ShellPlace['shell'], string>> = {
    powershell: `Add-Content -Path ${file} -Value ${["''", ...words].join(', ')}`,
    cmd: `(echo.${names.map(name => `& echo ${name}`).join('')})>> ${file}`,
  };
  return {
    title: `Name ${names.join(', ')} in .gitignore`,
    command: commands[place.shell] ?? `printf '%s\\n' '' ${words.join(' ')} >> ${file}`,
  };
}

function forgetFix({ place }: Situation, root: string, files: readonly EnvFile[]): Fix {
  const word = (text: string) => quote(text, place);
  const paths = files.map(({ path }) => word(relative(root, path)));
  return {
    title: `Remove the ${files.length === 1 ? 'file' : 'files'} from git, but not from disk; a token that was committed has to be replaced`,
    command: `git -C ${word(root)} rm --cached -- ${paths.join(' ')}`,
  };
}

export function envTokens(situation: Situation): Practice {
  const holding = situation.envFiles.filter(({ tokens }) => tokens.length > 0);
  const rule: Rule = {
    id: 'env-tokens',
    number: 1,
    title: 'Only you can read tokens in .env',
  };
  const { envUnseen } = situation;
  if (holding.length === 0) {
    return envUnseen.length === 0
      ? fine(rule, 'No .env file here holds a token')
      : notKnown(rule, 'Not all .env files could be read', unseenItems(envUnseen));
  }
  const inGit = holding.filter(({ git }) => git === 'committed' || git === 'untracked');
  const readable = holding.filter(({ othersMayRead }) => othersMayRead === true);
  const items = holding.flatMap(file => file.tokens.map(token => itemOf(situation, file, token)));
  if (inGit.length === 0 && readable.length === 0) {
    const doubt = doubtAbout(situation, holding);
    if (doubt !== null)
      return {
        ...notKnown(rule, doubt, [...items, ...unseenItems(envUnseen)]),
        fixes: whoMayRead(situation, holding),
      };
    const says =
      situation.repository === null
        ? 'Only you can read these files'
        : 'git ignores these files, and only you can read them';
    return { ...rule, status: 'ok', says, items, fixes: [] };
  }
  const reasons = [
    ...(inGit.length > 0 ? ['git does not ignore some of these files'] : []),
    ...(readable.length > 0 ? ['others on this machine may read some of these files'] : []),
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

/**
 * The reason why the state of the files with tokens is not completely known; null if it is known.
 */
function doubtAbout(
  { repository, envUnseen, place }: Situation,
  holding: readonly EnvFile[],
): string | null {
  if (holding.some(({ othersMayRead }) => othersMayRead === null)) {
    return place.platform === 'win32'
      ? 'Windows has no modes that would tell who may read these files'
      : 'Who may read these files is not known';
  }
  if (repository !== null && holding.some(({ git }) => git === null)) {
    return 'git did not say whether it ignores these files';
  }
  return envUnseen.length > 0 ? 'Not all .env files could be read' : null;
}

function whoMayRead({ place }: Situation, holding: readonly EnvFile[]): Fix[] {
  if (place.platform !== 'win32') return [];
  return holding.slice(0, mostFixes).map(({ path }) => ({
    title: 'See who can read the file',
    command: `icacls ${quote(path, place)}`,
  }));
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
  const paths = files.map(({ path }) => quote(path, place)).join(' ');
  return {
    title: `Make the ${files.length === 1 ? 'file' : 'files'} private`,
    command: `chmod 600 ${paths}`,
  };
}

/** The fixes for exposed tokens, which have to be replaced. Some may belong to no profile here. */
function replaceFixes(
  { place }: Situation,
  tokens: ReadonlyArray<{ known: string | null }>,
): Fix[] {
  const names = [...new Set(tokens.flatMap(({ known }) => known ?? []))];
  const rotations = names.slice(0, mostFixes).map(
    (name): Fix => ({
      title: `Replace the token of ${name}: the old one stops working everywhere`,
      command: bpAuth(place, 'tokens', 'rotate', ...profileFlag(name)),
      deed: { type: 'tokens', name },
    }),
  );
  if (!tokens.some(({ known }) => known === null)) return rotations;
  const command = bpAuth(place, 'tokens', 'list');
  return [...rotations, { title: 'See which of your tokens still work', command }];
}

export function elsewhere(situation: Situation): Practice {
  const { place, elsewhere, elsewhereUnseen } = situation;
  const title = 'No token in shell histories, start-up files and other tools’ files';
  const rule: Rule = { id: 'elsewhere', number: 2, title };
  if (elsewhere.length === 0) {
    if (elsewhereUnseen.length === 0) return fine(rule, 'No token was found in these files');
    return notKnown(rule, 'Not all of these files could be read', unseenItems(elsewhereUnseen));
  }
  return {
    ...rule,
    status: 'warn',
    says: `${elsewhere.length} ${elsewhere.length === 1 ? 'token was' : 'tokens were'} found in these files`,
    items: [
      ...elsewhere.map(({ path, line, known }) =>
        [`${path}:${line}`, ...(known === null ? [] : [`the token of ${known}`])].join('  '),
      ),
      ...unseenItems(elsewhereUnseen),
    ],
    fixes: [
      ...replaceFixes(situation, elsewhere),
      { title: 'Search again', command: bpAuth(place, 'tokens', 'audit') },
    ],
  };
}
