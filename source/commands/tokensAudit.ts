// `tokens audit`: finds tokens in files; names files and lines, never the tokens.
import { relative } from 'node:path';
import { line, profileFlag, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, exitCodes } from '../errors.ts';
import { pathFrom } from '../files/paths.ts';
import { isMissing } from '../files/stat.ts';
import { realFile } from '../files/walk.ts';
import { adkPath } from '../profiles/adkFile.ts';
import { type Audit, type AuditOptions, auditFiles, type Hit } from '../tokens/audit/audit.ts';
import { knownPlaces, ownFiles, placesOfBp } from '../tokens/audit/places.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printTable } from './print.ts';
import { withProgress } from './progress.ts';

export const tokensAudit: Command = {
  async run(ctx, input) {
    const places = placesFrom(ctx, input);
    const audit = await withProgress(ctx, 'Searching files', ({ show }) =>
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
    return audit.hits.length > 0 || audit.passedOver > 0 ? exitCodes.partial : 0;
  },
};

type Where = Pick<AuditOptions, 'paths' | 'known' | 'unlisted'>;

function placesFrom(ctx: Context, { args }: Input): Where {
  if (args.length > 0) {
    return { paths: args.map(path => place(ctx, path)), known: [], unlisted: [] };
  }
  const { files: known, unlisted } = knownPlaces(ctx);
  if (ctx.cwd !== '') return { paths: [ctx.cwd], known, unlisted };
  const gone = { path: 'The current directory', reason: 'it no longer exists' };
  return { paths: [], known, unlisted: [...unlisted, gone] };
}

function place(ctx: Context, path: string): string {
  const full = pathFrom(ctx, path);
  // A path that exists but cannot be read is skipped with a note.
  if (!isMissing(full)) return full;
  throw new AppError('path-not-found', `There is no file or directory ${path}`, {
    hint: 'Without a path the current directory is searched',
  });
}

function jsonOf({ hits, filesRead, bytesRead, isCut, passedOver, unseen }: Audit) {
  return {
    hits: hits.map(({ masked: _, real: __, ...hit }) => hit),
    filesRead,
    bytesRead,
    passedOver,
    ...(passedOver > 0 ? { unseen } : {}),
    ...(isCut ? { isCut } : {}),
  };
}

function row(ctx: Context, { path, line, masked, known, git }: Hit): string[] {
  return [`${near(ctx, path)}:${line}`, masked, known ?? '', git ?? ''];
}

/** A path relative to the current directory. */
function near({ cwd }: Context, path: string): string {
  const shown = relative(cwd, path);
  return shown === '' || shown.startsWith('..') ? path : shown;
}

/** How many skipped files the text output names; --json names more. */
const mostUnseen = 10;

/** What to do about the findings, and what was searched. */
function advise(ctx: Context, audit: Audit): void {
  const { hits, isCut, filesRead, bytesRead, passedOver, unseen } = audit;
  if (isCut) note(ctx, 'There are more hits than this list shows');
  const forBp = new Set<unknown>(placesOfBp(ctx).map(realFile));
  const forAdk = realFile(adkPath(ctx.userHome));
  const isInPlace = ({ real }: Hit) => forBp.has(real) || real === forAdk;
  for (const name of namesIn(hits.filter(hit => !isInPlace(hit)))) {
    note(
      ctx,
      say`The token of ${name} is exposed. Replace it: ${line('tokens', 'rotate', ...profileFlag(name))}`,
    );
  }
  const [inBp] = namesIn(hits.filter(({ real }) => forBp.has(real)));
  if (inBp !== undefined) {
    note(
      ctx,
      say`bp reads tokens from its own files; to take a token out of them: ${line('profiles', 'move-token', inBp, '--to', 'keychain')}`,
    );
  }
  const ofAdk = hits.filter(({ real }) => real === forAdk);
  if (ofAdk.length > 0) {
    note(
      ctx,
      say`The ADK reads tokens from its own file and from nowhere else: they belong there, and \`${line('tokens', 'rotate')}\` replaces them there, too`,
    );
  }
  if (ofAdk.some(({ known }) => known === null)) {
    note(
      ctx,
      say`Some of the ADK's tokens are in no profile here; to import them: ${line('profiles', 'import', '--from', 'adk')}`,
    );
  }
  if (hits.some(({ known, real }) => known === null && real !== forAdk)) {
    note(
      ctx,
      say`A token that is in no profile may still be yours: \`${line('tokens', 'list')}\` shows which of yours still work`,
    );
  }
  if (hits.some(({ git }) => git === 'committed')) {
    note(ctx, 'A committed token stays in the history of git: it has to be replaced');
  }
  if (hits.some(({ git }) => git === 'untracked')) {
    note(ctx, 'Untracked files may be committed next: name them in .gitignore');
  }
  for (const { path, reason } of unseen.slice(0, mostUnseen)) {
    note(ctx, `${near(ctx, path)} was passed over: ${reason}`);
  }
  const but = passedOver === 0 ? '' : `; passed over: ${passedOver}`;
  const none =
    passedOver === 0 ? 'No exposed token was found' : 'No token was found in what was read';
  const found = hits.length === 0 ? none : count(hits.length, 'hit');
  note(ctx, `${found} (${count(filesRead, 'file')}, ${megabytes(bytesRead)} read${but})`);
}

const namesIn = (hits: readonly Hit[]) => [...new Set(hits.flatMap(({ known }) => known ?? []))];

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
