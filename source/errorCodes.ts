// Every code that `--json` errors and doctor's root causes can have, and the kind of error that each is.

/** What went wrong, in one word; it decides the exit code. `--json` errors carry it as `kind`. */
export type ErrorKind =
  | 'bug'
  | 'usage'
  | 'partial'
  | 'auth'
  | 'forbidden'
  | 'network'
  | 'quota'
  | 'local'
  | 'origin'
  | 'cancelled';

/** Scripts hold on to these words: they are added to, not changed. */
const table = {
  // --- the program itself ---
  unexpected: 'bug',
  cancelled: 'cancelled',
  'not-confirmed': 'cancelled',
  'output-failed': 'local',

  // --- the command line ---
  'command-unknown': 'usage',
  'command-incomplete': 'usage',
  'argument-missing': 'usage',
  'arguments-too-many': 'usage',
  'arguments-invalid': 'usage',
  'flag-unknown': 'usage',
  'flag-needs-value': 'usage',
  'flag-takes-no-value': 'usage',
  'flag-needless': 'usage',
  'flags-conflict': 'usage',
  'answer-needed': 'usage',
  'confirmation-needed': 'usage',
  'action-unknown': 'usage',
  'age-invalid': 'usage',
  'expiry-invalid': 'usage',
  'format-unknown': 'usage',
  'limit-invalid': 'usage',
  'port-invalid': 'usage',
  'port-unavailable': 'local',
  'store-unknown': 'usage',
  'id-invalid': 'usage',
  'input-too-long': 'usage',
  'file-not-found': 'usage',
  'path-not-found': 'usage',
  'directory-not-found': 'usage',
  'directory-gone': 'usage',

  // --- what is stored ---
  'config-unreadable': 'local',
  'config-newer': 'local',
  'config-too-deep': 'local',
  'home-unreadable': 'local',
  'home-unsafe': 'local',
  'home-foreign': 'local',
  'home-relative': 'usage',
  'home-unknown': 'local',
  'foreign-owner': 'local',
  'modes-wide': 'local',
  'symlink-broken': 'local',
  'symlink-refused': 'local',
  'write-failed': 'local',
  'write-incomplete': 'local',
  'lock-held': 'local',
  'lock-lost': 'local',
  'lock-failed': 'local',
  'lock-foreign': 'local',
  'stale-lock': 'local',
  'left-over-files': 'local',
  'changed-meanwhile': 'local',
  'repair-failed': 'local',

  // --- profiles, and which of them applies ---
  'no-profile': 'auth',
  'no-active-profile': 'auth',
  'no-previous-profile': 'usage',
  'profile-unknown': 'usage',
  'profile-exists': 'usage',
  'profile-broken': 'local',
  'profile-ambiguous': 'usage',
  'profile-name-invalid': 'usage',
  'profile-for-another': 'usage',
  'other-account': 'usage',
  'project-differs': 'forbidden',
  'directory-not-bound': 'usage',
  'environment-unusable': 'usage',
  'environment-incomplete': 'usage',
  'environment-shadows': 'usage',
  'credentials-from-environment': 'usage',
  'exec-credentials-incomplete': 'auth',
  'bp-overrules': 'usage',
  'bp-needs-workspace': 'usage',

  // --- import, export, and other tools' files ---
  'import-not-found': 'local',
  'import-unreadable': 'local',
  'import-empty': 'local',
  'import-entry-refused': 'usage',
  'adk-not-found': 'local',
  'adk-unusable': 'local',
  'adk-not-editable': 'local',
  'adk-not-writable': 'local',
  'adk-busy': 'local',
  'adk-insists': 'local',
  'file-exists': 'usage',
  'export-failed': 'local',
  'bp-conflict': 'origin',
  'bp-leaks': 'origin',
  'bp-refused': 'auth',
  'bp-differs': 'usage',
  'bp-files-broken': 'local',
  'bp-out-of-step': 'local',
  'bp-login-unfinished': 'local',
  'bp-name-differs': 'local',

  // --- the token by its text, and where it is kept ---
  'no-token': 'auth',
  'token-needed': 'usage',
  'token-as-argument': 'usage',
  'token-malformed': 'usage',
  'token-empty': 'auth',
  'token-variable': 'auth',
  'token-placeholder': 'auth',
  'token-masked': 'auth',
  'token-wrapped': 'auth',
  'token-unsendable': 'auth',
  'token-truncated': 'auth',
  'token-doubled': 'auth',
  'token-jwt': 'auth',
  'token-foreign': 'auth',
  'token-elsewhere': 'local',
  'token-source-failed': 'local',
  'variable-not-set': 'local',
  'source-gives-no-token': 'local',
  'source-differs': 'local',
  'command-failed': 'local',
  'config-not-ours': 'local',
  'keychain-unusable': 'local',
  'keychain-unfaithful': 'local',
  'keychain-differs': 'local',
  'store-not-writable': 'usage',
  'token-not-writable': 'usage',
  'value-holds-nul': 'usage',
  'value-not-for-dotenv': 'usage',

  // --- tokens of the account: made, replaced, deleted ---
  'token-not-found': 'usage',
  'token-in-use': 'usage',
  'token-may-be-in-use': 'usage',
  'old-id-wrong': 'usage',
  'old-id-refused': 'usage',
  'new-token-foreign': 'auth',
  'rotation-running': 'local',
  'rotation-orphaned': 'auth',
  'git-timeout': 'local',

  // --- logging in ---
  'browser-timeout': 'usage',
  'callback-unavailable': 'local',
  'dashboard-unknown': 'usage',
  'url-needs-token': 'usage',
  'account-without-workspace': 'forbidden',
  'workspace-ambiguous': 'usage',

  // --- where a token may be sent ---
  'api-url-invalid': 'usage',
  'other-origin': 'origin',
  'redirected-elsewhere': 'origin',

  // --- the way to the host ---
  'proxy-invalid': 'network',
  'proxy-unsupported': 'network',
  'proxy-unreachable': 'network',
  'proxy-timeout': 'network',
  'proxy-failed': 'network',
  'proxy-auth-required': 'network',
  'proxy-refused': 'network',
  'proxy-certificate': 'network',
  'proxy-breaks-tls': 'network',
  dns: 'network',
  'network-down': 'network',
  'connection-refused': 'network',
  'connection-timeout': 'network',
  'connection-broken': 'network',
  'certificate-expired': 'network',
  'certificate-name': 'network',
  'certificate-authority': 'network',
  'certificate-self-signed': 'network',
  'tls-failed': 'network',
  'answer-timeout': 'network',
  'answer-too-large': 'network',
  'network-failed': 'network',
  'verification-off': 'network',
  'clock-wrong': 'network',
  'clock-drifts': 'network',

  // --- who answers, and what ---
  'login-page': 'network',
  'gateway-fault': 'network',
  'not-the-api': 'network',
  'api-fault': 'network',
  'unexpected-refusal': 'network',
  'answer-missing': 'network',
  'request-refused': 'usage',
  'not-found': 'usage',
  'rate-limited': 'quota',
  'payment-required': 'quota',
  'quota-exceeded': 'quota',

  // --- what the token may do ---
  'token-rejected': 'auth',
  forbidden: 'forbidden',
  'kind-on-admin-api': 'forbidden',
  'kind-insufficient': 'forbidden',
  'pat-needed': 'usage',
  'key-of-another': 'forbidden',
  'target-missing': 'usage',
  'target-not-found': 'forbidden',
  'no-workspace': 'usage',
  'workspace-malformed': 'usage',
  'workspace-not-found': 'forbidden',
  'workspace-blocked': 'forbidden',
  'not-a-member': 'forbidden',
  'role-insufficient': 'forbidden',
  'given-up': 'partial',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof table;

/** The kind of each code. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorKind>> = table;
