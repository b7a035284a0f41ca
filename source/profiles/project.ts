// The workspace, bot and API URL that an ADK project's agent.json and agent.local.json name. They
// are only compared, never used as a URL or token.
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
  /** The directory of agent.json. */
  directory: string;
  workspaceId: string | null;
  botId: string | null;
  /** In normal form; null if the files name no API URL, or one that bp-auth would not use. */
  apiUrl: string | null;
  /** The file behind each value: agent.local.json takes precedence. */
  files: { workspaceId: string; apiUrl: string };
};

export type ProjectSearch = {
  /** Null outside a project. */
  project: Project | null;
  /** Files called agent.json or agent.local.json that cannot be read or are not JSON. */
  passedOver: PassedOver[];
};

const id = maybe(textLike(/^[A-Za-z0-9_-]{1,128}$/));
const isAgentFile = objectOf({ workspaceId: id, botId: id, apiUrl: maybe(isText) });

/** The ADK project of a directory, searched up to the git root. Never throws. */
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
    passedOver.push({ type: 'passed-over', path, kind: 'malformed', reason: 'it is not JSON' });
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

/** A sentence without a full stop, and a command that would help. */
export type ProjectRemark = { text: string; command: Line | null };

export type Mismatch = ProjectRemark & {
  /** A profile that does belong to the project's workspace. */
  fitting: string | null;
};

/**
 * The remark that other credentials apply than the project needs; null if they fit. Pure. A flag or
 * variable wins over any binding, so then no command is suggested.
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
  // If both differ, only the workspace is told: a profile for the right workspace normally has the
  // right API, too.
  if (!isElsewhere) {
    const text = `This project (${files.apiUrl}) belongs to the API ${apiUrl}, the profile to ${profile.apiUrl}`;
    const fits = fitting !== null && !differsInApi(project, profiles[fitting]);
    // Never suggests a login at a URL that comes from a repository.
    const command = fits && isBindable ? bind(fitting, project) : null;
    return { text, fitting: fits ? fitting : null, command };
  }
  const text = `This project (${files.workspaceId}) belongs to workspace ${workspaceId}, the profile to ${profile.workspaceId}`;
  const mended = fitting === null ? loginTo(workspaceId) : bind(fitting, project);
  return { text, fitting, command: isBindable ? mended : null };
}

function differsInApi({ apiUrl }: Project, profile: StoredProfile | undefined): boolean {
  return apiUrl !== null && profile !== undefined && usable(profile.apiUrl) !== apiUrl;
}

/**
 * The offer to bind a profile to the project of its workspace; null if the profile is bound
 * already, or belongs elsewhere. Pure.
 * @param bound the profile that is bound to the current directory, if any
 */
export function bindOffer(
  project: Project | null,
  name: string,
  profile: StoredProfile,
  bound: string | null,
): ProjectRemark | null {
  if (!project?.workspaceId || project.workspaceId !== profile.workspaceId) return null;
  if (bound === name || differsInApi(project, profile)) return null;
  const text = `This project (${project.directory}) belongs to the workspace of ${name}: once bound, ${name} applies here even if another profile is active`;
  return { text, command: bind(name, project) };
}

const bind = (name: string, { directory }: Project) => line('profiles', 'bind', name, directory);

const loginTo = (workspaceId: string) =>
  line('login', '--with-token', '--workspaceId', workspaceId);

/**
 * Names of the profiles for the project's workspace. Those for another API are listed only if there
 * are no others.
 */
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
