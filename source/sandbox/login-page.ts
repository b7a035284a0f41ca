// The dashboard's page /cli-login, which gives a new PAT to a program on this computer.
import { ownerId } from './data.ts';
import { refuse } from './errors.ts';
import { type Answer, html, type SandboxRequest } from './reply.ts';
import type { SandboxState } from './state.ts';
import { mint } from './tokens.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * `GET /cli-login?redirect=URL`: a page whose link `#approve` goes to `URL?pat=TOKEN`. The token is
 * a new PAT of the workspaces' owner. With `auto=1` the page goes there without a click. If the
 * redirect is not an http URL on loopback, the answer is 400. (docs/notes/botpress-api.md tells how
 * a browser login works.)
 */
export function answerLoginPage(state: SandboxState, { method, query }: SandboxRequest): Answer {
  if (method !== 'GET') return refuse('MethodNotFound', 'The login page knows GET only');
  const target = readRedirect(query.get('redirect'));
  if (!target) return refuse('InvalidQuery', 'The redirect must be an http URL on this computer');
  target.searchParams.set('pat', mint(state, 'pat', ownerId, 'CLI login').value);
  const href = escapeHtml(target.href);
  const refresh =
    query.get('auto') === '1' ? `<meta http-equiv="refresh" content="0;url=${href}">` : '';
  return html(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Botpress sandbox</title>${refresh}
<style>body{font-family:sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}
a{display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#06c;color:#fff}</style></head>
<body><h1>Log in to the command line?</h1>
<p>A program on this computer asks for a personal access token of owner@example.com.</p>
<a id="approve" href="${href}">Approve</a></body></html>
`);
}

function readRedirect(redirect: string | null): URL | undefined {
  if (redirect === null || !URL.canParse(redirect)) return undefined;
  const url = new URL(redirect);
  const local = url.protocol === 'http:' && loopback.has(url.hostname);
  return local && url.username === '' && url.password === '' ? url : undefined;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
