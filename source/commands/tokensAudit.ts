// `tokens audit`: where tokens lie in the open; files and lines, never the tokens.
import { relative } from 'node:path';
import { line, profileFlag, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, exitCodes } from '../errors.ts';
import { pathFrom } from '../files/paths.ts';
import { lstatOrNull } from '../files/stat.ts';
import { adkPath } from '../profiles/adkFile.ts';
import { type Audit, auditFiles, type Hit } from '../tokens/audit/audit.ts';
import { knownPlaces, ownFiles, placesOfBp } from '../tokens/audit/places.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printTable } from './print.ts';
import { withProgress } from './progress.ts';

export const tokensAudit: Command = {
  name: 'tokens audit',
  summary: 'Find tokens that lie in the open: in .env files, shell histories, this directory',
  usage: '[PATH…]',
  flags: {},
  args: { min: 0, max: 1000 },
  examples: ['bp-auth tokens audit', 'bp-auth tokens audit . --json'],
  async run(ctx, input) {
    const places = placesFrom(ctx, input);
    const audit = await withProgress(ctx, 'Looking through files', ({ show }) =>
      auditFiles(ctx, {
        ...places,
        except: ownFiles(ctx),
        onProgress: ({ share, filesRead, bytesRead }) =>
          show(`${filesRead} files, ${Math.floor(bytesRead / 1e6)} MB`, share),
      }),
    );
    if (input.on('json')) printJson(ctx, jsonOf(audit));
    else if (audit.hits.length > 0) {
      printTable(
        ctx,
        audit.hits.map(hit => row(ctx, hit)),
      );
    }
    advise(ctx, audit);
    return audit.hits.length > 0 ? exitCodes.partial : 0;
  },
};

function placesFrom(ctx: Context, input: Input): { paths: string[]; known: string[] } {
  if (input.args.length > 0) return { paths: input.args.map(path => place(ctx, path)), known: [] };
  return { paths: ctx.cwd === '' ? [] : [ctx.cwd], known: knownPlaces(ctx) };
}

function place(ctx: Context, path: string): string {
  const full = pathFrom(ctx, path);
  if (lstatOrNull(full) !== null) return full;
  throw new AppError('path-not-found', `There is no file or directory ${path}`, {
    hint: 'Without a path the current directory is looked through',
  });
}

function jsonOf({ hits, filesRead, bytesRead, isCut }: Audit) {
  return {
    hits: hits.map(({ masked: _, ...hit }) => hit),
    filesRead,
    bytesRead,
    ...(isCut ? { isCut } : {}),
  };
}

function row(ctx: Context, { path, line, masked, known, git }: Hit): string[] {
  const near = relative(ctx.cwd, path);
  const shown = near.startsWith('..') ? path : near;
  return [`${shown}:${line}`, masked, known ?? '', git ?? ''];
}

/** What to do about it, and what was looked at. */
function advise(ctx: Context, { hits, isCut, ...audit }: Audit): void {
  const { filesRead, bytesRead, binaries, skipped } = audit;
  if (isCut) note(ctx, 'There are more than are listed here');
  const forBp = new Set(placesOfBp(ctx));
  const forAdk = adkPath(ctx.userHome);
  const isInPlace = ({ path }: Hit) => forBp.has(path) || path === forAdk;
  for (const name of namesIn(hits.filter(hit => !isInPlace(hit)))) {
    note(
      ctx,
      say`The token of ${name} lies there. Replace it: ${line('tokens', 'rotate', ...profileFlag(name))}`,
    );
  }
  const [inBp] = namesIn(hits.filter(({ path }) => forBp.has(path)));
  if (inBp !== undefined) {
    note(
      ctx,
      say`bp reads tokens from its own files; this takes one out of them: ${line('profiles', 'move-token', inBp, '--to', 'keychain')}`,
    );
  }
  const ofAdk = hits.filter(({ path }) => path === forAdk);
  if (ofAdk.length > 0) {
    note(
      ctx,
      say`The ADK reads tokens from its own file and from nowhere else: they belong there, and \`${line('tokens', 'rotate')}\` replaces them there, too`,
    );
  }
  if (ofAdk.some(({ known }) => known === null)) {
    note(ctx, say`Not all of those are known here: ${line('profiles', 'import', '--from', 'adk')}`);
  }
  if (hits.some(({ known, path }) => known === null && path !== forAdk)) {
    note(
      ctx,
      say`Others may be yours: \`${line('tokens', 'list')}\` shows which of yours still work`,
    );
  }
  if (hits.some(({ git }) => git === 'committed')) {
    note(ctx, 'What was committed stays in the history: such a token has to be replaced');
  }
  if (hits.some(({ git }) => git === 'untracked')) {
    note(ctx, 'Untracked files would be committed next: name them in .gitignore');
  }
  const passed = [
    count(binaries, 'binary file'),
    count(skipped.symlinks, 'symlink'),
    count(skipped.unreadable, 'unreadable one'),
  ].filter(Boolean);
  const but = passed.length === 0 ? '' : `; passed over: ${passed.join(', ')}`;
  const found = hits.length === 0 ? 'No token lies in the open' : `${count(hits.length, 'hit')}`;
  note(ctx, `${found} (${count(filesRead, 'file')}, ${megabytes(bytesRead)} read${but})`);
}

const namesIn = (hits: readonly Hit[]) => [...new Set(hits.flatMap(({ known }) => known ?? []))];

const count = (number: number, what: string) =>
  number === 0 && what !== 'file' ? '' : `${number} ${what}${number === 1 ? '' : 's'}`;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
