// The requests that `--read-only` allows.

type ReadByPost = { path: RegExp; operation: string; because: string };

/**
 * API operations that use POST but change nothing, each checked in the official contract
 * (`@botpress/api` 1.70.2). Anything else by POST is refused.
 */
const readsByPost: readonly ReadByPost[] = [
  {
    path: /^\/v1\/tables\/[^/]+\/rows\/find$/,
    operation: 'findTableRows',
    because: 'It searches and filters the rows of a table; POST carries the filter.',
  },
  {
    path: /^\/v1\/admin\/introspect$/,
    operation: 'introspect',
    because: 'It returns the workspace and the user that a bot belongs to.',
  },
  {
    path: /^\/v1\/admin\/integrations\/validate$/,
    operation: 'validateIntegrationCreation',
    because: 'It checks a definition and answers what is wrong with it; nothing is created.',
  },
];

/**
 * Whether a request only reads. Pure.
 * @param path without the query
 * @param basePath the API URL's own path, '' if it has none
 */
export function isRead(method: string, path: string, basePath = ''): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true;
  if (method !== 'POST' || !path.startsWith(`${basePath}/`)) return false;
  // The server could resolve dots and escapes to a different path.
  const own = path.slice(basePath.length);
  if (/%|\/\.{1,2}(?:\/|$)|\/\/|\\|;/.test(own)) return false;
  return readsByPost.some(read => read.path.test(own));
}
