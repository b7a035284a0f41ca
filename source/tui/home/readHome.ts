// The store as the UI reads it; for an unreadable store, the error that the screens show.
import { lineText } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import { placed, toAppError } from '../../errors.ts';
import { linePlace } from '../../linePlace.ts';
import { importable } from '../../profiles/adk.ts';
import { adkHoldersByToken } from '../../profiles/adkCopies.ts';
import { adkDifference } from '../../profiles/adkDifference.ts';
import { adkHere } from '../../profiles/adkHere.ts';
import { bpAlone } from '../../profiles/bpAlone.ts';
import { claimsHere, currentOf } from '../../profiles/current.ts';
import { ancestors } from '../../profiles/nearest.ts';
import { findProject, mismatch, type Project } from '../../profiles/project.ts';
import type { Resolution } from '../../profiles/resolve.ts';
import { readState, type State as Stored } from '../../profiles/store.ts';
import { placeOf } from '../../shell.ts';
import type { AdkHome, Here, StoredHome } from '../contract/knowledge.ts';

/** Variables where people and other tools keep tokens (docs/notes/bp-and-adk.md). */
const tokenNames = ['BP_TOKEN', 'BOTPRESS_TOKEN', 'BOTPRESS_PAT', 'BOTPRESS_BOT_TOKEN'];

/**
 * @param flag the value of --profile
 * @param place where the commands in the error about an unreadable store will be shown
 */
export function readHome(ctx: Context, flag?: string, place = linePlace(ctx)): StoredHome {
  try {
    return homeOf(ctx, readState(ctx), flag);
  } catch (error) {
    return { state: 'failed', error: placed(toAppError(error), place) };
  }
}

export function homeOf(ctx: Context, stored: Stored, flag?: string): StoredHome {
  const resolution = resolutionOf(ctx, stored, flag);
  const { difference, dotenv } = bpAlone(ctx, stored, resolution.current);
  const bp = difference && {
    text: difference.text,
    command: difference.command && lineText(difference.command, placeOf(ctx)),
  };
  const { project } = findProject(ctx.cwd);
  const tokenVariables = tokenNames.filter(name => ctx.env[name]);
  return {
    state: 'ready',
    stored,
    place: placeOf(ctx),
    resolution,
    claims: claimsHere(ctx, stored, flag),
    bp,
    adk: adkOf(ctx, project, resolution),
    here: hereOf(ctx, stored, project, resolution),
    importable: importable(ctx, stored),
    tokenVariables,
    dotenv: tokenNames.some(name => dotenv.variables.get(name)?.value) ? dotenv.shown : null,
    demo: ctx.demo ?? null,
  };
}

function adkOf(ctx: Context, project: Project | null, { current }: Resolution): AdkHome {
  const situation = adkHere(ctx, project);
  const found = adkDifference(situation, current);
  return {
    differs: found && {
      text: found.text,
      command: found.command && lineText(found.command, placeOf(ctx)),
    },
    isHere: project !== null,
    holders: adkHoldersByToken(situation.file),
  };
}

function hereOf(
  ctx: Context,
  { config }: Stored,
  project: Project | null,
  { current }: Resolution,
): Here {
  const found = current && mismatch(project, config, current);
  const command = found?.command ? lineText(found.command, placeOf(ctx)) : null;
  return {
    directory: project?.directory ?? ancestors(ctx.cwd)[0] ?? null,
    workspaceId: project?.workspaceId ?? null,
    differs: found && { text: found.text, command },
  };
}

/** If a flag or variable names a profile that does not exist, no credentials apply. */
function resolutionOf(ctx: Context, stored: Stored, flag?: string): Resolution {
  try {
    return currentOf(ctx, stored, flag);
  } catch (error) {
    const hasProfiles = Object.keys(stored.config.profiles).length > 0;
    const warnings = [toAppError(error).message];
    return { current: null, hasProfiles, shadowed: [], warnings, cutOff: null };
  }
}
