// Lines of other programs that name a cause in words of their own: bp's, curl's about proxies, Node's about files.
import type { CauseId } from './causes.ts';

type SpokenCause = readonly [pattern: RegExp, cause: CauseId, means: string];

const otherWorkspace =
  'It is not in the workspace that this was done in; it may well be in another one';
const badHeader =
  'The token holds a character that no header may have, as a line break or one that nobody sees; nothing was sent';

/** The pattern is looked for in the whole text; what it matches is shown as what was found. */
export const spokenCauses: readonly SpokenCause[] = [
  // Behind “Login failed. Please check your credentials:”, and elsewhere.
  [
    /The token is missing, invalid, expired or revoked/i,
    'token-rejected',
    'The API does not accept the token: it is missing, wrong, expired or revoked',
  ],
  [
    /\bnot a member of (?:this|the) workspace/i,
    'not-a-member',
    'The token is good, but its account is not a member of that workspace',
  ],
  [
    /\bworkspace (?:\S{1,80} )?does not exist/i,
    'workspace-not-found',
    'There is no such workspace',
  ],
  [
    /\bworkspace (?:\S{1,80} )?is blocked/i,
    'workspace-blocked',
    'Botpress has blocked the workspace; neither token nor role is the reason',
  ],
  [
    /\bquota\b[^\n]{0,60}(?:exceeded|used up|reached)|(?:exceed(?:s|ed)?|reached)[^\n]{0,40}\bquota\b/i,
    'quota-exceeded',
    'A quota of the workspace is used up. The token and its permissions are fine',
  ],
  [
    /The role \w{1,40} is not allowed to [^\n]{1,80}/i,
    'role-insufficient',
    'The token is good; the role of its account in that workspace is not enough for this',
  ],
  [
    /workspace is not allowed to \w{1,20} [^\n]{1,60}/i,
    'forbidden',
    'Botpress has not allowed this workspace to do that, whatever the role',
  ],
  // The same id or handle may exist elsewhere.
  [
    /(?:integration|bot|interface|plugin)\b[^\n]{0,120} does(?:n[’']t| not) exist/i,
    'target-not-found',
    otherWorkspace,
  ],
  [/does not belong to your workspace/i, 'target-not-found', otherWorkspace],
  [
    /already reserved by another workspace/i,
    'target-not-found',
    'Another workspace has this handle',
  ],
  [
    /current workspace handle is [^\n]{1,80}but the integration handle is[^\n]{1,60}/i,
    'target-not-found',
    'The integration belongs to another workspace than the one that this was done in',
  ],
  [/not associated with any of your workspaces/i, 'target-not-found', otherWorkspace],
  [
    /Could not claim handle[^\n]{0,80}/i,
    'target-not-found',
    'The workspace could not get this handle: another may have it',
  ],
  [
    /Could not (?:get|find|delete|update) (?:bot|integration|interface|plugin) [^\n]{0,80}does not exist/i,
    'target-not-found',
    otherWorkspace,
  ],
  [
    /Profile ["“']?[^\s"”']{1,80}["”']? not found/i,
    'profile-unknown',
    'bp has no profile of that name; bp-auth may have it all the same',
  ],
  [/Parameter is required: token/i, 'no-token', 'bp was given no token, and no login is stored'],
  [
    /x-workspace-id\b[^\n]{0,40}\b(?:required|missing)/i,
    'no-workspace',
    'The call names no workspace, which a personal access token needs',
  ],
  [
    /(?:wrong|invalid) (?:authorization )?scheme\b[^\n]{0,60}Bearer|expected Bearer\b/i,
    'token-wrapped',
    'The Authorization header does not read “Bearer TOKEN”',
  ],
  [/\bERR_INVALID_CHAR\b|Invalid character in header content/, 'token-unsendable', badHeader],
  [/Cannot convert argument to a ByteString[^\n]{0,120}/, 'token-unsendable', badHeader],
  [
    /Unexpected token ['"]?<['"]?[^\n]{0,80}/,
    'login-page',
    'A web page came where JSON was expected: something else than the Botpress API answered',
  ],
  [
    /\b(?:EACCES|EPERM|EROFS)\b[^\n]{0,160}[\\/]\.(?:botpress|adk)\b[^\n]{0,60}/,
    'home-unreadable',
    'The files that hold the credentials may not be read or written here',
  ],
  [
    /\bNot authenticated\b[^\n]{0,60}/i,
    'no-profile',
    'The program has no credentials: nobody is logged in',
  ],
  // A proxy in between.
  [
    /CONNECT tunnel failed, response 407|HTTP code 407 from proxy|statusCode=407|407 Proxy Authentication Required/i,
    'proxy-auth-required',
    'The proxy in between wants a user name and a password, or does not accept those that are set',
  ],
  [
    /CONNECT tunnel failed, response (?!407)4\d\d|HTTP code (?!407)4\d\d from proxy|could not be established, statusCode=(?!407)4\d\d/i,
    'proxy-refused',
    'The proxy in between refuses to connect to the host',
  ],
  [
    /CONNECT tunnel failed, response [^4\s]\d\d|HTTP code [^4\s]\d\d from proxy|Proxy CONNECT aborted/i,
    'proxy-failed',
    'The proxy in between does not do its work',
  ],
  [
    /Could not resolve proxy[^\n]{0,99}/i,
    'proxy-unreachable',
    'The name of the proxy cannot be resolved',
  ],
  [
    /\bcertificate is not yet valid\b/i,
    'certificate-expired',
    'The certificate is not valid at this time: it begins later, or the clock of this machine is wrong',
  ],
];
