// Owns what can be the matter: one table of causes, with the exit each ends in and the fixes that mend it.
import type { Exchange } from '../botpress/exchange.ts';
import type { ErrorKind } from '../errors.ts';
import { kindNames } from '../tokens/kind.ts';
import type { Confidence, Fix } from './diagnosis.ts';
import {
  checkAgain,
  elsewhere,
  listProfiles,
  logInAgain,
  repair,
  switchWorkspace,
  unsetVariables,
} from './fixes.ts';
import type { Scene } from './scene.ts';

/** What one case adds to a cause. */
export type Details = {
  paths?: readonly string[];
  variables?: readonly string[];
  /** Workspaces that could be meant, the nearest first. */
  workspaces?: ReadonlyArray<{ id: string; name: string }>;
  role?: string | null;
  /** Seconds. */
  retryAfter?: number | null;
  /** Seconds; positive when this machine is ahead. */
  skew?: number;
  /** A word or sentence that only this case has. */
  what?: string;
};

/** What came over the wire, or did not. */
export type Seen = Pick<Exchange, 'networkCode' | 'status' | 'errorType' | 'contentType'> & {
  /** Whether the request went through a proxy. */
  proxied: boolean;
};

type Cause = {
  kind: ErrorKind;
  confidence: Confidence;
  title: (scene: Scene, details: Details) => string;
  /** What on the wire means this cause; absent for those that are found elsewhere. */
  when?: (seen: Seen) => boolean;
  /** Causes that look the same from here, the likeliest first. */
  rivals?: readonly string[];
  /** The test that tells this cause from its rivals. */
  test?: (scene: Scene) => string;
  fixes: (scene: Scene, details: Details) => Fix[];
};

const code =
  (pattern: RegExp) =>
  ({ networkCode }: Seen) =>
    networkCode !== null && pattern.test(networkCode);
const type =
  (...types: readonly string[]) =>
  ({ errorType }: Seen) =>
    errorType !== null && types.includes(errorType);
