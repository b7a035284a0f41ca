// Which API URLs are acceptable, and the origin a token is bound to.
import { AppError } from '../errors.ts';

export const defaultApiUrl = 'https://api.botpress.cloud';

export type ApiUrl = {
  /** Normalised: no trailing slash, query, fragment or user info; a path is kept. */
  apiUrl: string;
  /** Scheme, host and port. */
  origin: string;
  /** The API path (`/v1` and what follows) that was stripped; null if there was none. */
  takenOff: string | null;
};

/** Whether a URL's host is this machine, without asking the name resolver. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Checks and normalises an API URL (docs/reference.md, Origin binding).
 * @throws AppError `usage` that says what is wrong, without the text itself, which may hold a secret
 */
export function parseApiUrl(text: string): ApiUrl {
  const known = sound.get(text);
  if (known !== undefined) return known;
  const parsed = parsedApiUrl(text);
  if (sound.size >= 100) sound.clear();
  sound.set(text, parsed);
  return parsed;
}

/**
 * A cache: thousands of profiles share a few URLs, and parsing the URL is half the work of reading
 * a profile.
 */
const sound = new Map<string, Readonly<ApiUrl>>();

/** Whether a host serves the dashboard; the API has a separate host. */
export const isDashboard = (host: string): boolean =>
  /^(?:(?:app|studio|www|dashboard)\.)?botpress\.(?:cloud|com|dev)$/.test(host);

function parsedApiUrl(text: string): ApiUrl {
  const fail = (why: string): never => {
    throw new AppError('api-url-invalid', `The API URL ${why}`, {
      hint: `An API URL looks like ${defaultApiUrl}`,
    });
  };
  if (/[\s\u0000-\u001f\u007f]/.test(text.trim()))
    return fail('contains a blank or a control character');
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return fail('is not a URL');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return fail('must start with https://, or with http:// for this machine');
  if (url.username !== '' || url.password !== '')
    return fail('must not contain a user name or password');
  if (isDashboard(url.hostname)) return fail('is the address of the dashboard, not of the API');
  if (url.search !== '' || text.includes('?')) return fail('must not contain a query');
  if (url.hash !== '' || text.includes('#')) return fail('must not contain a fragment (#)');
  if (url.hostname.endsWith('.')) return fail('must not have a host that ends with a dot');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return fail('must use https (http is allowed for this machine only)');
  }
  const path = url.pathname.replace(/\/+$/, '');
  const [takenOff = null] = /\/v1(?:\/.*)?$/s.exec(path) ?? [];
  const kept = path.slice(0, path.length - (takenOff?.length ?? 0)).replace(/\/+$/, '');
  return { apiUrl: url.origin + kept, origin: url.origin, takenOff };
}

/** A sentence saying that the API's path was stripped, without a full stop; null if it was not. */
export function takenOffSentence(text: string): string | null {
  const { takenOff, apiUrl } = parseApiUrl(text);
  return takenOff === null
    ? null
    : `The API URL is ${apiUrl}, without ${takenOff}: bp-auth adds the API's own path`;
}

/** The origin of a stored URL; null if bp-auth would not use that URL. */
export function originOf(apiUrl: string): string | null {
  try {
    return parseApiUrl(apiUrl).origin;
  } catch {
    return null;
  }
}
