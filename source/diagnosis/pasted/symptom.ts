// A symptom: a cause that a pasted text shows, and its certainty.
import type { ErrorCode } from '../../errorCodes.ts';
import type { Confidence } from '../diagnosis.ts';

/** The weight of a clue: it names a cause, a connection fault, a status, or only a failure. */
export type Weight = 3 | 2 | 1 | 0;

export type Symptom = {
  cause: ErrorCode;
  confidence: Confidence;
  weight: Weight;
  /** The part of the text that was recognised. */
  found: string;
  means: string | null;
  status: number | null;
  /** Whether only a status was found, without the API's own words. */
  isBare: boolean;
  errorId: string | null;
};

/** The defaults of a symptom. */
export const plain = { means: null, status: null, isBare: false, errorId: null } as const;

export const isBotpress = (host: string) =>
  /(?:^|\.)botpress\.(?:cloud|dev|com)(?::\d+)?$/.test(host);

/** A refusal that could come from any server, not only from the API. */
export const isRefusal = ({ cause, weight }: Symptom) =>
  weight === 1 ||
  cause === 'token-rejected' ||
  cause === 'forbidden' ||
  cause === 'rate-limited' ||
  cause === 'no-token';
