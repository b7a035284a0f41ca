// `profiles bind` and `profiles unbind`: which profile applies in a directory and below.
import { basename } from 'node:path';
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { bindDirectory, requireDirectory, unbindDirectory } from '../profiles/bind.ts';
import { requireNamed } from '../profiles/manage.ts';
import { ancestors } from '../profiles/nearest.ts';
import { severalProfiles } from '../profiles/pointing.ts';
import { findProject, profilesOfProject } from '../profiles/project.ts';
import { readState } from '../profiles/store.ts';
import { appliesHere, noteLeft, noteOverruled } from './appliesHere.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { projectAt } from './stored.ts';
import { argumentMissing } from './usage.ts';

export const profilesBind: Command = {
  async run(ctx, input) {
    const [asked, dir = '.'] = input.args;
    const directory = requireDirectory(ctx, dir);
    const name = asked ?? fitting(ctx, directory);
    requireNamed(readState(ctx), name);
    const state = await bindDirectory(ctx, name, directory);
    const { config } = state;
    const isHere = ancestors(ctx.cwd).includes(directory);
    const applies = appliesHere(ctx, state, isHere ? name : null);
    const { currentProfile } = applies;
    if (input.on('json')) printJson(ctx, { directory, profile: name, currentProfile });
    else printLine(ctx, `Bound ${directory} and all below it to ${name}`);
    if (isHere) noteOverruled(ctx, applies);
    const project = projectAt(ctx, directory);
    if (project?.workspaceId && !profilesOfProject(project, config).includes(name)) {
      const file = basename(project.files.workspaceId);
      note(
        ctx,
        `The project's ${file} names workspace ${project.workspaceId}, which is not the workspace of ${name}`,
      );
    }
    return 0;
  },
};

/**
 * The profile to bind if none is named: one of the project's workspace, otherwise the active one.
 */
function fitting(ctx: Context, directory: string): string {
  const { config } = readState(ctx);
  const { project } = findProject(directory);
  const matching = project === null ? [] : profilesOfProject(project, config);
  if (matching.length > 1) {
    throw severalProfiles(
      'this project',
      matching,
      say`${line('profiles', 'bind', matching[0] ?? '')}`,
    );
  }
  const name = matching[0] ?? config.activeProfile;
  if (name) return name;
  throw argumentMissing('which profile to bind', say`${line('profiles', 'bind', 'NAME')} [DIR]`);
}

export const profilesUnbind: Command = {
  async run(ctx, input) {
    const directory = requireDirectory(ctx, input.args[0] ?? '.');
    const state = await unbindDirectory(ctx, directory);
    const { currentProfile } = appliesHere(ctx, state, null);
    if (input.on('json')) printJson(ctx, { directory, profile: null, currentProfile });
    else printLine(ctx, `${directory} is no longer bound`);
    if (ancestors(ctx.cwd).includes(directory)) noteLeft(ctx, state);
    return 0;
  },
};
