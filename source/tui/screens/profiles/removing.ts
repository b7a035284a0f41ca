// The removal of profiles and the way back from it; what was taken is kept in memory, for as long as it is offered.
import type { Context } from '../../../context.ts';
import { type AppError, toAppError } from '../../../errors.ts';
import { type PutBack, putBack, type TakenProfile } from '../../../profiles/putBack.ts';
import { type Removal, removeProfile } from '../../../profiles/remove.ts';
import { readState, type State } from '../../../profiles/store.ts';
import type { JobsOf, JobTools } from '../../contract/jobs.ts';
import type { ProfilesWork } from './messages.ts';

type RemovingWork = Extract<
  ProfilesWork,
  { type: 'profile.remove' | 'profile.putBack' | 'profile.letGo' }
>;

export function removingJobs({ write }: JobTools): JobsOf<RemovingWork> {
  const kept = new Map<number, readonly TakenProfile[]>();
  let count = 0;
  /** What is still offered comes back along with what is new. */
  const offer = (taken: readonly TakenProfile[]) => {
    const all = [...[...kept.values()].flat(), ...taken];
    kept.clear();
    if (all.length === 0) return null;
    kept.set(++count, all);
    return { number: count, names: all.map(({ name }) => name) };
  };
  return {
    'profile.remove': ({ names }) =>
      write(async ctx => {
        const { done, failed, state } = await each(ctx, names, name =>
          removeProfile(ctx, name, { canReturn: true }),
        );
        const [first] = failed;
        // Called off before anything was changed.
        if (done.length === 0 && first?.error.kind === 'cancelled') throw first.error;
        const undo = offer(done.flatMap(({ taken }) => taken ?? []));
        const removals = done.map(({ taken: _, ...removal }): Removal => removal);
        return { state, message: { type: 'profiles.removed', removals, failed, undo } };
      }),
    'profile.putBack'({ undo: number }) {
      const taken = kept.get(number);
      // Pressed twice, or too late.
      if (taken === undefined) return;
      kept.delete(number);
      write(async ctx => {
        // The last one first: each finds what its removal left.
        const lastFirst = taken.toReversed();
        const { done, failed, state } = await each(ctx, lastFirst, one => putBack(ctx, one));
        const undo = offer(failed.map(({ of }) => of).toReversed());
        const profiles = done
          .map(({ state: _, ...rest }): Omit<PutBack, 'state'> => rest)
          .reverse();
        return { state, message: { type: 'profiles.putBack', profiles, failed, undo } };
      });
    },
    'profile.letGo': ({ undo }) => void kept.delete(undo),
  };
}

/** Does the same to several, one after the other: one that fails keeps no other from it. */
async function each<Of extends string | { name: string }, Done extends { state: State }>(
  ctx: Context,
  all: readonly Of[],
  act: (one: Of) => Promise<Done>,
) {
  const done: Done[] = [];
  const failed: { of: Of; name: string; error: AppError }[] = [];
  for (const of of all) {
    try {
      done.push(await act(of));
    } catch (error) {
      const name = typeof of === 'string' ? of : of.name;
      failed.push({ of, name, error: toAppError(error) });
    }
  }
  return { done, failed, state: done.at(-1)?.state ?? readState(ctx) };
}
