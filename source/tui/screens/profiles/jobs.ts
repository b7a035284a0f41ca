// The work behind the profile list, calling the same actions as the commands.
import { readAdk } from '../../../profiles/adk.ts';
import { bindDirectory, requireDirectory, unbindDirectory } from '../../../profiles/bind.ts';
import { importProfiles } from '../../../profiles/importing.ts';
import { protectProfile, renameProfile, switchProfile } from '../../../profiles/manage.ts';
import type { JobsOf, JobTools } from '../../contract/jobs.ts';
import type { ProfilesWork } from './messages.ts';
import { removingJobs } from './removing.ts';

export function profilesJobs(tools: JobTools): JobsOf<ProfilesWork> {
  const { write } = tools;
  return {
    'profile.use': ({ name }) =>
      write(async ctx => {
        const state = await switchProfile(ctx, name);
        return { state, message: { type: 'profiles.used', name } };
      }),
    'profile.rename': ({ from, to }) =>
      write(async ctx => {
        const state = await renameProfile(ctx, from, to);
        return { state, message: { type: 'profiles.renamed', from, to } };
      }),
    ...removingJobs(tools),
    'profile.protect': ({ name, on }) =>
      write(async ctx => {
        const state = await protectProfile(ctx, name, on);
        return { state, message: { type: 'profiles.protected', name, on } };
      }),
    'directory.bind': ({ directory, name }) =>
      write(async ctx => {
        const real = requireDirectory(ctx, directory);
        const state = await (name === null
          ? unbindDirectory(ctx, real)
          : bindDirectory(ctx, name, real));
        return { state, message: { type: 'profiles.bound', directory, name } };
      }),
    'profiles.import': () =>
      write(async ctx => {
        const reading = readAdk(ctx);
        const options = { overwrite: false, byContent: true, activate: reading.current ?? null };
        const imported = await importProfiles(ctx, reading, options);
        return { state: imported.state, message: { type: 'profiles.imported', imported } };
      }),
  };
}
