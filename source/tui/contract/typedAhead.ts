// How long a new question ignores keys: they were typed before the question was visible.

/** In milliseconds. For the same time, a new panel ignores the key that closes it. */
export const typedAhead = 300;
