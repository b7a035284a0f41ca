// The words about a cause that a pasted text shows: its meaning, what the text leaves open,
// other causes with the same symptoms, and the check that tells which cause is right.
import {
  type Advice,
  adviceText,
  type Line,
  type LinePlace,
  lineHere,
  lineText,
  say,
} from '../commandLine.ts';
import type { ErrorCode } from '../errorCodes.ts';
import { valueAt } from '../valueAt.ts';
import type { Action } from './actions.ts';

/** Another cause with the same symptoms, and what would show that it is the right one. */
type Rival = { cause: RivalCause; when: string };

type RivalEntry = { cause: RivalCause; when: Advice };

/** Rivals in words, because people do not know the codes. */
export const rivalNames = {
  'certificate-authority': 'a certificate that is not trusted here',
  'clock-wrong': 'a wrong clock',
  'connection-refused': 'a connection that was refused',
  'connection-timeout': 'a host that cannot be reached in time',
  dns: 'a name that cannot be resolved',
  'kind-on-admin-api': 'a bot or integration key where a personal access token is needed',
  'not-a-member': 'an account that is no member of the workspace',
  'not-the-api': 'another server at the address of the call',
  'proxy-breaks-tls': 'a proxy that breaks the secure connection',
  'proxy-failed': 'a proxy that breaks the connection',
  'proxy-unreachable': 'a proxy that cannot be reached',
  'quota-exceeded': 'a quota that is used up',
  'role-insufficient': 'a role that is not enough',
  'target-not-found': 'a bot or integration of another workspace',
  'token-rejected': 'a token that is wrong, expired or revoked',
} as const satisfies Partial<Record<ErrorCode, string>>;

type RivalCause = keyof typeof rivalNames;

export type Knowledge = {
  means: string;
  /** What the text alone does not show. */
  cannotKnow: string | null;
  check: string;
  /** The command that runs the check. */
  command: string;
  rivals: readonly Rival[];
};

type Entry = {
  means: string;
  cannotKnow: string;
  check: string;
  command?: Line;
  rivals?: readonly RivalEntry[];
};

const doctor = lineHere('doctor');
const list = lineHere('profiles', 'list');

const tokenChecked =
  'where the token comes from, what shape it has, and whether the API accepts it now';
const workspaceChecked = 'which workspace applies here, and which others the token can read';
const wayChecked = 'host name, connection, proxy, certificate and clock, one after the other';
const notJudged = 'whether the token is good, because the API never judged it';

const kindRival: RivalEntry = {
  cause: 'kind-on-admin-api',
  when: 'the token begins with bp_bak_ or bp_iak_ and the address holds /v1/admin/',
};
const memberRival: RivalEntry = {
  cause: 'not-a-member',
  when: say`the workspace is not in the list that \`${doctor}\` shows`,
};
const roleRival: RivalEntry = {
  cause: 'role-insufficient',
  when: say`\`${lineHere('doctor', '--for', 'deploy')}\` shows that the role is not enough`,
};
const quotaRival: RivalEntry = {
  cause: 'quota-exceeded',
  when: '`type` in the body of the answer is QuotaExceeded',
};
const proxyRival: RivalEntry = {
  cause: 'proxy-unreachable',
  when: 'the address that was tried is that of a proxy (HTTPS_PROXY, HTTP_PROXY)',
};
const clockRival: RivalEntry = { cause: 'clock-wrong', when: '`date -u` shows a wrong time' };

// biome-ignore format: one entry a cause
const table: Partial<Record<ErrorCode, Entry>> = {
  // --- the token and its source ---
  'no-profile': {
    means: 'Nobody is logged in where the program looks',
    cannotKnow: 'whether a profile is stored here that the program does not see',
    check: 'which profiles there are, and whether bp’s files are in sync',
  },
  'no-token': {
    means: 'The call carried no token',
    cannotKnow: 'where the program should have taken its token from',
    check: tokenChecked,
  },
  'token-variable': {
    means: 'The name of a variable was sent instead of a token: nothing replaced it',
    cannotKnow: 'why nothing replaced it: the variable is not set, misspelt, or not handed to the CI step',
    check: tokenChecked,
  },
  'token-masked': {
    means: 'The token was copied masked or cut off, as lists and logs show it',
    cannotKnow: 'whether the token was sent whole, and is shortened only in this text',
    check: tokenChecked,
  },
  'token-doubled': {
    means: 'The token appears twice: it was probably pasted twice',
    cannotKnow: 'whether the token was sent like this, or is doubled only in this text',
    check: tokenChecked,
  },
  'token-jwt': {
    means: 'What was sent is a JSON web token, not a token of Botpress',
    cannotKnow: 'which login the JSON web token comes from',
    check: tokenChecked,
  },
  'token-placeholder': {
    means: 'A placeholder was sent instead of a token',
    cannotKnow: 'where the real token should have come from',
    check: tokenChecked,
  },
  'token-wrapped': {
    means: 'There is something around the token that does not belong to it',
    cannotKnow: 'where the extra text was added: in a file, a variable, or the program',
    check: tokenChecked,
  },
  'token-unsendable': {
    means: 'The token holds a character that no header may have; nothing was sent',
    cannotKnow: 'which character of the token is at fault',
    check: tokenChecked,
  },
  'token-malformed': {
    means: 'The text that was given as a token does not look like one',
    cannotKnow: 'whether the text is a token of another service, or a token with something around it',
    check: tokenChecked,
  },
  'token-rejected': {
    means: 'The API does not accept the token: it is wrong, expired or revoked',
    cannotKnow: 'which token was sent (a variable may overrule the one you mean), and whether it is mistyped, expired or revoked',
    check: tokenChecked,
  },
  // --- permissions of the token ---
  forbidden: {
    means: 'The token is good, but it is not allowed to do this',
    cannotKnow: 'whether the kind of token, the workspace, or the role is the reason',
    check: 'whether the kind of token, the membership of the workspace and the role allow what you want to do',
    rivals: [kindRival, memberRival, roleRival],
  },
  'kind-on-admin-api': {
    means: 'A bot or integration key is used where a personal access token is needed; the key itself may be good',
    cannotKnow: 'whether the key works with the API that it is for',
    check: 'whether this kind of token may use the API that was called',
  },
  'kind-insufficient': {
    means: 'This kind of token is not allowed to do this; the token itself may be good',
    cannotKnow: 'whether the token works with the API that it is for',
    check: 'whether this kind of token may use the API that was called',
  },
  'key-of-another': {
    means: 'The key is good, but for another bot or integration',
    cannotKnow: 'which bot or integration the key belongs to',
    check: 'which bot the key is stored for, and whether the API accepts the key for that bot',
  },
  'role-insufficient': {
    means: 'The token is good; the role of its account in the workspace is not enough for this',
    cannotKnow: 'which role the account has in which workspace',
    check: 'whether the account is a member of the workspace, and whether its role allows what you want to do',
  },
  'not-a-member': {
    means: 'The token is good, but its account is not a member of the workspace',
    cannotKnow: 'which workspace was meant, and whether the account was ever invited',
    check: workspaceChecked,
  },
  'workspace-not-found': {
    means: 'There is no such workspace for this token',
    cannotKnow: 'which workspace was meant',
    check: workspaceChecked,
  },
  'workspace-malformed': {
    means: 'What was sent as the id of the workspace is not an id, but perhaps a name or a handle',
    cannotKnow: 'which workspace was meant',
    check: workspaceChecked,
  },
  'workspace-blocked': {
    means: 'Botpress has blocked the workspace; neither token nor role is the reason',
    cannotKnow: 'why Botpress has blocked the workspace; often billing is the reason. The token needs no change',
    check: 'whether the workspace that applies here is blocked, and which others the token can read',
  },
  'no-workspace': {
    means: 'No workspace was named; a personal access token needs one',
    cannotKnow: 'which workspace was meant',
    check: workspaceChecked,
  },
  'target-not-found': {
    means: 'There is no such bot or integration in this workspace: deleted, a wrong id, or in another workspace',
    cannotKnow: 'in which workspace the bot or integration is',
    check: workspaceChecked,
  },
  'target-missing': {
    means: 'The call does not say which bot or integration it is about',
    cannotKnow: 'which bot or integration was meant',
    check: 'which bot the key is stored for, and whether the API accepts the key for that bot',
  },
  'of-another-workspace': {
    means: 'The bot, integration or handle belongs to a different workspace from the one that was used',
    cannotKnow: 'which workspace the bot, integration or handle belongs to',
    check: 'which workspace applies here, and which others the token can read: use a profile of the right workspace, or another handle',
  },
  'request-refused': {
    means: 'The API refused the content of the request; token and permissions are not the reason',
    cannotKnow: 'which part of the request the API refused, unless the API’s message names it',
    check: 'the part that the message names. The token needs no change',
  },
  'token-empty': {
    means: 'The variable that should hold the token is empty: it is not set, or the CI run does not get the secret',
    cannotKnow: 'why the variable is empty: the secret is not set, has another name, or is not given to runs of a fork',
    check: tokenChecked,
  },
  'answer-unexpected': {
    means: 'The shape of the answer was not what the program expected',
    cannotKnow: 'whether the answer was an error, and who sent it',
    check: 'status, address and body of the answer, printed before it is decoded; and who answers at the API URL',
  },
  'browser-blocked': machine('The browser stopped the call: the API is not made to be called from a web page', 'the same call from a server or a terminal'),
  'program-missing': machine('A program is not installed here, or not in PATH', 'whether the program is there: `npm install -g @botpress/cli` brings bp'),
  'runtime-forbids': machine('The runtime or the system does not permit what the program tried', 'the permission that the message names; for Deno, add --allow-net=api.botpress.cloud'),
  'command-misread': machine('The shell did not understand the command; nothing was sent', 'whether the command is on one line, its quotes are straight, and its variables are set'),
  'not-found': {
    means: 'The API does not know the address or an id in it',
    cannotKnow: 'which id was meant, and whether it belongs to another workspace',
    check: workspaceChecked,
  },
  'api-url-invalid': {
    means: 'The API URL holds a path such as /v1, but every call adds its own path',
    cannotKnow: 'where the URL is set',
    check: 'which API URL applies here, and where it comes from',
  },
  'other-origin': {
    means: 'A token was about to be used for an API or workspace that it does not belong to',
    cannotKnow: 'which API or workspace was meant',
    check: 'to which API each token belongs',
    command: list,
  },
  'profile-unknown': {
    means: 'The profile does not exist',
    cannotKnow: 'whether the profile has another name, or bp reads another home',
    check: 'which profiles there are, and whether bp’s files are in sync',
  },
  // --- limits ---
  'quota-exceeded': {
    means: 'A quota of the workspace is used up; the token and its permissions are fine',
    cannotKnow: 'which quota is used up, and in which workspace',
    check: 'which workspace is meant; its dashboard shows the usage. The token needs no change',
  },
  'payment-required': {
    means: 'The workspace has to be paid for first; the token and its permissions are fine',
    cannotKnow: 'which workspace has to be paid for',
    check: 'which workspace is meant; see Billing in its dashboard. The token needs no change',
  },
  'rate-limited': {
    means: 'Too many requests; the token and its permissions are fine',
    cannotKnow: 'who else uses up the rate of this workspace',
    check: 'whether the rate limit is over: wait for as long as retry-after says. The token needs no change',
  },
  // --- who answered ---
  'unexpected-refusal': {
    means: 'The API refuses this request, for a reason that the text does not show',
    cannotKnow: 'which id or request was meant, and whether it belongs to another workspace',
    check: 'whether the workspace can be read, and which workspaces have a similar id',
    rivals: [{ cause: 'target-not-found', when: 'the id in the address belongs to another workspace' }],
  },
  'api-fault': {
    means: 'The Botpress API has an internal error; the token is not the reason',
    cannotKnow: 'whether the error is over by now',
    check: 'whether the API answers normally again. The token needs no change',
  },
  'gateway-fault': foreign('Something in front of the Botpress API has a fault'),
  'login-page': foreign('A web page answered instead of the Botpress API', [
    { cause: 'not-the-api', when: 'that address, opened in a browser, shows no sign-in page of your network' },
  ]),
  'not-the-api': foreign('What answered is not the Botpress API'),
  'redirected-elsewhere': foreign('The host redirects to somewhere else'),
  // --- the connection ---
  'proxy-auth-required': proxy('The proxy in between wants a user name and a password, or does not accept those that are set'),
  'proxy-refused': proxy('The proxy in between refuses to connect to the host'),
  'proxy-failed': proxy('The proxy in between does not work as it should'),
  'proxy-unreachable': proxy('The proxy in between cannot be reached'),
  'proxy-timeout': proxy('The proxy in between does not answer in time'),
  'proxy-invalid': proxy('The variable for the proxy does not hold the address of a proxy'),
  'proxy-unsupported': proxy('The proxy is no HTTP proxy'),
  'proxy-certificate': proxy('The proxy shows a certificate that is not trusted'),
  'proxy-breaks-tls': proxy('The proxy does not let secure connections through'),
  dns: way('The name of the host cannot be resolved', [proxyRival]),
  'network-down': way('This machine cannot reach the host: the network is down, or IPv6 does not work'),
  'connection-refused': way('Nothing listens at the address that was called: the connection was refused', [proxyRival]),
  'connection-timeout': way('The host cannot be reached: no connection within the time limit', [
    { cause: 'proxy-unreachable', when: 'this network allows connections only through a proxy' },
  ]),
  'connection-broken': way('The connection was dropped', [
    { cause: 'proxy-failed', when: 'the connection is dropped only in networks with a proxy, a firewall or a VPN' },
  ]),
  'answer-timeout': way('The connection was made, but no answer came in time'),
  'certificate-expired': way('The certificate of the host is not valid at this time', [clockRival]),
  'certificate-not-yet-valid': way('The certificate is not valid yet by the clock of this machine, which is most likely behind', [clockRival]),
  'certificate-name': way('The certificate is for a name other than the host’s'),
  'certificate-authority': way('The certificate is signed by an authority that the program does not know, perhaps that of a company proxy'),
  'certificate-self-signed': way('The certificate is self-signed'),
  'tls-failed': way('No secure connection could be made: something other than TLS answered', [
    { cause: 'proxy-breaks-tls', when: 'a proxy is set for this host' },
  ]),
  'clock-wrong': way('The clock of this machine is wrong'),
  'network-failed': {
    means: 'The request failed on its way; the text does not say where',
    cannotKnow: 'what failed; look for a code such as ENOTFOUND in the lines after this error',
    check: wayChecked,
    rivals: [
      { cause: 'dns', when: 'a line after the error has ENOTFOUND, or says that the name is not found' },
      { cause: 'connection-refused', when: 'a line after the error has ECONNREFUSED' },
      { cause: 'connection-timeout', when: 'the request takes long before it fails' },
      { cause: 'certificate-authority', when: 'a line after the error speaks of a certificate' },
      proxyRival,
    ],
  },
  // --- this machine ---
  'home-unreadable': {
    means: 'The files that hold the credentials cannot be read or written here',
    cannotKnow: 'who owns the files',
    check: 'owner and modes of the files',
  },
  'write-failed': {
    means: 'The files that hold the credentials could not be written',
    cannotKnow: 'whether anything was stored',
    check: 'what is stored, and what bp sees of it',
  },
  'lock-held': {
    means: 'Another process holds the lock of config.json',
    cannotKnow: 'whether that process is still running',
    check: 'who holds the lock, and since when',
  },
  'config-unreadable': {
    means: 'config.json of bp-auth cannot be understood',
    cannotKnow: 'what is left of the file',
    check: 'where config.json is broken, and whether there is a good copy',
  },
  'bp-files-broken': {
    means: 'The file in which bp or the ADK keeps its credentials is damaged',
    cannotKnow: 'what is left of the file',
    check: 'the files of bp and of the ADK, and which can be rewritten',
  },
  'keychain-unusable': {
    means: 'The keychain of the system cannot be used here',
    cannotKnow: 'whether the keychain is locked, or missing',
    check: 'where the token lives, and whether it can be fetched',
  },
};

function foreign(means: string, rivals: readonly RivalEntry[] = []): Entry {
  return {
    means,
    cannotKnow: 'whether the token is good: somebody else than the Botpress API answered',
    check: 'who answers at the API URL',
    rivals,
  };
}

function machine(means: string, check: string): Entry {
  return { means, cannotKnow: notJudged, check };
}

function proxy(means: string): Entry {
  return {
    means,
    cannotKnow: notJudged,
    check: 'which proxy is set, by which variable, and how it answers',
  };
}

function way(means: string, rivals: readonly RivalEntry[] = []): Entry {
  return { means, cannotKnow: notJudged, check: wayChecked, rivals };
}

/** Causes that `doctor` checks only with `--for ACTION`. */
const ofAction: readonly ErrorCode[] = [
  ...(['forbidden', 'role-insufficient', 'kind-on-admin-api', 'kind-insufficient'] as const),
];

const unknown: Entry = {
  means: 'bp-auth does not know this error',
  cannotKnow: 'what went wrong',
  check: 'whether token, workspace and connection are fine',
};

export type Asking = {
  /**
   * Whether only an HTTP status was found, without the API's own words: other servers send it, too.
   */
  isBare: boolean;
  /** The intended action, if the text shows it. */
  action: Action | null;
  place: LinePlace;
};

export function knowledgeOf(cause: ErrorCode, { isBare, action, place }: Asking): Knowledge {
  const entry = valueAt<Entry>(table, cause) ?? unknown;
  const { means, cannotKnow, check, command } = entry;
  const rivals = rivalsOf(entry, isBare && cause === 'forbidden' ? [quotaRival] : [], place);
  const asked = ofAction.includes(cause)
    ? lineHere('doctor', '--for', action?.name ?? 'deploy')
    : doctor;
  const known = { means, check, command: lineText(command ?? asked, place), rivals };
  if (!isBare) return { ...known, cannotKnow };
  if (cause === 'forbidden') {
    return {
      ...known,
      means:
        'The Botpress API says 403 for two things: the token is not allowed to do this (Forbidden), or a quota is used up (QuotaExceeded)',
      cannotKnow: `whether it is Forbidden or QuotaExceeded: both are 403, and only \`type\` in the body tells; ${cannotKnow}`,
    };
  }
  const whose = 'whether the Botpress API sent this status: proxies and other servers send it, too';
  return {
    ...known,
    means: `If the Botpress API sent this status: ${means}`,
    cannotKnow: `${whose}; ${cannotKnow}`,
  };
}

function rivalsOf(entry: Entry, before: readonly RivalEntry[], place: LinePlace): Rival[] {
  return [...before, ...(entry.rivals ?? [])].map(({ cause, when }) => ({
    cause,
    when: adviceText(when, place),
  }));
}
