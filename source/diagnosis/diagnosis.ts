// The shape of a diagnosis: what `doctor --json` prints, and what the screen draws.

export type CheckStatus = 'pass' | 'warn' | 'fail' | 'skip';

export type CheckResult = {
  id: string;
  title: string;
  status: CheckStatus;
  /** Why it ended so, as one sentence without a full stop. */
  because: string;
  /** Of a skipped check: the one that failed before it. */
  blockedBy: string | null;
  /** Milliseconds. */
  ms: number;
  detail: string | null;
};

/** What the screen hears while checks run: that one began, and how it ended. */
export type CheckUpdate = { id: string; title: string; status: 'running' } | CheckResult;

/** `certain`: seen. `likely`: fits all that was seen. `possible`: cannot be ruled out. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** What the terminal UI does about it itself, where a command line would have to be typed. */
export type Deed =
  /** Null for the API URL that goes without saying; `keyTarget`: the bot or integration of a key. */
  | { type: 'login'; apiUrl: string | null; keyTarget: string | null }
  /** The same token for another workspace. */
  | { type: 'workspace'; id: string; name: string }
  | { type: 'repair' }
  /** The diagnosis once more; `first` is what has to be done before, for those who do not look again by it. */
  | { type: 'again'; first: string }
  /** What this token may do. */
  | { type: 'inspect' }
  /** What each kind of token may do. */
  | { type: 'scopes' }
  /** Ask for the profile's name before it is touched. */
  | { type: 'protect'; name: string }
  /** The tokens of a profile's account, where they are rotated and revoked. */
  | { type: 'tokens'; name: string };

export type Fix = {
  title: string;
  /** Runs as printed. */
  command: string;
  /** Absent where only the command does it. Never printed. */
  deed?: Deed;
};

export type RootCause = {
  id: string;
  title: string;
  confidence: Confidence;
  evidence: string[];
  fixes: Fix[];
};

/** Another cause that would look the same, and the test that tells them apart. */
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

/** Where one value comes from, and what else would have given it. */
type Provenance = {
  field: string;
  value: string | null;
  source: string;
  shadowed: string[];
};

/** docs/notes/diagnosis.md, Diagnosis. Never holds a token. */
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
  /** The same without anything private; never printed with the other. */
  forReport: Described;
};
