// A symptom: a cause that a pasted text shows, and how sure it is.
import type { ErrorCode } from '../../errorCodes.ts';
import type { Confidence } from '../diagnosis.ts';

/** How much a clue says: words that name a cause, a fault on the way, a status, that something failed. */
export type Weight = 3 | 2 | 1 | 0;

export type Symptom = {
  cause: ErrorCode;
  confidence: Confidence;
  weight: Weight;
  /** What in the text it was recognised by. */
  found: string;
  means: string | null;
  status: number | null;
  /** Of a status without the API's own words. */
  isBare: boolean;
  errorId: string | null;
};

/** What most symptoms are without. */
export const plain = { means: null, status: null, isBare: false, errorId: null } as const;

/** Botpress's own hosts. */
export const isBotpress = (host: string) =>
  /(?:^|\.)botpress\.(?:cloud|dev|com)(?::\d+)?$/.test(host);

/** An answer that any server gives. */
export const isRefusal = ({ cause, weight }: Symptom) =>
  weight === 1 ||
  cause === 'token-rejected' ||
  cause === 'forbidden' ||
  cause === 'rate-limited' ||
  cause === 'no-token';
