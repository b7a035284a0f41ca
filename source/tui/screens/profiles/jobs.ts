// The work behind the profile list: it calls the same actions as the commands.
import pLimit from 'p-limit';
import type { Context } from '../../../context.ts';
import { placed } from '../../../errors.ts';
import { linePlace } from '../../../linePlace.ts';
import { readAdk } from '../../../profiles/adk.ts';
import { bindDirectory, requireDirectory, unbindDirectory } from '../../../profiles/bind.ts';
import { importProfiles } from '../../../profiles/importing.ts';
import { type Lesson, learn } from '../../../profiles/learned.ts';
import {
  protectProfile,
  removeProfile,
  renameProfile,
  switchProfile,
} from '../../../profiles/manage.ts';
import { checkStatus } from '../../../tokens/status.ts';
import type { Work } from '../../contract/screen.ts';
import { type Lanes, placeAbout } from '../../kernel/lanes.ts';
import type { Write } from '../tokens/jobs.ts';

type Job<Kind extends Work['type']> = Extract<Work, { type: Kind }>;

/** Profiles asked about at the same time. */
const checksAtOnce = 4;

export function profilesJobs(
  ctx: Context,
  lanes: Lanes,
  write: (work: Parameters<Write>[0], failed?: Parameters<Write>[1]) => void,
) {
  const limited = pLimit(checksAtOnce);
  const lessons: Lesson[] = [];
  return {
    check: ({ identity, name, profile, unasked }: Job<'check'>) =>
      lanes.start(
        `check ${identity}`,
        error => ({
          type: 'check.done',
          identity,
          check: { state: 'failed', error, checkedAt: ctx.now() },
        }),
        (signal, say) =>
          limited(async () => {
            if (signal.aborted) return;
            const status = await checkStatus(ctx, name, profile, signal);
            const error = status.error && placed(status.error, placeAbout(linePlace(ctx), name));
            const check = { state: 'known', status: { ...status, error } } as const;
            say({ type: 'check.done', identity, check, ...(unasked ? { unasked } : {}) });
          }),
        name,
      ),
    'profile.learn'({ lesson }: Job<'profile.learn'>) {
      lessons.push(lesson);
      // Of many that come together, as after verifying all, one write is made.
      if (lessons.length > 1) return;
      const learned = { type: 'profiles.learned' } as const;
      write(
        async () => ({ state: await learn(ctx, lessons.splice(0)), message: learned }),
        // It is known on the screen all the same, and told again by the next answer.
        () => learned,
      );
    },
    'checks.cancel': ({ identities }: Job<'checks.cancel'>) => {
      for (const identity of identities) lanes.cancel(`check ${identity}`);
    },
    'profile.use': ({ name }: Job<'profile.use'>) =>
      write(async () => {
        const state = await switchProfile(ctx, name);
        return { state, message: { type: 'profiles.used', name } };
      }),
    'profile.rename': ({ from, to }: Job<'profile.rename'>) =>
      write(async () => {
        const state = await renameProfile(ctx, from, to);
        return { state, message: { type: 'profiles.renamed', from, to } };
      }),
    'profile.remove': ({ name }: Job<'profile.remove'>) =>
      write(async () => {
        const removal = await removeProfile(ctx, name);
        return { state: removal.state, message: { type: 'profiles.removed', removal } };
      }),
    'profile.protect': ({ name, on }: Job<'profile.protect'>) =>
      write(async () => {
        const state = await protectProfile(ctx, name, on);
        return { state, message: { type: 'profiles.protected', name, on } };
      }),
    'directory.bind': ({ directory, name }: Job<'directory.bind'>) =>
      write(async () => {
        const real = requireDirectory(ctx, directory);
        const state = await (name === null
          ? unbindDirectory(ctx, real)
          : bindDirectory(ctx, name, real));
        return { state, message: { type: 'profiles.bound', directory, name } };
      }),
    'profiles.import': () =>
      write(async () => {
        const reading = readAdk(ctx);
        const options = { overwrite: false, byContent: true, activate: reading.current ?? null };
        const imported = await importProfiles(ctx, reading, options);
        return { state: imported.state, message: { type: 'profiles.imported', imported } };
      }),
  };
}
