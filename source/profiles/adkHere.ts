// What the ADK, run on its own here, would use; reads the real files.
import type { Context } from '../context.ts';
import type { AdkSituation } from './adkChoice.ts';
import { type AdkDifference, adkDifference } from './adkDifference.ts';
import { readAdkFile } from './adkFile.ts';
import { findProject, type Project } from './project.ts';
import type { Current } from './resolve.ts';

/**
 * The facts by which the ADK chooses a profile here; reads its file. Never throws.
 * @param project the project here, if it is already known
 */
export function adkHere(
  ctx: Context,
  project: Project | null = findProject(ctx.cwd).project,
): AdkSituation {
  return { file: readAdkFile(ctx), env: ctx.env, project };
}

/** Null if the ADK would use what applies here, or has no credentials. */
export const adkAlone = (ctx: Context, current: Current | null): AdkDifference | null =>
  adkDifference(adkHere(ctx), current);
