// How long a new question ignores keys: they were typed before the question was visible.

/** In milliseconds. A panel that has just appeared ignores its closing key for this long, too. */
export const typedAhead = 300;
