// One entry of an import file: the profile that it gives, or the reason to refuse it.
import * as v from 'valibot';
import { parseApiUrl } from '../botpress/apiUrl.ts';
import { requireId } from '../botpress/endpoints.ts';
import { cleanText, shortened } from '../botpress/text.ts';
import { AppError } from '../errors.ts';
import { kindOf } from '../secrets/kind.ts';
import { requireToken } from '../secrets/ready.ts';
import type { ImportCandidate } from './importPlan.ts';

const text = v.nullish(v.string());

const offered = v.object({
  apiUrl: v.string(),
  workspaceId: text,
  workspaceName: text,
  workspaceHandle: text,
  botId: text,
  integrationId: text,
  token: text,
  tokenSource: v.nullish(v.object({ kind: v.string() })),
  tokenOrigin: text,
});

/** @throws AppError `usage`: its message is the reason, without any value of the entry */
export function plainProfile(entry: unknown): ImportCandidate['profile'] {
  const parsed = v.safeParse(offered, entry);
  if (!parsed.success) {
    const where = v.getDotPath(parsed.issues[0]);
    throw bad(where === null ? 'It is not a profile' : `It has no usable \`${where}\``);
  }
  const { tokenSource, token: stored, workspaceName, workspaceHandle, ...rest } = parsed.output;
  if (tokenSource && tokenSource.kind !== 'file') {
    throw bad('Its token is kept elsewhere, and only tokens in the export are imported');
  }
  if (!stored) throw bad('It has no token');
  const token = requireToken(stored);
  const { apiUrl, origin } = parseApiUrl(rest.apiUrl);
  if (rest.tokenOrigin && rest.tokenOrigin !== origin) {
    throw bad('Its token and its API URL belong to different hosts');
  }
  const kind = kindOf(token);
  const id = (value: string | null | undefined, what: string) =>
    value ? requireId(value, what) : null;
  const botId = kind === 'bot' ? id(rest.botId, 'bot') : null;
  const integrationId = kind === 'integration' ? id(rest.integrationId, 'integration') : null;
  return {
    apiUrl,
    workspaceId: id(rest.workspaceId, 'workspace'),
    workspaceName: workspaceName ? shortened(cleanText(workspaceName)) : null,
    workspaceHandle: workspaceHandle ? shortened(cleanText(workspaceHandle)) : null,
    ...(botId === null ? {} : { botId }),
    ...(integrationId === null ? {} : { integrationId }),
    token,
    tokenOrigin: origin,
    kind,
  };
}

const bad = (reason: string) => new AppError('import-entry-refused', reason);
