// The fixes that suggest another workspace, bot or integration.
import { profileFlag } from '../commandLine.ts';
import { bpAuth } from '../shell.ts';
import type { Fix } from './diagnosis.ts';
import type { FixContext } from './fixContext.ts';
import { inspect, listProfiles, logInAgain, setVariable } from './fixes.ts';

/**
 * A switch to each workspace that may have been meant. If these are unknown, a way to list the
 * workspaces; if there are none, a login with another token.
 */
export function chooseWorkspace(
  about: FixContext,
  { workspaces }: { workspaces?: ReadonlyArray<{ id: string; name: string }> },
): Fix[] {
  if (workspaces === undefined) {
    return [{ ...inspect(about), title: 'See which workspaces the token can access' }];
  }
  if (workspaces.length === 0) {
    return logInAgain(
      { ...about, workspaceId: null },
      'Log in with a token of an account that has a workspace',
    );
  }
  return workspaces.slice(0, 3).map(workspace => switchWorkspace(about, workspace));
}

/**
 * The command that tests each bot or integration that may have been meant. If none is known, a list
 * of the profiles.
 */
export function chooseTarget(
  about: FixContext,
  { workspaces: targets = [] }: { workspaces?: ReadonlyArray<{ id: string; name: string }> },
): Fix[] {
  const flag = about.botId === null ? '--integration' : '--bot';
  if (targets.length === 0) {
    const noun = about.botId === null ? 'integration' : 'bot';
    const title = `The ${noun} may be in another workspace: see the workspaces of your other profiles`;
    return [listProfiles(about, title)];
  }
  return targets.slice(0, 3).map(({ id, name }) => ({
    title: `Perhaps ${name || id} (${id}) is meant`,
    command: bpAuth(about, 'tokens', 'list', ...profileFlag(about.name), flag, id),
  }));
}

/**
 * A login to another workspace with the same token. If a variable names the workspace, the fix
 * changes that variable instead.
 */
function switchWorkspace(about: FixContext, { id, name }: { id: string; name: string }): Fix {
  const title = `Use ${name || id} (${id}) instead`;
  const variable = about.variables.find(name => name.endsWith('WORKSPACE_ID'));
  if (variable === undefined) {
    const command = bpAuth(about, 'login', ...profileFlag(about.name), '--workspaceId', id);
    return { title, command, deed: { type: 'workspace', id, name: name || id } };
  }
  return { title, command: setVariable(about, variable, id) };
}
