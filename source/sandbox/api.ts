// The path of a request through the API: token, permission, route, workspace or bot, handler.
import { notFound, refuse } from './errors.ts';
import {
  accountOfToken,
  forbidRole,
  reachBots,
  reachWorkspace,
  refuseCondition,
  refuseToken,
} from './permissions.ts';
import type { Answer, SandboxRequest } from './reply.ts';
import { matchPath, type Route } from './route.ts';
import { routes } from './routes.ts';
import type { SandboxState, Token } from './state.ts';
import { authenticate } from './tokens.ts';

/** Answers a request to /v1; without a valid token, only with 401. */
export function answerApi(state: SandboxState, request: SandboxRequest): Answer {
  if (!request.path.startsWith('/v1/')) return notFound('path');
  const token = authenticate(state, request.headers.authorization);
  if (!token) return refuse('Unauthorized', 'The token is missing, invalid, expired or revoked');
  const refusal = refuseToken(state, token, request);
  if (refusal) return refusal;

  const fitting = routes.filter(route => matchPath(route.path, request.path));
  if (fitting.length === 0) return notFound('path');
  const route = fitting.find(({ method }) => method === request.method);
  if (!route) return refuse('MethodNotFound', `The path has no method ${request.method}`);
  return serve(state, token, request, route);
}

function serve(state: SandboxState, token: Token, request: SandboxRequest, route: Route): Answer {
  const { query, body, headers, path } = request;
  const params = matchPath(route.path, path) ?? {};
  const call = { state, params, query, body };

  if (route.scope === 'runtime') {
    if (!route.kinds.includes(token.kind)) {
      return refuse('Forbidden', `A ${token.kind} key cannot use this API`);
    }
    const reached = reachBots(state, token, headers);
    return reached.ok ? route.handle({ ...call, token, bots: reached.bots }) : reached.answer;
  }

  const account = accountOfToken(state, token);
  if (!account) return refuse('Forbidden', 'The token stands for no account');
  if (route.scope === 'account') return route.handle({ ...call, account });

  const id = route.workspace === 'path' ? params.id : headers['x-workspace-id'];
  if (!id) return refuse('InvalidPayload', 'The header x-workspace-id is required');
  const reached = reachWorkspace(state, account, id);
  if (!reached.ok) return reached.answer;
  const { workspace } = reached;
  const role = account.workspaces.get(workspace.id);
  if (route.closedTo !== undefined && route.closedTo === role) return forbidRole(role);
  return refuseCondition(workspace, path) ?? route.handle({ ...call, account, workspace });
}
