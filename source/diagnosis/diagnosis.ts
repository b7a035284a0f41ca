// The shape of a diagnosis, printed by `doctor --json` and drawn by the screen.

export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skip';

export type CheckResult = {
  id: string;
  title: string;
  status: CheckStatus;
  /** The reason for this result, as one sentence without a full stop. */
  because: string;
  /** For a skipped check: the id of the check that kept it from running. */
  blockedBy: string | null;
  /** Milliseconds. */
  ms: number;
  detail: string | null;
};

/** The event that a check has started or ended, for the screen. */
export type CheckUpdate = { id: string; title: string; status: 'running' } | CheckResult;

/** `certain`: observed. `likely`: fits all observations. `possible`: cannot be ruled out. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** What the terminal UI can do itself instead of printing a command. */
export type Deed =
  /**
   * `apiUrl` is null for the default API; `keyTarget` is the bot or integration of a key, null for
   * other tokens.
   */
  | { type: 'login'; apiUrl: string | null; keyTarget: string | null }
  /** A login with the same token for another workspace. */
  | { type: 'workspace'; id: string; name: string }
  | { type: 'repair' }
  /**
   * Diagnose again, after the user has done what `first` says. Callers that do not diagnose again
   * show `first` alone.
   */
  | { type: 'again'; first: string }
  /** Show what this token may do. */
  | { type: 'inspect' }
  /** Show what each kind of token may do. */
  | { type: 'scopes' }
  /** Protect the profile: its name then has to be typed before a command uses or changes it. */
  | { type: 'protect'; name: string }
  /** Show the tokens of a profile's account, to rotate or revoke them. */
  | { type: 'tokens'; name: string };

export type Fix = {
  title: string;
  /** Runs as printed. */
  command: string;
  /** Never printed. Absent if the terminal UI cannot do this fix itself. */
  deed?: Deed;
};

export type RootCause = {
  id: string;
  title: string;
  confidence: Confidence;
  evidence: string[];
  fixes: Fix[];
};

/** Another cause with the same symptoms, and the test that tells them apart. */
export type Alternative = RootCause & { test: string };

export type Identity = {
  profile: string | null;
  kind: string;
  tokenFingerprint: string | null;
  account: string | null;
  accountId: string | null;
  workspaceId: string | null;
  workspaceName: string | null;
  botId: string | null;
  integrationId: string | null;
  role: string | null;
};

/** The source of one value, and the sources that it shadows. */
type Provenance = {
  field: string;
  value: string | null;
  source: string;
  shadowed: string[];
};

/** See docs/notes/diagnosis.md, Diagnosis. Never contains a token. */
export type Described = {
  schema: 1;
  verdict: 'ok' | 'warn' | 'fail';
  rootCause: RootCause | null;
  /** Ranked, the likeliest first. */
  alternatives: Alternative[];
  identity: Identity;
  resolution: Provenance[];
  checks: CheckResult[];
};

export type Diagnosis = Described & {
  /** The same diagnosis without anything private. It is printed in place of the full one. */
  forReport: Described;
};
