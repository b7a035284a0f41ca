// The time for which keys still count as typed before one saw what they would answer.

/** Milliseconds after something opened in which keys do not close or answer it. */
export const typedAhead = 300;
