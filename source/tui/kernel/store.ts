// The only holder of the state: messages go in, state comes out, work is passed on.

export type Store<State, Message> = {
  /** The state as of now; keys use it. */
  get(): State;
  /** The state as of the last frame; screens draw it. */
  shown(): State;
  dispatch(message: Message): void;
  /**
   * Calls back when there is something new to draw.
   * @returns a function that stops it
   */
  subscribe(listener: () => void): () => void;
};

type Options<State, Message, Work> = {
  initial: State;
  update: (state: State, message: Message) => readonly [State, readonly Work[]];
  run: (work: Work) => void;
  /** Calls back when the next frame may be drawn: several keys may arrive before that. */
  schedule: (draw: () => void) => void;
};

export function createStore<State, Message, Work>({
  initial,
  update,
  run,
  schedule,
}: Options<State, Message, Work>): Store<State, Message> {
  let state = initial;
  let shown = initial;
  let scheduled = false;
  const listeners = new Set<() => void>();
  const draw = () => {
    scheduled = false;
    shown = state;
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    shown: () => shown,
    dispatch(message) {
      const [next, work] = update(state, message);
      state = next;
      if (!scheduled && state !== shown) {
        scheduled = true;
        schedule(draw);
      }
      for (const item of work) run(item);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
