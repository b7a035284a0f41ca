// The words in which the blind set names causes, and the codes of ours that mean the same.

// biome-ignore format: a table
const phrases: Readonly<Record<string, readonly string[]>> = {
  'the API does not accept the token: wrong, expired or revoked': ['token-rejected'],
  'the token was copied masked or cut off': ['token-masked', 'token-truncated'],
  'the token is a placeholder or an unreplaced variable': ['token-placeholder', 'token-variable'],
  'there are quotes around the token': ['said: quotes'],
  'the token has a line end or a blank in it': ['token-unsendable', 'token-wrapped', 'environment-unclean', 'said: line end|blank'],
  'the token has an invisible or non-ASCII character in it': ['token-unsendable', 'environment-unclean', 'said: U\\+FEFF|byte order mark'],
  'the Authorization header is not written as Bearer and the token': ['said: Bearer'],
  'the variable holds more than the token': ['token-wrapped'],
  'the token variable is empty or unset': ['token-empty', 'source-gives-no-token', 'variable-not-set'],
  'nobody is logged in here: no stored credentials were found': ['no-profile', 'no-active-profile', 'no-token', 'bp-login-unfinished'],
  'the credentials in the environment are incomplete': ['environment-incomplete', 'said: is missing'],
  'credentials from somewhere else win over the profile that was meant': ['environment-shadows', 'bp-overrules', 'said: comes first'],
  'this kind of token may not use this call: a bot or integration key where a personal access token is wanted': ['kind-on-admin-api', 'kind-insufficient'],
  'the key belongs to another bot or integration': ['key-of-another'],
  'the bot id was not sent': ['target-missing'],
  'the account is not a member of this workspace': ['not-a-member'],
  'the workspace does not exist: deleted, or a wrong id': ['workspace-not-found'],
  'the workspace id is malformed or is a name, not an id': ['workspace-malformed'],
  'the role in this workspace does not allow this': ['role-insufficient', 'said: the role viewer'],
  'the account has no workspace': ['no-workspace', 'account-without-workspace'],
  'the workspace is blocked': ['workspace-blocked'],
  'a quota of the plan is used up': ['quota-exceeded'],
  'too many requests in a short time': ['rate-limited'],
  'the plan or an unpaid bill forbids this': ['payment-required'],
  'the bot or integration does not exist: deleted, or a wrong id': ['target-not-found', 'project-bot-missing'],
  'the bot or integration belongs to another workspace than the one in use': ['project-differs', 'said: belongs to (?:the )?workspace|project'],
  'the project names another workspace than the profile': ['project-differs', 'said: this project'],
  'the named profile does not exist': ['profile-unknown'],
  'a .env file beside the project gives other credentials': ['bp-differs', 'bp-refused', 'bp-leaks'],
  'the token belongs to another API host': ['other-origin', 'bp-leaks', 'bp-conflict'],
  "bp uses another profile than bp-auth's active one": ['bp-differs', 'bp-refused', 'bp-login-unfinished', 'bp-out-of-step', 'bp-name-differs'],
  'the ADK uses another token or workspace': ['adk-differs'],
  'the profile is protected and was not confirmed': ['confirmation-needed'],
  'the API URL ends in /v1, so that the path is doubled': ['said: without /v1'],
  'nothing is wrong': ['nothing'],
  'the API URL is the address of the dashboard, not of the API': ['said: address of the dashboard'],
  'the API URL says http instead of https': ['said: must use https'],
  'https is spoken to a port that only speaks http': ['tls-failed'],
  'the path or API URL is wrong: this call does not exist there': ['unexpected-refusal'],
  'something other than the API answered: a page, a gateway, another server': ['login-page', 'not-the-api', 'gateway-fault', 'redirected-elsewhere'],
  'the API redirects to another host': ['redirected-elsewhere'],
  'nothing listens at that address: connection refused': ['connection-refused'],
  'the host name cannot be resolved': ['dns'],
  'the host name of the API cannot be resolved': ['dns'],
  'the connection or answer took too long': ['answer-timeout', 'connection-timeout', 'proxy-timeout'],
  'the connection was broken off': ['connection-broken'],
  'a sign-in page of the network answered in place of the API': ['login-page'],
  'the API or its gateway has a fault of its own (5xx)': ['api-fault', 'gateway-fault'],
  'the answer broke off or is not valid JSON': ['not-the-api'],
  'the proxy or firewall forbids this host': ['proxy-refused'],
  'the proxy wants a user name and password': ['proxy-auth-required'],
  'the proxy itself cannot be reached': ['proxy-unreachable', 'proxy-timeout'],
  'the proxy variable is not a usable address': ['proxy-invalid', 'proxy-unsupported'],
  'something on the way shows its own certificate: TLS inspection or a self-signed certificate': ['certificate-self-signed', 'certificate-authority', 'proxy-certificate', 'extra-ca-unusable'],
  'the certificate has expired': ['certificate-expired'],
  'the clock of this machine is off': ['clock-wrong', 'clock-drifts'],
  'IPv6 is tried and does not work on this network': ['address-unreachable'],
  'the bp-auth configuration file is broken': ['config-unreadable', 'profile-broken'],
  'the configuration was written by a newer version': ['config-newer'],
  'a directory stands where the configuration file should be': ['said: directory'],
  'the file may not be read or written by this user': ['home-unreadable', 'write-failed', 'foreign-owner', 'home-foreign'],
  'the file or home belongs to another user': ['home-foreign', 'foreign-owner'],
  'the home directory is not the one that was meant': ['home-relative', 'home-foreign', 'home-unknown'],
  'the home directory is not an absolute path': ['home-relative'],
  'the file system is read-only': ['write-failed'],
  "bp's profiles or cache file is broken": ['bp-files-broken'],
  'the command that should print the token fails': ['command-failed', 'token-source-failed', 'source-gives-no-token'],
  'the keychain is locked or missing': ['keychain-unusable'],
  'the file with the tokens is readable by others': ['modes-wide', 'home-unsafe'],
  'the text tells no cause': ['nothing'],
  'bp has switched the active profile to dev': ['said: bp (?:has )?switched'],
  'the command carries credentials of its own': ['bp-overrules', 'said: --token'],
  'bp-auth itself refused the call: the run is read-only': ['said: --read-only'],
  'another process holds the lock of the configuration': ['lock-held'],
  'there are quotes around the workspace id': ['said: quotes'],
  'a gateway in front of the API wants a login of its own': ['gateway-login', 'login-page'],
  'a refusal of a kind not known here': ['unexpected-refusal'],
  'nothing tells which listed token is the one in use': ['said: in use'],
  'the disk is full': ['write-failed'],
  'this shell is bound to one profile': ['shell-has-profile'],
};

export function codesOf(phrase: string): readonly string[] {
  const codes = phrases[phrase];
  if (codes === undefined) throw new Error(`a phrase without a code: ${phrase}`);
  return codes;
}

/** Faults that this machine, or a test in one process, cannot reproduce. */
export const notPlayed = new Set([
  'unreadable config',
  'config of root after sudo',
  'HOME of another user in a container',
  'read-only directory',
  'home on a full disk',
  'switching inside a shell of one profile',
]);

/**
 * Faults that doctor mentions, but does not call the problem: outside any project, people often
 * want the ADK to use another account than bp-auth's.
 */
export const missed = new Set([
  "ADK's file has a dead token",
  "ADK's current profile is another workspace",
]);

/** Matches what an honest answer has to mention if the cause cannot be known. */
export function whatTells(name: string): RegExp {
  const found: Record<string, RegExp> = {
    '403 that nobody can tell from here': /role|administrator/i,
    'offline on a train': /offline|not asked/i,
    'account call good, membership call Forbidden by an odd type':
      /whoever runs|who(?:ever)? answers|policy|service is down|(?:Ask|Try) the host/i,
    'personal token where only its note is known': /maybe in use|in use|\?/i,
  };
  return found[name] ?? /./;
}
