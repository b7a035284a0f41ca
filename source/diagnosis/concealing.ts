// A diagnosis without anything private, for reports in public issues: it is built only from parts
// known to be public.

import type { Exchange } from '../botpress/exchange.ts';
import { roles } from '../botpress/roles.ts';
import type { TokenSource } from '../profiles/config.ts';
import {
  type Shadowed,
  type Source,
  shadowedLine,
  shadowedReason,
  sourceName,
} from '../profiles/shadowed.ts';
import { documentedNames, families, ownNames } from '../secrets/variables.ts';
import type { FoundDetails } from './check.ts';
import type { Identity } from './diagnosis.ts';
import type { Details, FixContext } from './fixContext.ts';
import {
  concealed,
  openIf,
  type Private,
  type PrivateSort,
  placeholder,
  type Told,
} from './told.ts';

/** Variables whose names identify nobody. */
const openVariables: readonly string[] = [
  ...ownNames,
  ...families.flatMap(family => Object.values(family)),
  ...Object.values(documentedNames),
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap(name => [
    name,
    name.toLowerCase(),
  ]),
  ...['ADK_PROFILE', 'BP_BOTPRESS_HOME', 'HOME', 'NODE_TLS_REJECT_UNAUTHORIZED'],
  ...['DOTENV_CONFIG_PATH', 'DOTENV_CONFIG_OVERRIDE', 'NODE_EXTRA_CA_CERTS'],
];

export const variableTold = (name: string): Told => openIf(openVariables, 'variable', name);

const variablesTold = (names: readonly string[]): Told => ({
  parts: names.flatMap((name, at) => [...(at === 0 ? [] : [', ']), ...variableTold(name).parts]),
});

export const roleTold = (role: string): Told => openIf(roles, 'role', role);

/** The name of a source of credentials. In reports the name has no profile and no directory. */
export function sourceTold(source: Source): Private {
  return { value: sourceName(source), instead: sourceInstead(source) };
}

function sourceInstead(source: Source): string {
  if (source.type === 'environment') return concealed(variablesTold(source.variables));
  return source.type === 'directory' ? 'directory <directory>' : sourceName(source);
}

export const shadowedReasonTold = (shadowed: Shadowed): Private => ({
  value: shadowedReason(shadowed),
  instead: reasonInstead(shadowed),
});

export const shadowedTold = (shadowed: Shadowed): Private => ({
  value: shadowedLine(shadowed),
  instead: `${sourceInstead(shadowed.source)}: ${reasonInstead(shadowed)}`,
});

function reasonInstead(shadowed: Shadowed): string {
  switch (shadowed.kind) {
    case 'overruled':
      return `${sourceInstead(shadowed.by)} comes first`;
    case 'incomplete':
      return `${concealed(variableTold(shadowed.missing))} is missing`;
    case 'profile-unknown':
      return 'there is no profile <profile>';
    case 'cut-off':
      return shadowedReason(shadowed);
  }
}

const isOurs = (hostname: string) => /(^|\.)botpress\.(cloud|dev|com)$/i.test(hostname);

/** Botpress's own hosts stay; other hosts, ports and paths may reveal anything. */
function urlInstead(url: string): string {
  if (url === '') return '';
  if (!URL.canParse(url)) return placeholder('URL');
  const { protocol, hostname } = new URL(url);
  return isOurs(hostname) ? `${protocol}//${hostname}` : `${protocol}//${placeholder('host')}`;
}

export const urlTold = (url: string): Private => ({ value: url, instead: urlInstead(url) });

export const hostTold = (host: string): Private => ({ value: host, instead: hostInstead(host) });

const hostInstead = (host: string) =>
  host === '' ? '' : isOurs(host) ? host : placeholder('host');

const gone = <Value>(value: Value | null, sort: PrivateSort) => value && placeholder(sort);

/** The context for commands and titles that are made public. */
export function concealedContext(about: FixContext): FixContext {
  const { platform, shell, kind, action, apiUrl, host, tokenOrigin } = about;
  return {
    ...{ platform, shell, kind, action },
    apiUrl: urlInstead(apiUrl),
    host: hostInstead(host),
    tokenOrigin: tokenOrigin && urlInstead(tokenOrigin),
    name: gone(about.name, 'profile'),
    workspaceId: gone(about.workspaceId, 'workspace'),
    botId: gone(about.botId, 'bot'),
    integrationId: gone(about.integrationId, 'integration'),
    tokenSource: about.tokenSource && sourceInPublic(about.tokenSource),
    variables: about.variables.map(name => concealed(variableTold(name))),
    home: gone(about.home, 'directory'),
  };
}

function sourceInPublic(source: TokenSource): TokenSource {
  if (source.kind === 'command') return { kind: 'command', command: [] };
  return source.kind === 'env' ? { ...source, name: concealed(variableTold(source.name)) } : source;
}

const commandWords = [
  ...['bp', 'adk', 'exec', 'profiles', 'use', 'export', 'import', 'login', 'tokens'],
  ...['--', '--to', '--from', '--profile', '--as', '--workspaceId'],
];

/** The public form of a cause's details. */
export function concealedDetails(details: FoundDetails): Details {
  const { paths, variables, flags, names, workspaces, role, proxy, what, command, ...rest } =
    details;
  const { inOwnDirectory, isExported, retryAfter, skew, from: _private, ...others } = rest;
  // A field that is not handled here is a type error.
  others satisfies Record<string, never>;
  return {
    ...(inOwnDirectory === undefined ? {} : { inOwnDirectory }),
    ...(isExported === undefined ? {} : { isExported }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(skew === undefined ? {} : { skew }),
    ...(paths && { paths: paths.map(() => placeholder('path')) }),
    ...(variables && { variables: variables.map(name => concealed(variableTold(name))) }),
    ...(flags && {
      flags: flags.map(([flag, name]) => [flag, concealed(variableTold(name))] as const),
    }),
    ...(names && { names: names.map(() => placeholder('profile')) }),
    ...(workspaces && {
      workspaces: workspaces.map(() => ({
        id: placeholder('workspace'),
        name: placeholder('workspace name'),
      })),
    }),
    ...(role === undefined ? {} : { role: role && concealed(roleTold(role)) }),
    ...(proxy === undefined
      ? {}
      : {
          proxy: proxy && {
            variable: concealed(variableTold(proxy.variable)),
            host: placeholder('host'),
            hasPassword: proxy.hasPassword,
          },
        }),
    ...(what && { what: concealed(what) }),
    ...(command && {
      command: {
        ...command,
        words: command.words.map(word => concealed(openIf(commandWords, 'word', word))),
      },
    }),
  };
}

const pathWords = [
  'v1',
  'admin',
  'account',
  'me',
  'chat',
  'workspaces',
  'members',
  'bots',
  'integrations',
];
const morePathWords = [
  'conversations',
  'pats',
  'keys',
  'usages',
  'billing',
  'audit-records',
  'baks',
  'iaks',
];
const mediaTypes = ['application/json', 'text/html', 'text/plain', 'application/xml', 'text/xml'];

/** A request and its answer without ids, hosts, or texts from the server. */
export function concealedExchange(exchange: Exchange): Exchange {
  const { path, contentType, errorType, errorId, origin, proxy, networkCode } = exchange;
  const known = [...pathWords, ...morePathWords];
  return {
    ...exchange,
    origin: urlInstead(origin),
    path: path
      .split('/')
      .map(word => (word === '' || known.includes(word) ? word : placeholder('id')))
      .join('/'),
    contentType: contentType && concealed(openIf(mediaTypes, 'type', contentType)),
    errorType:
      errorType && (/^[A-Z][A-Za-z]{2,40}$/.test(errorType) ? errorType : placeholder('type')),
    // By this id the API's maintainers find the request in their log.
    errorId: errorId && (/^err_[\w-]{1,80}$/.test(errorId) ? errorId : placeholder('error')),
    networkCode:
      networkCode && (/^[A-Z][A-Z0-9_]{1,40}$/.test(networkCode) ? networkCode : 'UNKNOWN'),
    proxy: proxy && { ...proxy, host: placeholder('host') },
  };
}

export function concealedIdentity({ kind, tokenFingerprint, ...identity }: Identity): Identity {
  return {
    ...{ kind, tokenFingerprint },
    profile: gone(identity.profile, 'profile'),
    account: gone(identity.account, 'account'),
    accountId: gone(identity.accountId, 'account'),
    workspaceId: gone(identity.workspaceId, 'workspace'),
    workspaceName: gone(identity.workspaceName, 'workspace name'),
    botId: gone(identity.botId, 'bot'),
    integrationId: gone(identity.integrationId, 'integration'),
    role: identity.role && concealed(roleTold(identity.role)),
  };
}

/** The status and type of an answer, for a sentence. */
export function answerTold(exchange: Exchange): Private {
  const { errorType } = concealedExchange(exchange);
  return {
    value: `${exchange.status} ${exchange.errorType}`,
    instead: `${exchange.status} ${errorType}`,
  };
}
