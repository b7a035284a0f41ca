// What a project directory says about where it belongs: an ADK project's agent.json and agent.local.json.
// Nothing in them is ever used as a URL or a token: they can be compared with, never obeyed.
import { join } from 'node:path';
import { parseApiUrl } from '../botpress/apiUrl.ts';
import { type Line, line } from '../commandLine.ts';
import { isAppError } from '../errors.ts';
import { type PassedOver, readForeign } from '../files/foreignFile.ts';
import { statOrNull } from '../files/stat.ts';
import type { Config, StoredProfile } from './config.ts';
import { ancestors } from './nearest.ts';
import type { Current } from './resolve.ts';
import { isText, maybe, objectOf, type ShapedBy, textLike } from './shape.ts';

export type Project = {
  /** Where agent.json lies. */
  directory: string;
  workspaceId: string | null;
  botId: string | null;
  /** Normalised; null where none is named, or it is none that could be used. */
  apiUrl: string | null;
  /** The file that decides about each: agent.local.json comes first. */
  files: { workspaceId: string; apiUrl: string };
};

export type ProjectSearch = {
  /** Null outside of a project. */
  project: Project | null;
  /** What lies in the place of such a file and is none. */
  passedOver: PassedOver[];
};

const id = maybe(textLike(/^[A-Za-z0-9_-]{1,128}$/));
const isAgentFile = objectOf({ workspaceId: id, botId: id, apiUrl: maybe(isText) });

/** The ADK project that a directory lies in, looked for up to the git root. Never throws. */
export function findProject(directory: string): ProjectSearch {
  const passedOver: PassedOver[] = [];
  for (const candidate of ancestors(directory)) {
    const files = {
      shared: join(candidate, 'agent.json'),
      own: join(candidate, 'agent.local.json'),
    };
    const shared = readAgent(files.shared, passedOver);
    const own = readAgent(files.own, passedOver);
    if (shared !== null || own !== null) {
      const project = {
        directory: candidate,
        workspaceId: own?.workspaceId ?? shared?.workspaceId ?? null,
        botId: own?.botId ?? shared?.botId ?? null,
        apiUrl: usable(own?.apiUrl ?? shared?.apiUrl ?? null),
        files: {
          workspaceId: own?.workspaceId ? files.own : files.shared,
          apiUrl: own?.apiUrl ? files.own : files.shared,
        },
      };
      return { project, passedOver };
    }
    if (statOrNull(join(candidate, '.git')) !== null) break;
  }
  return { project: null, passedOver };
}

function readAgent(path: string, passedOver: PassedOver[]): ShapedBy<typeof isAgentFile> | null {
  const file = readForeign(path);
  if (file.type === 'missing') return null;
  if (file.type === 'passed-over') {
    passedOver.push(file);
    return null;
  }
  try {
    const parsed: unknown = JSON.parse(file.text);
    return isAgentFile(parsed) ? parsed : {};
  } catch {
    passedOver.push({ type: 'passed-over', path, kind: 'malformed', reason: 'it is no JSON' });
    return null;
  }
}

function usable(apiUrl: string | null): string | null {
  if (apiUrl === null) return null;
  try {
    return parseApiUrl(apiUrl).apiUrl;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** One sentence without a full stop, and a command that would do something about it. */
export type ProjectRemark = { text: string; command: Line | null };

export type Mismatch = ProjectRemark & {
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
  if (project === null) return null;
  const { workspaceId, apiUrl, files } = project;
  const { workspaceId: ours = null } = profile;
  const isElsewhere = workspaceId !== null && ours !== null && workspaceId !== ours;
  const isAnotherApi = differsInApi(project, profile);
  if (!isElsewhere && !isAnotherApi) return null;
  const [fitting = null] = profilesOfProject(project, { profiles });
  const isBindable = source.type === 'active' || source.type === 'directory';
  // One at a time: a workspace of another API is another one, too.
  if (!isElsewhere) {
    const text = `This project (${files.apiUrl}) belongs to ${apiUrl}, the profile points at ${profile.apiUrl}`;
    const fits = fitting !== null && !differsInApi(project, profiles[fitting]);
    // Nobody is told to log in at a URL that a repository names.
    const command = fits && isBindable ? bind(fitting, project) : null;
    return { text, fitting: fits ? fitting : null, command };
  }
  const text = `This project (${files.workspaceId}) belongs to workspace ${workspaceId}, the profile points at ${profile.workspaceId}`;
  const mended = fitting === null ? loginTo(workspaceId) : bind(fitting, project);
  return { text, fitting, command: isBindable ? mended : null };
}

function differsInApi({ apiUrl }: Project, profile: StoredProfile | undefined): boolean {
  return apiUrl !== null && profile !== undefined && usable(profile.apiUrl) !== apiUrl;
}

/**
 * That a profile could be bound to the project of its workspace, where it is not; null where it is, or
 * belongs elsewhere. Pure.
 * @param bound the profile bound here, if any
 */
export function bindOffer(
  project: Project | null,
  name: string,
  profile: StoredProfile,
  bound: string | null,
): ProjectRemark | null {
  if (!project?.workspaceId || project.workspaceId !== profile.workspaceId) return null;
  if (bound === name || differsInApi(project, profile)) return null;
  const text = `This project (${project.directory}) belongs to the same workspace: ${name} can apply here whatever is active`;
  return { text, command: bind(name, project) };
}

const bind = (name: string, { directory }: Project) => line('profiles', 'bind', name, directory);

const loginTo = (workspaceId: string) =>
  line('login', '--with-token', '--workspaceId', workspaceId);

/** Names of the profiles that point at the project's workspace; those of its API come first. */
export function profilesOfProject(
  project: Project,
  { profiles }: Pick<Config, 'profiles'>,
): string[] {
  const { workspaceId } = project;
  if (workspaceId === null) return [];
  const found = Object.entries(profiles).filter(
    ([, profile]) => profile.workspaceId === workspaceId,
  );
  const fitting = found.filter(([, profile]) => !differsInApi(project, profile));
  return (fitting.length > 0 ? fitting : found).map(([name]) => name);
}
