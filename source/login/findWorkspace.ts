// The search for a workspace by its id, its handle, or a name that no other workspace has.
import type { Workspace } from '../botpress/answers.ts';
import type { Client } from '../botpress/client.ts';
import { getWorkspace, requireId, workspaceWithHandle } from '../botpress/endpoints.ts';
import { lineHere, say } from '../commandLine.ts';
import { AppError, isAppError } from '../errors.ts';

/**
 * A text that can be a workspace's id, handle or name, without surrounding blanks.
 * @throws AppError `usage` for a path, a variable that was not replaced, or an empty text
 */
export function requireWorkspaceWords(text: string): string {
  const words = text.trim();
  if (words === '') {
    throw new AppError('workspace-empty', 'The workspace id is empty', {
      hint: 'Name a workspace by its id or handle. In CI the variable that holds the id may be unset',
    });
  }
  const isNone = /^\.{0,2}\/|:\/\/|\p{Cc}|^\$|\$[{(]|\{\{|^</u.test(words) || words.length > 200;
  return isNone ? requireId('', 'workspace') : words;
}

/**
 * @param pages lists the workspaces that the token reaches, page by page
 * @throws AppError `forbidden` if the token reads no such workspace; `usage` if several have the name
 */
export async function findWorkspace(
  client: Client,
  wanted: string,
  pages: () => AsyncIterable<readonly Workspace[]>,
  signal?: AbortSignal,
): Promise<Workspace> {
  let refused: unknown = null;
  if (looksLikeId(wanted)) {
    try {
      return await getWorkspace(client, wanted, signal);
    } catch (error) {
      refused = workspaceError(error, wanted);
      // The token reads no workspace with this id, but the text may be a workspace's handle or
      // name.
      if (!isAppError(refused) || refused.kind !== 'forbidden') throw refused;
    }
  }
  const [found, ...others] = isRealId.test(wanted)
    ? []
    : await namedSo(client, wanted, pages, signal);
  if (found !== undefined) {
    if (others.length > 0) throw ambiguous(wanted, [found, ...others]);
    return getWorkspace(client, found.id, signal);
  }
  throw refused ?? unknownName(wanted);
}

/** Whether the text can be a part of a request's path: letters, digits, `_` and `-` only. */
export const looksLikeId = (wanted: string) => /^[A-Za-z0-9_-]{1,128}$/.test(wanted);

/**
 * The form of the API's own ids. A text of this form is not searched for as a handle or name: no
 * workspace has such a name.
 */
const isRealId = /^(?:wkspace_[0-9A-Z]{26}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The workspace whose handle is the wanted text; otherwise all that have it as their name. */
async function namedSo(
  client: Client,
  wanted: string,
  pages: () => AsyncIterable<readonly Workspace[]>,
  signal?: AbortSignal,
): Promise<Workspace[]> {
  const byHandle = looksLikeId(wanted) ? await workspaceWithHandle(client, wanted, signal) : null;
  if (byHandle !== null) return [byHandle];
  const named: Workspace[] = [];
  for await (const page of pages()) named.push(...page.filter(({ name }) => name === wanted));
  return named;
}

const ambiguous = (name: string, found: readonly Workspace[]) =>
  new AppError('workspace-ambiguous', `${found.length} workspaces are called ${name}`, {
    hint: `Say which workspace by its id: ${found.map(({ id }) => id).join(', ')}`,
  });

const chooseHint = say`Check the spelling; \`${lineHere('login')}\` without --workspaceId lists the workspaces of the token`;

const unknownName = (name: string) =>
  new AppError('workspace-not-found', `No workspace of this account is called ${name}`, {
    hint: chooseHint,
  });

/** A refusal about a workspace, with a message that names the workspace instead of the call. */
export function workspaceError(error: unknown, workspaceId: string): unknown {
  if (!isAppError(error) || !error.exchange) return error;
  const { status, errorType } = error.exchange;
  const details = { exchange: error.exchange, cause: error };
  if (status === 404 && errorType === 'ResourceNotFound') {
    return new AppError(
      'workspace-not-found',
      `There is no workspace ${workspaceId} (404 ResourceNotFound)`,
      { ...details, hint: chooseHint },
    );
  }
  if (error.kind === 'forbidden') {
    return new AppError(
      'not-a-member',
      `The token is good, but its account is not a member of workspace ${workspaceId} (403 Forbidden)`,
      {
        ...details,
        hint: 'Ask an administrator of the workspace to invite you, or choose another workspace',
      },
    );
  }
  return error;
}
