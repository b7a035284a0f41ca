// The writes of the screens: one after the other; Esc cancels a write until its change has been sent.
import { altered, type Context } from '../../context.ts';
import { type AppError, cancelled, placed, toAppError } from '../../errors.ts';
import { readState } from '../../profiles/store.ts';
import {
  type EachOutcome,
  placeAbout,
  type Send,
  type Write,
  type WriteEach,
} from '../contract/jobs.ts';
import type { Message } from '../contract/messages.ts';
import { homeOf } from '../home/readHome.ts';
import { screenPlace } from './keyFor.ts';
import type { Register } from './waiting.ts';

type Writes = {
  write: Write;
  writeEach: WriteEach;
  /** Resolves when all writes are done. */
  settled(): Promise<void>;
};

/** @param flag the value of --profile */
export function createWrites(
  ctx: Context,
  send: Send,
  register: Pick<Register, 'begin'>,
  flag: string | undefined,
): Writes {
  const place = screenPlace(ctx);
  const writeFailed = (error: AppError): Message => ({ type: 'write.failed', error });
  let writes = Promise.resolve();

  /** Makes the writes one after the other, in the order of their requests. */
  const queue = (
    work: () => ReturnType<Parameters<Write>[0]>,
    told: (error: unknown) => Message,
    ended: () => void,
  ) => {
    writes = writes
      .then(work)
      .then(
        ({ state, message }) => {
          send({ type: 'home.loaded', home: homeOf(ctx, state, flag) });
          send(message);
        },
        error => send(told(error)),
      )
      .then(ended);
  };
  const placedFor = (profile: string | null) => (error: unknown) =>
    placed(toAppError(error), placeAbout(place, profile));

  return {
    write(work, failed = writeFailed, profile = null) {
      const off = new AbortController();
      const { sent, ended } = register.begin(() => off.abort());
      const signal = AbortSignal.any([ctx.signal, off.signal]);
      const begin = () => {
        if (off.signal.aborted) throw cancelled('nothing was changed');
        return work(altered(ctx, { signal, onChange: sent }));
      };
      queue(begin, error => failed(placedFor(profile)(error)), ended);
    },
    writeEach(all, act, told, failed = writeFailed, profile = null) {
      const off = new AbortController();
      const { sent, step, ended } = register.begin(() => off.abort(), all.length);
      const turns = turnsOf(ctx, off.signal, sent);
      const begin = async () => {
        const outcome = await oneByOne(all, one => turns.take(world => act(world, one)), {
          isStopped: () => off.signal.aborted,
          told: step,
          placedFor: placedFor(profile),
        });
        const [first] = outcome.failed;
        const isNothing = outcome.done.length === 0 && outcome.left.length === all.length;
        if (isNothing) throw cancelled('nothing was changed');
        // For a single change, its failure is the whole result.
        if (all.length === 1 && first !== undefined) throw first.error;
        return { state: readState(ctx), message: told(outcome) };
      };
      queue(begin, error => failed(placedFor(profile)(error)), ended);
    },
    settled: () => writes,
  };
}

/**
 * The context for several changes, made one after the other. A change that has been sent can no
 * longer be cancelled, but those after it can.
 */
function turnsOf(ctx: Context, off: AbortSignal, sent: () => void) {
  let signal = ctx.signal;
  let hasLeft = false;
  const world = Object.defineProperty(
    altered(ctx, {
      onChange() {
        hasLeft = true;
        sent();
      },
    }),
    'signal',
    { get: () => signal, enumerable: true },
  );
  return {
    async take<Done>(act: (world: Context) => Promise<Done>): Promise<Done> {
      const own = new AbortController();
      const abort = () => {
        if (!hasLeft) own.abort();
      };
      hasLeft = false;
      signal = AbortSignal.any([ctx.signal, own.signal]);
      off.addEventListener('abort', abort);
      try {
        return await act(world);
      } finally {
        off.removeEventListener('abort', abort);
      }
    },
  };
}

/** A failed change does not stop the others; Esc does. */
async function oneByOne<Of, Done>(
  all: readonly Of[],
  act: (one: Of) => Promise<Done>,
  {
    isStopped,
    told,
    placedFor,
  }: {
    isStopped: () => boolean;
    told: (done: number) => void;
    placedFor: (error: unknown) => AppError;
  },
): Promise<EachOutcome<Of, Done>> {
  const done: { of: Of; result: Done }[] = [];
  const failed: { of: Of; error: AppError }[] = [];
  const left: Of[] = [];
  for (const [index, of] of all.entries()) {
    if (isStopped()) {
      left.push(of);
      continue;
    }
    try {
      done.push({ of, result: await act(of) });
    } catch (error) {
      const told = placedFor(error);
      if (isStopped() && told.kind === 'cancelled') left.push(of);
      else failed.push({ of, error: told });
    }
    told(index + 1);
  }
  return { done, failed, left };
}
