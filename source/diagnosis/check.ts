// The type of a check: its prerequisites, its evidence, its conclusion.
import type { Exchange } from '../botpress/exchange.ts';
import type { CauseId } from './causes.ts';
import type { CheckStatus, Confidence } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import type { Details } from './fixContext.ts';
import type { Literal, Told } from './told.ts';

/** A piece of evidence: an exchange with the API, or any other fact in one line. */
export type Evidence = Exchange | Told;

/** The details of a finding. `what` is still a `Told`: a public report hides its private values. */
export type FoundDetails = Omit<Details, 'what'> & { what?: Told };

/** A cause that a check found, with the details of this case. */
export type Finding = {
  cause: CauseId;
  details?: FoundDetails;
  evidence?: readonly Evidence[];
  /** How certain the cause is here, if that differs from the table of causes. */
  confidence?: Confidence;
};

export type Conclusion = {
  status: CheckStatus;
  because: Told;
  detail?: Told;
  /** The milliseconds to report in place of the measured ones, if another check did the waiting. */
  ms?: number;
  /** For skip: the check that kept this one from running. */
  blockedBy?: CheckId;
  /** For warn and fail. */
  finding?: Finding;
  /** A finding that counts only if another check ends in the cause that `explains` names. */
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
  /** This check is skipped if one of these checks fails, or has no result. */
  needs: readonly CheckId[];
  /** Whether the check uses the network; skipped with --offline. */
  online?: boolean;
  run(facts: Facts): Conclusion | Promise<Conclusion>;
};

/** A literal in bp-auth's code, or a sentence whose private parts are marked. */
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

/**
 * A pass for checks that read an answer that is there already. They report no time, because the
 * check `server` reports the time of the request.
 */
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
