// The owner whose tokens a command is about, from its flags: the account, a bot or an integration.
import { requireId } from '../botpress/endpoints.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { noWorkspace } from '../profiles/current.ts';
import { kindInsufficient } from '../secrets/wrongKind.ts';
import { accountOwner, type Owner } from '../tokens/owner.ts';
import type { Input } from './command.ts';
import { flagsConflict } from './usage.ts';

/**
 * The owner named by the flags.
 * @param profile the credentials to ask with: only a PAT may list tokens
 * @throws AppError `usage`, `forbidden`
 */
export function ownerFrom(input: Input, profile: StoredProfile): Owner {
  const { kind, workspaceId } = profile;
  if (kind === 'bot' || kind === 'integration') {
    throw kindInsufficient(
      kind,
      'see or change tokens',
      'Name a profile with a personal access token: --profile NAME',
    );
  }
  const bot = input.text('bot');
  const integration = input.text('integration');
  if (bot !== undefined && integration !== undefined) {
    throw flagsConflict(
      '--bot',
      '--integration',
      'With neither flag, the command is about personal access tokens',
    );
  }
  if (bot === undefined && integration === undefined) return accountOwner;
  if (!workspaceId) {
    throw noWorkspace('Name another profile: --profile NAME', 'to look for keys in');
  }
  return bot !== undefined
    ? { type: 'bot', id: requireId(bot, 'bot'), workspaceId }
    : { type: 'integration', id: requireId(integration ?? '', 'integration'), workspaceId };
}
