// The dashboard of an API URL, and the pages that a browser may be sent to.
import { isLoopback, parseApiUrl } from '../botpress/apiUrl.ts';
import { type Advice, lineHere, say } from '../commandLine.ts';
import { AppError } from '../errors.ts';

const botpressHost = /^(?:[a-z0-9-]+\.)*botpress\.(?:cloud|dev)$/;

/**
 * The page that hands a token to a program on this computer: `https://app.…/cli-login` for the API
 * at `https://api.…`; a loopback API is its own dashboard. (docs/notes/botpress-api.md, Browser
 * login)
 * @throws AppError `usage` for any other API URL, whose dashboard is unknown
 */
export function loginPage(apiUrl: string): string {
  const parsed = parseApiUrl(apiUrl);
  const { hostname, port, protocol } = new URL(parsed.apiUrl);
  if (isLoopback(hostname)) return `${parsed.apiUrl}/cli-login`;
  if (
    protocol === 'https:' &&
    port === '' &&
    hostname.startsWith('api.') &&
    botpressHost.test(hostname)
  ) {
    return `https://app.${hostname.slice('api.'.length)}/cli-login`;
  }
  throw dashboardUnknown(
    parsed.origin,
    say`Ask whoever runs this server for a token and paste it, or pipe it into ${lineHere('login', '--apiUrl', parsed.apiUrl, '--with-token')}`,
  );
}

/** The error for an API whose dashboard is unknown. */
export function dashboardUnknown(api: string, hint: Advice): AppError {
  return new AppError('dashboard-unknown', `The dashboard of ${api} is not known`, { hint });
}

/**
 * The page where personal access tokens are created and revoked; null if the API's dashboard is
 * unknown or has no such page. (source: the documentation's page on `bp login`, Invalid token)
 */
export function tokenPage(apiUrl: string): string | null {
  return dashboardPage(apiUrl, '/profile/tokens');
}

/**
 * The page that shows a workspace; null if the API's dashboard is unknown or has no such page.
 * (source: the dashboard's own addresses, as public projects quote them)
 */
export function workspacePage(apiUrl: string, id: string): string | null {
  return dashboardPage(apiUrl, `/workspaces/${encodeURIComponent(id)}`);
}

/** A loopback API has a login page but no other pages. */
function dashboardPage(apiUrl: string, path: string): string | null {
  try {
    const { origin, hostname } = new URL(loginPage(apiUrl));
    return isLoopback(hostname) ? null : origin + path;
  } catch {
    return null;
  }
}

/** Whether this is an https page of Botpress or a page on this computer. */
export function mayOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (isLoopback(hostname)) return protocol === 'http:' || protocol === 'https:';
  return protocol === 'https:' && port === '' && botpressHost.test(hostname);
}
