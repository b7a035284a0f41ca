// A check: what it needs, what it looks at, what it concludes.
import type { Exchange } from '../botpress/exchange.ts';
import type { CauseId } from './causes.ts';
import type { CheckStatus, Confidence } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import type { Details } from './fixContext.ts';
import type { Literal, Told } from './told.ts';

/** What was seen: an exchange with the API, or anything else in one line. */
export type Evidence = Exchange | Told;

/** What one case adds to its cause, before it is known who will read it. */
export type FoundDetails = Omit<Details, 'what'> & { what?: Told };

/** A cause that a check found, with what this case adds to it. */
export type Finding = {
  cause: CauseId;
  details?: FoundDetails;
  evidence?: readonly Evidence[];
  /** Where this case is more or less sure than the table. */
  confidence?: Confidence;
};

export type Conclusion = {
  status: CheckStatus;
  because: Told;
  detail?: Told;
  /** Milliseconds, where the time that the check waited is another's. */
  ms?: number;
  /** With skip: the check without whose success this one has nothing to look at. */
  blockedBy?: CheckId;
  /** With warn and fail. */
  finding?: Finding;
  /** What looks odd, and counts only if another check ends in the cause that it would explain. */
  suspicion?: Finding & { explains: CauseId };
};

export type CheckId =
  | 'resolution'
  | 'config'
  | 'modes'
  | 'lock'
  | 'left-overs'
  | 'left-tokens'
  | 'copies'
  | 'bp-files'
  | 'bp-alone'
  | 'adk'
  | 'token-source'
  | 'token-shape'
  | 'api-url'
  | 'dns'
  | 'tcp'
  | 'tls'
  | 'clock'
  | 'server'
  | 'authenticated'
  | 'kind'
  | 'workspace'
  | 'role'
  | 'limits'
  | 'blocked'
  | 'service';

export type Check = {
  id: CheckId;
  title: string;
  /** Checks without whose success this one has nothing to look at. */
  needs: readonly CheckId[];
  /** Whether it asks the network; skipped with --offline. */
  online?: boolean;
  run(facts: Facts): Conclusion | Promise<Conclusion>;
};

/** Words of our own, or a sentence that knows what is private in it. */
type Reason<Text extends string> = Literal<Text> | Told;

const toldOf = (because: string | Told): Told =>
  typeof because === 'string' ? { parts: [because] } : because;

const conclusion = (status: CheckStatus, because: string | Told, detail?: Told): Conclusion => ({
  status,
  because: toldOf(because),
  ...(detail === undefined ? {} : { detail }),
});

export const pass = <Text extends string>(because: Reason<Text>, detail?: Told): Conclusion =>
  conclusion('pass', because, detail);

/** For what was read off an answer: the time it took is told once, by `server`. */
export const passSeen = <Text extends string>(
  because: Reason<Text>,
  detail?: Told,
): Conclusion => ({
  ...conclusion('pass', because, detail),
  ms: 0,
});

export const skip = <Text extends string>(because: Reason<Text>): Conclusion =>
  conclusion('skip', because);

export const fail = <Text extends string>(
  because: Reason<Text>,
  finding: Finding,
  detail?: Told,
): Conclusion => ({ ...conclusion('fail', because, detail), finding });

export const warn = <Text extends string>(
  because: Reason<Text>,
  finding: Finding,
  detail?: Told,
): Conclusion => ({ ...conclusion('warn', because, detail), finding });
