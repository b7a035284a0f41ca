// Owns what a project directory says about its workspace: an ADK project's agent.json. Nothing in it is
// ever used as a URL or a token: it can be compared with, never obeyed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, StoredProfile } from './config.ts';
import { ancestors } from './nearest.ts';
import type { Current } from './resolve.ts';
import { maybe, objectOf, type ShapedBy, textLike } from './shape.ts';

export type Project = {
  /** Where agent.json lies. */
  directory: string;
  workspaceId: string | null;
  botId: string | null;
};

const id = maybe(textLike(/^[A-Za-z0-9_-]{1,128}$/));
const isAgentFile = objectOf({ workspaceId: id, botId: id });

/** The ADK project that a directory lies in, looked for up to the git root. Null outside of one. */
export function findProject(directory: string): Project | null {
  for (const candidate of ancestors(directory)) {
    const agent = readAgent(join(candidate, 'agent.json'));
    const own = readAgent(join(candidate, 'agent.local.json'));
    const workspaceId = own?.workspaceId ?? agent?.workspaceId ?? null;
    const botId = own?.botId ?? agent?.botId ?? null;
    if (agent !== null || own !== null) return { directory: candidate, workspaceId, botId };
    if (existsSync(join(candidate, '.git'))) return null;
  }
  return null;
}

function readAgent(path: string): ShapedBy<typeof isAgentFile> | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isAgentFile(parsed) ? parsed : {};
  } catch {
    return null;
  }
}

/** One sentence without a full stop, and the words of a command line that would do something about it. */
export type Remark = { text: string; command: readonly string[] | null };

export type Mismatch = Remark & {
  /** A profile that does point at the project's workspace. */
  fitting: string | null;
};

/**
 * That what applies points elsewhere than the project; null when it does not. Pure. What a flag or the
 * environment says applies whatever is bound, so nothing is proposed then.
 */
export function mismatch(
  project: Project | null,
  { profiles }: Pick<Config, 'profiles'>,
  { profile, source }: Current,
): Mismatch | null {
  const wanted = project?.workspaceId ?? null;
  if (project === null || wanted === null || !profile.workspaceId) return null;
  if (wanted === profile.workspaceId) return null;
  const [fitting = null] = profilesOf(project, { profiles });
  const text = `This project (${join(project.directory, 'agent.json')}) belongs to workspace ${wanted}, the profile points at ${profile.workspaceId}`;
  const isBindable = source.type === 'active' || source.type === 'directory';
  const mended = fitting === null ? loginTo(wanted) : bind(fitting, project);
  return { text, fitting, command: isBindable ? mended : null };
}

/**
 * That a profile could be bound to the project of its workspace, where it is not; null where it is, or is
 * of another workspace. Pure.
 * @param bound the profile bound here, if any
 */
export function bindOffer(
  project: Project | null,
  name: string,
  { workspaceId }: StoredProfile,
  bound: string | null,
): Remark | null {
  if (!project?.workspaceId || project.workspaceId !== workspaceId || bound === name) return null;
  const text = `This project (${project.directory}) belongs to the same workspace: ${name} can apply here whatever is active`;
  return { text, command: bind(name, project) };
}

const bind = (name: string, { directory }: Project) => [
  ...['bp-auth', 'profiles', 'bind', name],
  directory,
];

const loginTo = (workspaceId: string) => [
  ...['bp-auth', 'login', '--with-token', '--workspaceId'],
  workspaceId,
];

/** Names of the profiles that point at the project's workspace. */
export function profilesOf(project: Project, { profiles }: Pick<Config, 'profiles'>): string[] {
  return Object.entries(profiles)
    .filter(
      ([, { workspaceId }]) => project.workspaceId !== null && workspaceId === project.workspaceId,
    )
    .map(([name]) => name);
}
