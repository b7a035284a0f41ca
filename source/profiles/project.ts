// Owns what a project directory says about its workspace: an ADK project's agent.json. Nothing in it is
// ever used as a URL or a token: it can be compared with, never obeyed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, StoredProfile } from './config.ts';
import { ancestors } from './nearest.ts';
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

/** In words that the profile points elsewhere than the project; null when it does not. */
export function mismatch(project: Project | null, profile: StoredProfile): string | null {
  const wanted = project?.workspaceId ?? null;
  if (project === null || wanted === null || !profile.workspaceId) return null;
  if (wanted === profile.workspaceId) return null;
  return `This project (${join(project.directory, 'agent.json')}) belongs to workspace ${wanted}, the profile points at ${profile.workspaceId}`;
}

/** Names of the profiles that point at the project's workspace. */
export function profilesOf(project: Project, config: Config): string[] {
  return Object.entries(config.profiles)
    .filter(
      ([, { workspaceId }]) => project.workspaceId !== null && workspaceId === project.workspaceId,
    )
    .map(([name]) => name);
}
