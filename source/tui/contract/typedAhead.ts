// The time after a question opens in which keys count as typed before the question was visible.

/** Milliseconds after something opens in which keys neither close nor answer it. */
export const typedAhead = 300;
