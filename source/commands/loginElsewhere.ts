// `login --workspaceId W` alone: another workspace with the token that the current profile has.
import { parseApiUrl } from '../botpress/apiUrl.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { changeWorkspace } from '../login/changeWorkspace.ts';
import { requireCurrent } from '../profiles/current.ts';
import { profilesAt } from '../profiles/pointing.ts';
import type { State } from '../profiles/store.ts';
import type { Input } from './command.ts';
import { reportLogin } from './loginReport.ts';
import { note } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { applying, saySettled } from './stored.ts';

/** `--workspaceId W` alone: the current profile keeps its token and points at another workspace. */
export async function pointElsewhere(
  ctx: Context,
  input: Input,
  state: State,
  workspaceId: string,
): Promise<number> {
  const { name, profile } = requireCurrent(applying(ctx, input, state));
  if (name === null) {
    throw new AppError(
      'credentials-from-environment',
      'The current credentials come from the environment',
      {
        hint: 'Change the workspace where the variables are set, or give a token to log in with',
      },
    );
  }
  const apiUrl = input.text('apiUrl');
  if (apiUrl !== undefined && parseApiUrl(apiUrl).apiUrl !== profile.apiUrl) {
    throw new AppError(
      'url-needs-token',
      `Another API URL than that of profile ${name} needs a token of its own`,
      { hint: 'Add --with-token, or leave --apiUrl out' },
    );
  }
  if (profile.protected && workspaceId !== profile.workspaceId) {
    await confirmProtected(ctx, name, input.text('confirm'), 'to change its workspace');
  }
  const [other] = profilesAt(state.config, name, profile, workspaceId);
  if (other !== undefined) {
    note(
      ctx,
      `The profile ${other} points at workspace ${workspaceId} already; \`bp-auth profiles use ${other}\` switches to it`,
    );
  }
  const moved = await changeWorkspace(ctx, name, profile, workspaceId);
  await saySettled(ctx, moved.state);
  reportLogin(ctx, input, moved.state, name, moved.proof);
  return 0;
}
