// The credentials that the ADK would use if it ran without bp-auth in the current directory.
import type { Context } from '../context.ts';
import type { AdkSituation } from './adkChoice.ts';
import { type AdkDifference, adkDifference } from './adkDifference.ts';
import { readAdkFile } from './adkFile.ts';
import { findProject, type Project } from './project.ts';
import type { Current } from './resolve.ts';

/**
 * The facts by which the ADK chooses a profile in the current directory. Reads the ADK's file.
 * Never throws.
 * @param project the current directory's project, if it is already known
 */
export function adkHere(
  ctx: Context,
  project: Project | null = findProject(ctx.cwd).project,
): AdkSituation {
  return { file: readAdkFile(ctx), env: ctx.env, project };
}

/** How the ADK differs from the current credentials; null as for `adkDifference`. */
export const adkAlone = (ctx: Context, current: Current | null): AdkDifference | null =>
  adkDifference(adkHere(ctx), current);
