// The removal of profiles and its undo; the removed data is kept in memory while the undo is offered.
import { type PutBack, putBack, type TakenProfile } from '../../../profiles/putBack.ts';
import { type Removal, removeProfile } from '../../../profiles/remove.ts';
import type { EachOutcome, JobsOf, JobTools } from '../../contract/jobs.ts';
import type { ProfilesWork, RowOutcome } from './messages.ts';

type RemovingWork = Extract<
  ProfilesWork,
  { type: 'profile.remove' | 'profile.putBack' | 'profile.letGo' }
>;

export function removingJobs({ writeEach }: JobTools): JobsOf<RemovingWork> {
  const kept = new Map<number, readonly TakenProfile[]>();
  let count = 0;
  /**
   * Keeps removed profiles, together with those whose undo is still offered: one undo puts back all
   * of them.
   */
  const offer = (taken: readonly TakenProfile[]) => {
    const all = [...[...kept.values()].flat(), ...taken];
    kept.clear();
    if (all.length === 0) return null;
    kept.set(++count, all);
    return { number: count, names: all.map(({ name }) => name) };
  };
  return {
    'profile.remove': ({ names }) =>
      writeEach(
        names,
        (ctx, name) => removeProfile(ctx, name, { canReturn: true }),
        outcome => {
          const undo = offer(outcome.done.flatMap(({ result }) => result.taken ?? []));
          const removals = outcome.done.map(
            ({ result: { taken: _, ...removal } }): Removal => removal,
          );
          return { type: 'profiles.removed', removals, ...rest(outcome, name => name), undo };
        },
      ),
    'profile.putBack'({ undo: number }) {
      const taken = kept.get(number);
      // The key `u` was pressed twice, or after the offer ended.
      if (taken === undefined) return;
      kept.delete(number);
      writeEach(
        // The last removed profile first, so that each one finds the config as its removal left it.
        taken.toReversed(),
        putBack,
        outcome => {
          const again = [...outcome.failed.map(({ of }) => of), ...outcome.left];
          const undo = offer(taken.filter(one => again.includes(one)));
          const profiles = outcome.done
            .map(({ result: { state: _, ...back } }): Omit<PutBack, 'state'> => back)
            .reverse();
          return { type: 'profiles.putBack', profiles, ...rest(outcome, ({ name }) => name), undo };
        },
      );
    },
    'profile.letGo': ({ undo }) => void kept.delete(undo),
  };
}

/** The profiles for which the change failed, and those that were not tried. */
const rest = <Of>(
  { failed, left }: EachOutcome<Of, unknown>,
  nameOf: (of: Of) => string,
): Pick<RowOutcome, 'failed' | 'left'> => ({
  failed: failed.map(({ of, error }) => ({ name: nameOf(of), error })),
  left: left.map(nameOf),
});
