// Owns asking the API about a workspace and who one is there, each part for itself.
import { getAccount, getMembership, getWorkspace } from '../botpress/endpoints.ts';
import type { Context } from '../context.ts';
import { toAppError } from '../errors.ts';
import { connect } from '../tokens/connect.ts';
import type { Asked } from './effects.ts';
import type { Message, WorkspacePart } from './messages.ts';

/** Says each part as it comes; one that fails keeps none of the others away. */
export async function loadWorkspace(
  ctx: Context,
  { name, profile }: Asked,
  signal: AbortSignal,
  say: (message: Message) => void,
): Promise<void> {
  const failed = (part: WorkspacePart) => (error: unknown) =>
    say({ type: 'workspace.failed', part, error: toAppError(error) });
  try {
    const client = await connect(ctx, name, profile);
    const id = profile.workspaceId ?? '';
    await Promise.all([
      getWorkspace(client, id, signal).then(
        value => say({ type: 'workspace.loaded', part: 'workspace', value }),
        failed('workspace'),
      ),
      getAccount(client, signal).then(
        value => say({ type: 'workspace.loaded', part: 'account', value }),
        failed('account'),
      ),
      getMembership(client, id, signal).then(
        value => say({ type: 'workspace.loaded', part: 'membership', value }),
        failed('membership'),
      ),
    ]);
  } catch (error) {
    for (const part of ['workspace', 'account', 'membership'] as const) failed(part)(error);
  }
}
