// The target of a login: the one that the flags name, the only workspace, or the one that a person
// chooses.
import type { Workspace } from '../botpress/answers.ts';
import type { Client } from '../botpress/client.ts';
import { requireId } from '../botpress/endpoints.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { requireWorkspaceWords } from '../login/findWorkspace.ts';
import { type Purpose, workspacePages } from '../login/prove.ts';
import { kindOf, oneOfKind, type TokenKind } from '../secrets/kind.ts';
import type { Input } from './command.ts';
import { note } from './print.ts';
import { ask, canAsk, pick } from './prompt.ts';
import { flagNeedless, flagsConflict } from './usage.ts';

/**
 * The target that the token has to reach: the one that the flags name, the only possible one, or
 * the one that a person chooses.
 */
export async function purposeOf(
  ctx: Context,
  input: Input,
  client: Client,
  token: string,
): Promise<Purpose> {
  const kind = kindOf(token);
  const botId = input.text('bot');
  const integrationId = input.text('integration');
  requireFitting(kind, botId, integrationId);
  if (kind === 'bot' || botId !== undefined) {
    return { type: 'bot', botId: requireId(await needed(ctx, botId, 'bot', token), 'bot') };
  }
  if (kind === 'integration' || integrationId !== undefined) {
    const id = await needed(ctx, integrationId, 'integration', token);
    return { type: 'integration', integrationId: requireId(id, 'integration') };
  }
  const workspaceId = input.text('workspaceId');
  if (workspaceId !== undefined) {
    return { type: 'workspace', workspaceId: requireWorkspaceWords(workspaceId) };
  }
  return { type: 'workspace', workspaceId: (await chooseWorkspace(ctx, client)).id };
}

/**
 * A flag for another kind of token would bind this token to a target that it cannot reach.
 * @throws AppError `usage`
 */
function requireFitting(
  kind: TokenKind,
  botId: string | undefined,
  integrationId: string | undefined,
): void {
  if (botId !== undefined && integrationId !== undefined) {
    throw flagsConflict('--bot', '--integration', 'A key belongs to one bot or to one integration');
  }
  if (botId !== undefined && (kind === 'pat' || kind === 'integration')) {
    throw flagNeedless('--bot', 'a bot key', whatFits[kind]);
  }
  if (integrationId !== undefined && (kind === 'pat' || kind === 'bot')) {
    throw flagNeedless('--integration', 'an integration key', whatFits[kind]);
  }
}

const whatFits = {
  pat: 'This is a personal access token: add --workspaceId ID instead',
  bot: 'This is a bot key: add --bot ID instead',
  integration: 'This is an integration key: add --integration ID instead',
};

async function needed(
  ctx: Context,
  id: string | undefined,
  what: 'bot' | 'integration',
  token: string,
): Promise<string> {
  if (id !== undefined) return id;
  if (canAsk(ctx)) return (await ask(ctx, `Id of the ${what}: `)).trim();
  throw new AppError(
    'target-missing',
    `This is ${oneOfKind(kindOf(token))}: it works for one ${what}, not for a workspace`,
    {
      hint: `Add --${what} ID`,
    },
  );
}

async function chooseWorkspace(ctx: Context, client: Client): Promise<Workspace> {
  const all: Workspace[] = [];
  for await (const page of workspacePages(client)) {
    all.push(...page);
    if (all.length > 0 && all.length % 500 === 0) note(ctx, `${all.length} workspaces so far …`);
  }
  const [only] = all;
  if (only === undefined) {
    throw new AppError(
      'account-without-workspace',
      'The token is good, but its account has no workspace',
      {
        hint: 'Create a workspace at https://app.botpress.cloud, or ask to be invited to one',
      },
    );
  }
  if (all.length === 1) return only;
  const label = ({ name, id }: Workspace) => `${name} (${id})`;
  if (canAsk(ctx)) return pick(ctx, 'Workspaces of this account:', all, label);
  for (const workspace of all.slice(0, 50)) note(ctx, `  ${label(workspace)}`);
  if (all.length > 50) note(ctx, `  … and ${all.length - 50} more`);
  throw new AppError(
    'workspace-needed',
    `The token can access ${all.length} workspaces: say which one`,
    {
      hint: 'Add --workspaceId ID',
    },
  );
}
