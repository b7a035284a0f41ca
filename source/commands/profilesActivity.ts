// `profiles activity`: recent events in a profile's workspace, from its audit records.
import type { AuditRecord } from '../botpress/answers.ts';
import { roleInsufficient } from '../botpress/apiError.ts';
import { actionWords, actorOf, resourceOf } from '../botpress/auditRecord.ts';
import type { Client } from '../botpress/client.ts';
import { getMembership, listAuditRecords } from '../botpress/endpoints.ts';
import { pagesOf } from '../botpress/paging.ts';
import { line, lineHere, say } from '../commandLine.ts';
import { AppError, isAppError } from '../errors.ts';
import { workspaceError } from '../login/findWorkspace.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';
import { noWorkspace } from '../profiles/current.ts';
import { kindInsufficient } from '../secrets/wrongKind.ts';
import type { Command } from './command.ts';
import { note, printJson, printTable } from './print.ts';
import { withProgress } from './progress.ts';
import { usualActivity } from './spec/profiles.ts';
import { namedOrCurrent, readStored } from './stored.ts';

const most = 1000;

export const profilesActivity: Command = {
  async run(ctx, input) {
    const limit = parseLimit(input.text('limit'));
    const { name, profile } = namedOrCurrent(ctx, input, await readStored(ctx));
    const workspaceId = workspaceOf(profile);
    const client = await connect(ctx, name, profile);
    const { records, more } = await withProgress(ctx, 'Asking the API', () =>
      latest(client, workspaceId, limit).catch(async error => {
        throw await explained(error, client, workspaceId);
      }),
    );
    if (input.on('json')) printJson(ctx, { workspaceId, records: records.map(jsonOf), more });
    else if (records.length === 0) note(ctx, 'No activity of this workspace has been recorded yet');
    else printTable(ctx, records.map(row));
    return 0;
  },
};

function parseLimit(text: string | undefined): number {
  const limit = text === undefined ? usualActivity : Number(/^\d{1,4}$/.exec(text)?.[0]);
  if (limit >= 1 && limit <= most) return limit;
  throw new AppError('limit-invalid', `The limit must be a number from 1 to ${most}`, {
    hint: 'Example: --limit 100',
  });
}

function workspaceOf({ kind, workspaceId }: StoredProfile): string {
  if (kind === 'bot' || kind === 'integration') {
    throw kindInsufficient(
      kind,
      'see activity in a workspace',
      say`Name a profile with a personal access token: ${line('profiles', 'activity', 'NAME')}`,
    );
  }
  if (workspaceId) return workspaceId;
  throw noWorkspace(
    say`Name another profile, or give this one a workspace: ${lineHere('login', '--workspaceId', 'ID')}`,
  );
}

/** The latest records, and whether there are older ones. */
async function latest(client: Client, workspaceId: string, limit: number) {
  const records: AuditRecord[] = [];
  let isMore = false;
  const pages = pagesOf(next => listAuditRecords(client, workspaceId, next));
  for await (const { items, nextToken } of pages) {
    records.push(...items);
    isMore = nextToken !== null || records.length > limit;
    if (records.length >= limit) break;
  }
  return { records: records.slice(0, limit), more: isMore };
}

/**
 * The error, explained by the member's role. An owner's error stays as it is: an owner is refused
 * for another reason.
 */
async function explained(error: unknown, client: Client, workspaceId: string): Promise<unknown> {
  if (!isAppError(error) || error.kind !== 'forbidden') return workspaceError(error, workspaceId);
  const member = await getMembership(client, workspaceId).catch(() => null);
  if (member === null) return workspaceError(error, workspaceId);
  if (member.role === 'owner') return error;
  return roleInsufficient(error, member.role, `see what happens in ${workspaceId}`);
}

function jsonOf(record: AuditRecord) {
  const { id, recordedAt, action, userId, userEmail, resourceId, resourceName } = record;
  return {
    id,
    recordedAt,
    action,
    userId: userId ?? null,
    userEmail: userEmail ?? null,
    resourceId: resourceId ?? null,
    resourceName: resourceName ?? null,
  };
}

function row(record: AuditRecord): string[] {
  const when = record.recordedAt.slice(0, 16).replace('T', ' ');
  return [when, actorOf(record), actionWords(record.action), resourceOf(record) ?? ''];
}
