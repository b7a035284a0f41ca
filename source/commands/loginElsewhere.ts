// `login --workspaceId W` alone: another workspace with the current profile's token.
import { parseApiUrl } from '../botpress/apiUrl.ts';
import { joined, lineHere } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError, rewrapped } from '../errors.ts';
import { requireWorkspaceWords } from '../login/findWorkspace.ts';
import { switchWorkspace, type WorkspaceSwitch } from '../login/switchWorkspace.ts';
import type { WorkspacePlan } from '../login/workspacePlan.ts';
import { requireCurrent } from '../profiles/current.ts';
import { requireProfile } from '../profiles/manage.ts';
import type { Current, Resolution } from '../profiles/resolve.ts';
import type { State } from '../profiles/store.ts';
import { fedBy } from '../shell.ts';
import type { Input } from './command.ts';
import { reportLogin } from './loginReport.ts';
import { note } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { applying, saySettled } from './stored.ts';
import { noteLookAlike } from './suggestProtection.ts';

/**
 * Logs in to another workspace with the current profile's token. A profile that already has a
 * workspace keeps that workspace, unless --profile names the profile.
 * @param wanted the value of --workspaceId
 */
export async function goElsewhere(
  ctx: Context,
  input: Input,
  state: State,
  wanted: string,
): Promise<number> {
  const words = requireWorkspaceWords(wanted);
  const { name, profile } = currentFor(ctx, applying(ctx, input, state), wanted);
  if (name === null) {
    throw new AppError(
      'credentials-from-environment',
      'The current credentials come from the environment',
      {
        hint: 'Set another workspace in the environment, or give a token to log in with',
      },
    );
  }
  const apiUrl = input.text('apiUrl');
  if (apiUrl !== undefined && parseApiUrl(apiUrl).apiUrl !== profile.apiUrl) {
    throw new AppError(
      'url-needs-token',
      `An API URL other than that of profile ${name} needs its own token`,
      { hint: 'Add --with-token, or leave --apiUrl out' },
    );
  }
  const agree = async (plan: WorkspacePlan) => {
    const question = questionOf(plan);
    if (question === null || !requireProfile(state.config, plan.name).protected) return;
    await confirmProtected(ctx, plan.name, input.text('confirm'), question);
  };
  const named = input.text('profile') !== undefined;
  const changed = await switchWorkspace(ctx, state.config, { name, profile }, words, {
    ...{ named, agree },
  });
  await saySettled(ctx, changed.state);
  for (const sentence of changed.left) note(ctx, sentence);
  for (const sentence of whatWasDone(name, changed)) note(ctx, sentence);
  const { config } = changed.state;
  if (changed.plan.type === 'created') noteLookAlike(ctx, config, changed.plan.name);
  reportLogin(ctx, input, changed.state, changed.plan.name, changed.proof);
  return 0;
}

/** The profile whose token is reused. If there is none, the error asks for a token. */
function currentFor(ctx: Context, resolution: Resolution, wanted: string): Current {
  try {
    return requireCurrent(resolution);
  } catch (error) {
    if (!isAppError(error) || error.kind !== 'auth' || resolution.cutOff !== null) throw error;
    throw rewrapped(error, {
      hint: joined(
        ': ',
        'Pass a token',
        fedBy('token.txt', lineHere('login', '--workspaceId', wanted, '--with-token'), ctx),
      ),
    });
  }
}

/** What the user has to confirm if the plan's profile is protected; null for nothing. */
function questionOf({ type }: WorkspacePlan): string | null {
  if (type === 'moved') return 'to change its workspace';
  return type === 'switched' ? 'to switch to it' : null;
}

/** @param from the profile that the token came from */
function whatWasDone(from: string, { plan, proof }: WorkspaceSwitch): string[] {
  const { name } = plan;
  const { id } = proof.workspace;
  switch (plan.type) {
    case 'kept':
      return [];
    case 'moved':
      return [`${name} now uses workspace ${id}; before, it used ${plan.from ?? 'none'}`];
    case 'switched':
      return [`Switched to ${name}, the profile of this workspace; ${from} stays as it is`];
    case 'created': {
      const made = `${from} keeps its workspace; the new profile ${name} has workspace ${id}, with the same token`;
      const { takenName } = plan;
      const taken = `The name ${takenName} is taken by another profile; this profile is called ${name}`;
      return takenName === null ? [made] : [made, taken];
    }
  }
}
