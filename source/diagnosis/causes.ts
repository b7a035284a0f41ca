// The table of causes, each with the fixes for it; causes are named by error codes.

import type { Exchange } from '../botpress/exchange.ts';
import { bareHost } from '../botpress/networkError.ts';
import { type NetworkFault, networkFaultOf } from '../botpress/networkFault.ts';
import { lineText, profileFlag, quote } from '../commandLine.ts';
import type { ErrorCode } from '../errorCodes.ts';
import { kindNames, oneOfKind } from '../secrets/kind.ts';
import { bpAuth } from '../shell.ts';
import { keysOf } from '../valueAt.ts';
import type { Confidence, Fix } from './diagnosis.ts';
import type { Details, FixContext } from './fixContext.ts';
import {
  adkFixes,
  bpAloneFixes,
  checkAgain,
  compareKinds,
  inspect,
  itOrThem,
  listProfiles,
  logInAgain,
  loginDeed,
  loginFix,
  openDashboard,
  otherUrl,
  pipe,
  probeUrl,
  removeFiles,
  repair,
  seeFiles,
  seeService,
  setClean,
  setClock,
  showOwners,
  takeBack,
  unsetVariables,
  useProfile,
  waitThenCheck,
} from './fixes.ts';
import {
  askProxy,
  exemptHost,
  lookup,
  proxyPassword,
  proxySetting,
  seeProxies,
  showCertificate,
  trustFix,
  withoutProxy,
} from './networkFixes.ts';
import { chooseTarget, chooseWorkspace } from './targetFixes.ts';

/** An exchange, as far as the table of causes needs it. */
export type SeenExchange = Pick<
  Exchange,
  | 'networkCode'
  | 'proxy'
  | 'reached'
  | 'addresses'
  | 'origin'
  | 'status'
  | 'errorType'
  | 'contentType'
> & {
  /** Whether the answer was a redirect to another origin. */
  redirected: boolean;
};

type Cause = {
  confidence: Confidence;
  title: (about: FixContext, details: Details) => string;
  /** The exchanges that mean this cause; absent for causes that are found in other ways. */
  when?: (seen: SeenExchange) => boolean;
  /** Causes with the same symptoms, the likeliest first. */
  rivals?: readonly string[];
  /**
   * Whether the cause concerns the profile's token; by default true if there was an exchange with
   * the API.
   */
  ofToken?: boolean;
  /** The test that tells this cause apart from its rivals. */
  test?: (about: FixContext) => string;
  fixes: (about: FixContext, details: Details) => Fix[];
};

const named = (variables: readonly string[]) => variables.join(', ') || 'these variables';

const fault = (id: NetworkFault) => (seen: SeenExchange) => networkFaultOf(seen) === id;
const type =
  (...types: readonly string[]) =>
  ({ errorType }: SeenExchange) =>
    errorType !== null && types.includes(errorType);

const table = {
  // --- what is stored, and what applies ---
  'config-unreadable': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'config.json cannot be used',
    fixes: about => [repair(about, 'Restore the last good copy, or set the file aside')],
  },
  'home-foreign': {
    confidence: 'certain',
    title: (_, { what }) => `The home of bp-auth belongs to another user: ${what}`,
    fixes: (about, { paths = [], inOwnDirectory = false }) => [
      inOwnDirectory
        ? takeBack(about, paths)
        : {
            title:
              'Set HOME to your own home directory; or, for this shell alone, give bp-auth a new home',
            command: 'export BP_BOTPRESS_HOME="$(mktemp -d)"',
          },
      { title: 'See who owns the home', command: showOwners(about, paths) },
    ],
  },
  'symlink-broken': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'One of the files is a broken symbolic link',
    fixes: (about, { paths = [] }) => [
      { title: 'See where the link leads', command: showOwners(about, paths) },
      removeFiles(about, paths, 'If its target is gone: remove the link'),
    ],
  },
  'home-unreadable': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'The files of bp-auth cannot be read',
    fixes: (about, { paths = [] }) => [
      { title: 'See who owns the files', command: showOwners(about, paths) },
      repair(about, 'Repair what can be repaired'),
    ],
  },
  'profile-unknown': {
    confidence: 'certain',
    title: (_, { what }) => `The requested profile does not exist: ${what}`,
    fixes: (about, { variables = [] }) => [
      ...(variables.length === 0
        ? []
        : [unsetVariables(about, variables, 'Unset the variable that names this profile')]),
      listProfiles(about),
    ],
  },
  'environment-unusable': {
    confidence: 'certain',
    title: (_, { what }) => `The credentials in the environment are invalid: ${what}`,
    fixes: (about, { variables = [] }) => [
      unsetVariables(
        about,
        variables,
        `Unset ${named(variables)}, so that the stored credentials apply`,
      ),
    ],
  },
  'no-profile': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'There is no profile yet',
    fixes: (about, { variables = [], flags = [], names = [] }) => [
      ...(names.length === 0
        ? []
        : [
            {
              title: 'Import the profiles of the ADK',
              command: bpAuth(about, 'profiles', 'import', '--from', 'adk'),
            },
          ]),
      ...variables.slice(0, 1).map(name => ({
        title: `Log in with the token in ${name}`,
        command: pipe(about, name, flags),
      })),
      { title: 'Log in', command: bpAuth(about, 'login') },
    ],
  },
  'no-active-profile': {
    confidence: 'certain',
    title: () => 'There are profiles, but none is active',
    fixes: (about, { names = [] }) => [
      ...names.slice(0, 3).map(name => useProfile(about, name)),
      listProfiles(about),
    ],
  },
  'exec-credentials-incomplete': {
    confidence: 'certain',
    title: (_, { what }) =>
      what ?? 'The credentials that `bp-auth exec` gave are no longer complete',
    fixes: (about, { variables = [] }) => [
      unsetVariables(
        about,
        variables,
        `Unset ${named(variables)}, so that the stored credentials apply`,
      ),
      listProfiles(about),
    ],
  },
  'variable-not-set': sourceFailed(),
  'source-gives-no-token': sourceFailed(),
  'command-failed': sourceFailed(),
  'config-not-ours': sourceFailed(),
  'keychain-unusable': sourceFailed(),
  'token-source-failed': sourceFailed(),
  'no-token': {
    confidence: 'certain',
    title: () => 'The profile has no token',
    fixes: about => logInAgain(about),
  },

  // --- the token by its text alone ---
  'token-empty': shape('is empty'),
  'token-variable': shape('is the name of a variable that nothing replaced'),
  'token-placeholder': shape('is a placeholder from an example, not a token'),
  'token-masked': shape('was copied masked: its characters are hidden'),
  'token-address': shape('is the address of a page, without a token in it'),
  'token-wrapped': shape('has something around it that does not belong to it'),
  'token-unsendable': shape('holds characters that no token has'),

  // --- where the token would be sent ---
  'api-url-invalid': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'The API URL cannot be used',
    fixes: about => logInAgain({ ...about, apiUrl: '' }, 'Log in again, with the default API URL'),
  },
  'other-origin': {
    confidence: 'certain',
    title: (about, { what }) =>
      what ??
      `The token belongs to ${about.tokenOrigin}, but the API URL is ${about.apiUrl}: nothing was sent`,
    fixes: about => [
      ...logInAgain(
        { ...about, apiUrl: about.tokenOrigin ?? '' },
        'If the token is right: log in where it belongs',
      ),
      ...logInAgain(
        { ...about, variables: [] },
        'If the URL is right: log in with a token for that URL',
      ),
    ],
  },

  // --- the way to the host ---
  'proxy-invalid': {
    confidence: 'certain',
    title: (_, { proxy }) =>
      `${proxy?.variable ?? 'A variable'} is set, but not to the address of a proxy`,
    when: fault('proxy-invalid'),
    fixes: (about, details) => [proxySetting(about, details), withoutProxy(about, details)],
  },
  'proxy-unsupported': {
    confidence: 'certain',
    title: (_, details) => `${theProxy(details)} is not an HTTP proxy; SOCKS is not supported`,
    when: fault('proxy-unsupported'),
    fixes: (about, details) => [
      proxySetting(about, details),
      exemptHost(about),
      withoutProxy(about, details),
    ],
  },
  'proxy-unreachable': {
    confidence: 'certain',
    title: (_, details) => `${theProxy(details)} cannot be reached`,
    when: fault('proxy-unreachable'),
    fixes: (about, details) => [
      withoutProxy(about, details),
      seeProxies(about),
      checkAgain(about, 'Start the proxy, or connect to the network that it is in (VPN)'),
    ],
  },
  'proxy-timeout': {
    confidence: 'certain',
    title: (_, details) => `${theProxy(details)} does not answer in time`,
    when: fault('proxy-timeout'),
    fixes: (about, details) => [
      askProxy(about, details),
      withoutProxy(about, details),
      checkAgain(about, 'Wait until the proxy answers again'),
    ],
  },
  'proxy-failed': {
    confidence: 'certain',
    title: (_, details) => `${theProxy(details)} does not answer as a proxy should`,
    when: fault('proxy-failed'),
    fixes: (about, details) => [proxySetting(about, details), askProxy(about, details)],
  },
  'proxy-auth-required': {
    confidence: 'certain',
    title: (_, details) =>
      details.proxy?.hasPassword
        ? `${theProxy(details)} does not accept the user name and password that are set`
        : `${theProxy(details)} wants a user name and a password`,
    when: seen =>
      fault('proxy-auth-required')(seen) || (seen.proxy !== null && seen.status === 407),
    fixes: (about, details) => [proxyPassword(about, details)],
  },
  'proxy-refused': {
    confidence: 'certain',
    title: ({ host }, details) => `${theProxy(details)} refuses to connect to ${host}`,
    when: fault('proxy-refused'),
    fixes: about => [
      checkAgain(about, `Ask whoever runs the proxy to allow ${bareHost(about.host)}`),
      exemptHost(about),
    ],
  },
  'proxy-certificate': {
    confidence: 'likely',
    title: (_, details) => `${theProxy(details)} shows a certificate that Node.js does not trust`,
    when: fault('proxy-certificate'),
    rivals: ['certificate-authority'],
    test: () =>
      'the issuer of the certificate, as openssl shows it, is your company or a security product',
    fixes: (about, details) => [
      { title: 'See who signed the certificate', command: showCertificate(about, details) },
      trustFix(about, 'the certificate of whoever runs the proxy'),
    ],
  },
  'proxy-breaks-tls': {
    confidence: 'likely',
    title: ({ host }, details) =>
      `${theProxy(details)} does not let secure connections to ${host} through`,
    when: fault('proxy-breaks-tls'),
    fixes: (about, details) => [
      { title: 'See what answers through the proxy', command: showCertificate(about, details) },
      checkAgain(
        about,
        `Ask whoever runs the proxy to let HTTPS to ${bareHost(about.host)} through`,
      ),
      exemptHost(about),
    ],
  },
  'address-foreign': {
    confidence: 'likely',
    title: ({ host }, { what }) =>
      `The name ${bareHost(host)} resolves here to ${what ?? 'an address'}, which cannot be its real address: a VPN, a DNS server or /etc/hosts gives this answer`,
    when: fault('address-foreign'),
    rivals: ['connection-refused'],
    test: about => `on another network, \`${lookup(about)}\` shows another address`,
    fixes: about => [
      { title: 'See what the name resolves to here', command: lookup(about) },
      checkAgain(
        about,
        'Remove the name from /etc/hosts, leave the VPN, or use another DNS server',
      ),
    ],
  },
  'address-unreachable': {
    confidence: 'likely',
    title: ({ host }) =>
      `${bareHost(host)} has only an IPv6 address here, and IPv6 does not work on this network`,
    when: fault('address-unreachable'),
    rivals: ['connection-timeout'],
    test: about => `\`${probeUrl(about, '', '-4').command}\` gets an answer`,
    fixes: about => [
      probeUrl(about, 'Try IPv6 alone', '-6'),
      checkAgain(about, 'Use a network with IPv6, or one whose DNS gives IPv4 addresses too'),
    ],
  },
  dns: {
    confidence: 'certain',
    title: ({ host }) => `The name ${bareHost(host)} cannot be resolved`,
    when: fault('dns'),
    test: about => `\`${lookup(about)}\` finds an address`,
    fixes: about => [
      { title: 'See whether the name exists and DNS works', command: lookup(about) },
      ...otherUrl(about),
      checkAgain(about, 'Get online again (network, VPN, DNS)'),
    ],
  },
  'network-down': {
    confidence: 'certain',
    title: ({ host }) => `This machine cannot reach ${bareHost(host)}: the network is down`,
    when: fault('network-down'),
    fixes: about => [checkAgain(about, 'Connect to the network')],
  },
  'connection-refused': {
    confidence: 'certain',
    title: ({ host }) => `Nothing listens at ${host}: the connection was refused`,
    when: fault('connection-refused'),
    test: () => 'the address that the name resolves to is the right one',
    fixes: about => [
      ...otherUrl(about),
      probeUrl(about, 'Try the host yourself, without a token'),
      checkAgain(about, 'Start what should listen there, or open the firewall'),
    ],
  },
  'connection-timeout': {
    confidence: 'certain',
    title: ({ host }) => `${host} cannot be reached: no connection within the time limit`,
    when: fault('connection-timeout'),
    test: about => `\`${probeUrl(about, '').command}\` gets no answer either`,
    fixes: about => [
      probeUrl(about, 'Try the host yourself, without a token'),
      ...otherUrl(about),
      checkAgain(about, 'Open the firewall, or set HTTPS_PROXY if this network needs a proxy'),
    ],
  },
  'certificate-expired': {
    confidence: 'likely',
    title: ({ host }) => `The certificate of ${host} has expired`,
    when: fault('certificate-expired'),
    rivals: ['clock-wrong'],
    test: () => '`date -u` shows the right time',
    fixes: (about, details) => [
      { title: 'See when the certificate is valid', command: showCertificate(about, details) },
      checkAgain(about, `Have whoever runs ${bareHost(about.host)} renew the certificate`),
    ],
  },
  'certificate-not-yet-valid': {
    confidence: 'likely',
    title: ({ host }) =>
      `The certificate of ${host} is not valid yet: the clock of this machine is probably behind`,
    when: fault('certificate-not-yet-valid'),
    rivals: ['clock-wrong'],
    test: () => '`date -u` shows the right time',
    fixes: (about, details) => [
      setClock(about.platform),
      { title: 'See when the certificate begins', command: showCertificate(about, details) },
    ],
  },
  'certificate-name': {
    confidence: 'certain',
    title: ({ host }) => `The certificate that was shown is not for ${bareHost(host)}`,
    when: fault('certificate-name'),
    fixes: (about, details) => [
      { title: 'See whose certificate it is', command: showCertificate(about, details) },
      ...otherUrl(about),
    ],
  },
  'extra-ca-unusable': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'NODE_EXTRA_CA_CERTS names no certificates',
    fixes: about => [
      trustFix(about, 'the company certificate'),
      unsetVariables(
        about,
        ['NODE_EXTRA_CA_CERTS'],
        'If no certificate is needed: unset the variable',
      ),
    ],
  },
  'certificate-authority': {
    confidence: 'certain',
    title: ({ host }) =>
      `The certificate of ${host} is signed by an authority that Node.js does not know, perhaps that of a company proxy`,
    when: fault('certificate-authority'),
    test: () => 'openssl shows the same issuer with and without the proxy',
    fixes: (about, details) => [
      { title: 'See who signed the certificate', command: showCertificate(about, details) },
      trustFix(about, 'the company certificate'),
    ],
  },
  'certificate-self-signed': {
    confidence: 'certain',
    title: ({ host }) => `The certificate of ${host} is self-signed`,
    when: fault('certificate-self-signed'),
    fixes: (about, details) => [
      { title: 'See the certificate', command: showCertificate(about, details) },
      trustFix(about, 'its certificate'),
    ],
  },
  'tls-failed': {
    confidence: 'certain',
    title: ({ host }) => `${host} does not speak TLS as it should`,
    when: fault('tls-failed'),
    fixes: (about, details) => [
      { title: 'See what answers at the API URL', command: showCertificate(about, details) },
      ...otherUrl(about),
    ],
  },
  'connection-broken': {
    confidence: 'certain',
    title: ({ host }) => `${host} dropped the connection`,
    when: fault('connection-broken'),
    fixes: about => [
      checkAgain(about, ''),
      probeUrl(
        about,
        'If it keeps happening: see whether something in between (proxy, VPN) cuts the connection',
      ),
    ],
  },
  'answer-timeout': {
    confidence: 'certain',
    title: ({ host }) => `${host} accepted the connection but did not answer in time`,
    when: fault('answer-timeout'),
    fixes: about => [seeService(about), checkAgain(about, '')],
  },
  'answer-too-large': {
    confidence: 'certain',
    title: ({ host }) => `${host} sent more in one answer than the Botpress API ever does`,
    when: fault('answer-too-large'),
    fixes: about => [probeUrl(about, 'See what answers at the API URL'), ...otherUrl(about)],
  },
  'network-failed': {
    confidence: 'possible',
    title: ({ host }) => `The request to ${host} failed on its way`,
    when: ({ networkCode }) => networkCode !== null,
    fixes: about => [probeUrl(about, 'Try the host yourself'), checkAgain(about, '')],
  },

  // --- who answers ---
  'redirected-elsewhere': {
    confidence: 'certain',
    title: ({ host }) =>
      `${host} redirects to another host; bp-auth did not follow and sent nothing there`,
    when: ({ redirected }) => redirected,
    fixes: about => [
      probeUrl(
        about,
        'See where the redirect leads: a login page of the network, or a wrong API URL',
      ),
      ...otherUrl(about),
    ],
  },
  'login-page': {
    confidence: 'likely',
    title: ({ host }) => `A web page answers at ${host} instead of the Botpress API`,
    when: seen => isForeign(seen) && seen.contentType === 'text/html' && (seen.status ?? 0) < 500,
    rivals: ['not-the-api'],
    test: about => `in a browser, ${about.apiUrl} shows your network’s sign-in page`,
    fixes: about => [
      probeUrl(about, 'Open the network’s sign-in page, or try the host yourself'),
      checkAgain(about, 'Sign in to the network, in a browser'),
    ],
  },
  'gateway-fault': {
    confidence: 'likely',
    title: ({ host }) => `Something in front of the Botpress API at ${host} has a fault`,
    when: seen => isForeign(seen) && (seen.status ?? 0) >= 500,
    fixes: about => [seeService(about), checkAgain(about, '')],
  },
  'not-the-api': {
    confidence: 'certain',
    title: ({ host }) => `What answers at ${host} is not the Botpress API`,
    when: isForeign,
    test: about => `\`curl ${about.apiUrl}\` shows another program's answer`,
    fixes: about => [probeUrl(about, 'See what answers at the API URL'), ...otherUrl(about)],
  },
  'api-fault': {
    confidence: 'certain',
    title: () => 'The Botpress API has an internal error; the token is not the reason',
    when: seen => seen.errorType !== null && (seen.status ?? 0) >= 500,
    fixes: about => [seeService(about), checkAgain(about, '')],
  },

  // --- limits: the token and its permissions are fine ---
  'rate-limited': {
    confidence: 'certain',
    title: (_, { retryAfter }) =>
      `Too many requests${retryAfter ? `; the API asks to wait ${retryAfter} s` : ''}. The token is fine`,
    when: type('RateLimited'),
    fixes: (about, { retryAfter }) => [waitThenCheck(about, retryAfter ?? 60)],
  },
  'payment-required': {
    confidence: 'certain',
    title: () => 'The workspace has to be paid for first. The token and its permissions are fine',
    when: type('PaymentRequired'),
    fixes: about => [
      ...openDashboard(about, 'Open the workspace, and see Billing there'),
      checkAgain(about, 'Pay, or have an owner of the workspace pay'),
    ],
  },
  'quota-exceeded': {
    confidence: 'certain',
    title: () => 'A quota of the workspace is used up. The token and its permissions are fine',
    when: type('QuotaExceeded'),
    fixes: about => [
      ...openDashboard(about, 'Open the workspace, and see its usage there'),
      checkAgain(about, 'Delete what is no longer needed, or raise the plan of the workspace'),
    ],
  },

  // --- the token, once the API has spoken ---
  'token-truncated': suspected('is shorter than tokens are: it was probably cut off when copied'),
  'token-doubled': suspected('is two tokens in one: it was probably pasted twice'),
  'token-jwt': suspected('is a JWT of something else, not a token of Botpress'),
  'token-foreign': suspected('has none of the prefixes of Botpress tokens'),
  'token-rejected': {
    ofToken: true,
    confidence: 'certain',
    title: ({ kind }, { from }) =>
      `The API does not accept the ${kindNames[kind]}${from ? ` ${from}` : ''}: it is wrong, expired or revoked`,
    when: type('Unauthorized'),
    test: () => 'a new token is accepted',
    fixes: about => logInAgain(about),
  },
  'kind-on-admin-api': {
    confidence: 'certain',
    title: ({ kind }) =>
      `${oneOfKind(kind, 'A')} is used where a personal access token is needed; the key itself is accepted`,
    fixes: about => [
      ...logInAgain(
        { ...about, botId: null, integrationId: null },
        'Log in with a personal access token (bp_pat_…)',
      ),
      compareKinds(about),
    ],
  },
  'kind-insufficient': {
    confidence: 'certain',
    title: ({ kind, action }) => `${oneOfKind(kind, 'A')} may not ${action?.title ?? 'do this'}`,
    fixes: about => [
      ...logInAgain(
        { ...about, botId: null, integrationId: null },
        `Log in with ${oneOfKind(about.action?.kinds[0] ?? 'pat')}`,
      ),
      compareKinds(about),
    ],
  },
  'key-of-another': {
    confidence: 'likely',
    title: about => `The ${kindNames[about.kind]} is accepted, but not for ${target(about)}`,
    rivals: ['target-not-found'],
    test: about => `the dashboard shows this key among those of ${target(about)}`,
    fixes: about => logInAgain(about, `Log in with a key of ${target(about)}`),
  },
  'target-not-found': {
    confidence: 'certain',
    title: about => `There is no ${target(about)}`,
    test: about => `the dashboard shows no ${target(about)}`,
    fixes: (about, details) =>
      about.kind === 'pat'
        ? chooseTarget(about, details)
        : logInAgain(about, `Log in for the right ${about.botId === null ? 'integration' : 'bot'}`),
  },
  'target-missing': {
    confidence: 'certain',
    title: ({ kind }) =>
      `The profile does not say which ${kind === 'integration' ? 'integration' : 'bot'} its key is for`,
    fixes: about => [
      {
        title: 'Log in again, and name the bot or integration',
        command: bpAuth(about, 'login', ...profileFlag(about.name), '--with-token'),
        deed: loginDeed(about),
      },
    ],
  },

  // --- the workspace ---
  'workspace-malformed': {
    confidence: 'certain',
    title: () =>
      'The workspace id of the profile is not an id: ids consist of letters, digits, _ and -',
    fixes: chooseWorkspace,
  },
  'workspace-not-found': {
    confidence: 'certain',
    title: ({ workspaceId }) => `There is no workspace ${workspaceId}`,
    fixes: chooseWorkspace,
  },
  'not-a-member': {
    confidence: 'certain',
    title: ({ workspaceId }) =>
      `The token is good, but its account is not a member of workspace ${workspaceId}`,
    fixes: (about, details) => [
      checkAgain(about, 'Ask an administrator of the workspace to invite the account'),
      ...chooseWorkspace(about, details),
    ],
  },
  'workspace-blocked': {
    confidence: 'certain',
    title: ({ workspaceId }) =>
      `The workspace ${workspaceId} is blocked by Botpress; neither token nor role is the reason`,
    fixes: (about, details) => [
      ...openDashboard(about, 'Open the workspace, and see why (often billing)'),
      checkAgain(about, 'Contact Botpress about the blocked workspace'),
      ...chooseWorkspace(about, details).slice(0, 1),
    ],
  },
  'role-insufficient': {
    confidence: 'likely',
    title: ({ action, workspaceId }, { role }) =>
      `The role ${role ?? 'of the account'} in ${workspaceId ?? 'the workspace'} is not enough to ${action?.title ?? 'do this'}`,
    test: about =>
      `\`${inspect(about).command}\` shows this call, and others, as denied to the role`,
    fixes: about => [
      checkAgain(
        about,
        `Ask an administrator of the workspace for the role ${about.action?.roles?.[0] ?? 'developer'}`,
        ...(about.action === null ? [] : ['--for', about.action.name]),
      ),
    ],
  },
  forbidden: {
    confidence: 'likely',
    title: () => 'The token is good, but the API forbids this call',
    when: type('Forbidden'),
    rivals: ['role-insufficient'],
    fixes: about => [inspect(about)],
  },
  'unexpected-refusal': {
    confidence: 'possible',
    title: ({ host }) => `${host} refuses a call that the Botpress API would answer`,
    when: ({ errorType }) => errorType !== null,
    fixes: about => [...otherUrl(about), seeService(about)],
  },
  'clock-wrong': {
    confidence: 'certain',
    title: ({ host }, { skew }) =>
      skew === undefined
        ? 'The clock of this machine is wrong'
        : `The clock of this machine and that of ${host} are ${minutes(skew)} apart`,
    test: () => '`date -u` shows a wrong time',
    fixes: ({ platform }) => [setClock(platform)],
  },

  // --- what stops no call, but should be mended ---
  'given-up': {
    confidence: 'certain',
    title: (_, { what }) => `${what}; the checks that need its result were skipped`,
    fixes: about => [checkAgain(about, '')],
  },
  'home-unsafe': {
    confidence: 'certain',
    title: (_, { paths = [] }) => `Others may write to ${paths.join(', ')}`,
    fixes: (about, { paths = [] }) => [repair(about, `Make ${itOrThem(paths)} private`)],
  },
  'foreign-owner': {
    confidence: 'certain',
    title: (_, { paths = [] }) => `Another user owns ${paths.join(', ')}`,
    fixes: (about, { paths = [] }) => [takeBack(about, paths)],
  },
  'modes-wide': {
    confidence: 'certain',
    title: (_, { paths = [] }) => `Others may read ${paths.join(', ')}, which can hold tokens`,
    fixes: (about, { paths = [] }) => [repair(about, `Make ${itOrThem(paths)} private`)],
  },
  'tokens-left': {
    confidence: 'likely',
    title: (_, { what }) => what ?? 'An interrupted command may have left a token behind',
    fixes: about => [
      {
        title: 'Finish interrupted commands, and revoke the tokens that they left over',
        command: bpAuth(about, 'tokens', 'resume'),
      },
    ],
  },
  'config-newer': {
    confidence: 'certain',
    title: (_, { what }) =>
      what ?? 'config.json was written by a newer bp-auth and can only be read',
    fixes: () => [{ title: 'Update bp-auth', command: 'npm install --global bp-auth@latest' }],
  },
  'profile-broken': {
    confidence: 'certain',
    title: (_, { what }) => `${what} in config.json cannot be understood`,
    fixes: (about, { paths = [] }) => [
      {
        title: 'See the file, and repair it by hand',
        command: seeFiles(about, paths),
      },
      listProfiles(about, 'See the valid profiles'),
    ],
  },
  'environment-unclean': {
    confidence: 'certain',
    title: (_, { what }) => `${what}; bp-auth ignores that, bp and other programs do not`,
    fixes: (about, { variables = [] }) => [
      ...setClean(about),
      unsetVariables(
        about,
        variables,
        `Unset ${variables.join(', ')}, then set ${itOrThem(variables)} without the stray characters`,
      ),
    ],
  },
  'project-differs': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'The project here belongs to another workspace',
    test: about =>
      `another workspace has the project’s bot; \`${listProfiles(about).command}\` shows the workspaces`,
    fixes: (about, { command = null }) => [
      ...(command === null
        ? []
        : [{ title: 'Use credentials that fit the project', command: lineText(command, about) }]),
      listProfiles(about),
    ],
  },
  'project-bot-missing': {
    confidence: 'likely',
    title: (_, { what }) => what ?? 'This project’s bot is not in the workspace',
    rivals: ['project-differs'],
    test: () => 'the dashboard shows the project’s bot in none of your workspaces',
    fixes: (about, { workspaces = [] }) => [
      checkAgain(
        about,
        `Put the id of an existing bot into agent.json${workspaces.length === 0 ? '' : `: ${workspaces.map(({ id, name }) => `${name} (${id})`).join(', ')}`}`,
      ),
    ],
  },
  'environment-shadows': {
    confidence: 'certain',
    title: (_, { variables = [], what }) => `${variables.join(', ')} overrule ${what}`,
    test: () => 'the stored token is accepted once the variables are unset',
    fixes: (about, { variables = [] }) => [
      unsetVariables(about, variables, `If that is not intended: unset ${named(variables)}`),
    ],
  },
  'environment-incomplete': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'Credentials in the environment are incomplete',
    fixes: (about, { variables = [] }) => [
      unsetVariables(
        about,
        variables,
        `Unset ${named(variables)}, or set the missing variable, too`,
      ),
    ],
  },
  'verification-off': {
    confidence: 'certain',
    title: () => 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: anybody in between can read the token',
    fixes: about => [
      unsetVariables(about, ['NODE_TLS_REJECT_UNAUTHORIZED'], 'Unset NODE_TLS_REJECT_UNAUTHORIZED'),
      trustFix(about, 'the company certificate'),
    ],
  },
  'no-workspace': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'The profile has no workspace',
    fixes: chooseWorkspace,
  },
  'bp-conflict': {
    ofToken: false,
    confidence: 'certain',
    title: (_, { what }) =>
      `bp pairs the token of ${what} with a host that the token does not belong to`,
    fixes: about => [listProfiles(about, 'See the profiles and their hosts')],
  },
  'bp-leaks': {
    ofToken: false,
    confidence: 'certain',
    title: (_, { what }) =>
      what ?? 'bp on its own would send a token to a host that the token does not belong to',
    fixes: bpAloneFixes,
  },
  'bp-refused': {
    ofToken: false,
    confidence: 'certain',
    title: (_, { what }) => what ?? 'bp on its own would be refused',
    fixes: bpAloneFixes,
  },
  'bp-differs': {
    ofToken: false,
    confidence: 'certain',
    title: (_, { what }) =>
      what ?? 'bp on its own would use other credentials than those that apply here',
    fixes: bpAloneFixes,
  },
  'bp-login-unfinished': {
    ofToken: false,
    confidence: 'certain',
    title: (_, { what }) =>
      `A bp login failed or did not finish: bp on its own would send the token #${what}`,
    fixes: (about, { names = [] }) => [
      ...names.map(name => ({
        title: `Let bp use ${name} again`,
        command: bpAuth(about, 'profiles', 'use', name),
      })),
      {
        title: 'Verify the token of the bp login, and import it',
        command: bpAuth(about, 'profiles', 'import', '--from', 'bp'),
      },
      repair(about, 'Remove the token of the bp login from bp’s files'),
    ],
  },
  'bp-name-differs': {
    ofToken: false,
    confidence: 'certain',
    title: (_, { what, names = [] }) =>
      `bp's profile ${what} has the credentials of the profile ${names.join()}`,
    fixes: about => [repair(about, 'Rewrite bp’s files from the stored profiles')],
  },
  'adk-differs': {
    confidence: 'certain',
    title: (_, { what }) => what ?? 'The ADK on its own would act as somebody else',
    fixes: adkFixes,
  },
  'adk-unusable': {
    confidence: 'certain',
    title: (_, { what }) => `The ADK cannot use its credentials: ${what}`,
    fixes: (about, { paths = [] }) => [
      {
        title: 'See the file, and repair it by hand',
        command: seeFiles(about, paths),
      },
      { title: 'Or move the file away, and log in with the ADK again', command: 'adk login' },
    ],
  },
  'adk-open': {
    confidence: 'certain',
    title: (_, { paths = [] }) => `Others may read ${paths.join(', ')}, the ADK's credentials`,
    fixes: (about, { paths = [] }) => [
      {
        title: 'Make the file private',
        command: `chmod 600 ${paths.map(path => quote(path, about)).join(' ')}`,
      },
    ],
  },
  'bp-files-broken': {
    confidence: 'certain',
    title: (_, { paths = [] }) => `bp cannot use ${paths.join(', ')}`,
    fixes: about => [repair(about, 'Rewrite bp’s files from the stored profiles')],
  },
  'bp-out-of-step': {
    confidence: 'certain',
    title: (_, { what }) => `bp does not see ${what}`,
    fixes: about => [repair(about, 'Rewrite bp’s files from the stored profiles')],
  },
  'stale-lock': {
    confidence: 'certain',
    title: () => 'A process that died left its lock behind',
    fixes: about => [repair(about, 'Remove the lock')],
  },
  'lock-held': {
    confidence: 'certain',
    title: (_, { what }) => `config.json is in use by ${what}`,
    fixes: about => [checkAgain(about, 'Wait for the process that holds the lock, or end it')],
  },
  'left-over-files': {
    confidence: 'certain',
    title: (_, { paths = [] }) =>
      `Crashed processes left files that may contain tokens: ${paths.join(', ')}`,
    fixes: about => [repair(about, 'Remove these files')],
  },
  'token-elsewhere': {
    ofToken: true,
    confidence: 'certain',
    title: (_, { paths = [] }) => `The token is also in ${paths.join(', ')}`,
    fixes: (about, { paths = [] }) => [
      removeFiles(
        about,
        paths,
        `If no program needs ${paths.length === 1 ? 'that file: remove it' : 'those files: remove them'}`,
      ),
    ],
  },
  'clock-drifts': {
    confidence: 'certain',
    title: ({ host }, { skew }) =>
      `The clock of this machine and that of ${host} are ${minutes(skew ?? 0)} apart`,
    fixes: ({ platform }) => [setClock(platform)],
  },
  'answer-missing': {
    confidence: 'possible',
    title: (_, { what }) => `One of the requests failed on its way: ${what}`,
    fixes: about => [checkAgain(about, '')],
  },
} as const satisfies Partial<Record<ErrorCode, Cause>>;

export type CauseId = keyof typeof table;

/**
 * All causes, by rank. The root cause is the failure that comes first here; without failures, the
 * warning that comes first.
 */
export const causes: Readonly<Record<CauseId, Cause>> = table;

/** The ids of all causes, by rank. */
export const causeIds = keysOf(table);

export function isCauseId(id: string): id is CauseId {
  return Object.hasOwn(table, id);
}

/** The cause of a failed exchange: the first match in the table. */
export function causeOfExchange(seen: SeenExchange): CauseId {
  return causeIds.find(id => causes[id].when?.(seen)) ?? 'network-failed';
}

/** A failed answer without the API's format: something other than the API sent it. */
function isForeign({ networkCode, errorType, status }: SeenExchange): boolean {
  return networkCode === null && status !== null && errorType === null;
}

function theProxy({ proxy }: Details): string {
  return proxy ? `The proxy ${proxy.host} (${proxy.variable})` : 'The proxy';
}

function sourceFailed(): Cause {
  return {
    confidence: 'certain',
    ofToken: true,
    title: (_, { what }) => `The token cannot be read from its source: ${what}`,
    fixes: about => [
      checkAgain(about, 'Repair the source of the token'),
      loginFix(about, 'Or store a new token'),
    ],
  };
}

function shape(says: string): Cause {
  return {
    ofToken: true,
    confidence: 'certain',
    title: (_, { what, from }) =>
      `The token ${from ? `${from} ` : ''}${says}${what ? `: ${what}` : ''}`,
    fixes: about => logInAgain(about, 'Copy the token again and log in with it'),
  };
}

/** A cause for a refused token that looks odd but may still be right. */
function suspected(says: string): Cause {
  return {
    ofToken: true,
    confidence: 'likely',
    title: (_, { from }) =>
      `The API does not accept the token${from ? ` ${from}` : ''}, and the token ${says}`,
    test: () => 'a complete copy of the token is accepted',
    fixes: about => logInAgain(about, 'Copy the token again and log in with it'),
  };
}

function minutes(seconds: number): string {
  const all = Math.abs(Math.round(seconds));
  return all < 120 ? `${all} s` : `${Math.round(all / 60)} minutes`;
}

function target({ botId, integrationId }: FixContext): string {
  return botId === null ? `integration ${integrationId ?? ''}` : `bot ${botId}`;
}
