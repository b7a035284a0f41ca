// The type of a route: its official operation, who may call it, and its handler's input.
import type { Answer } from './reply.ts';
import type {
  SandboxAccount,
  SandboxBot,
  SandboxRole,
  SandboxState,
  SandboxWorkspace,
  Token,
} from './state.ts';

/** `params` are the decoded {names} of the path; `body` is raw text. */
export type SandboxCall = {
  state: SandboxState;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: string;
};
export type AccountCall = SandboxCall & { account: SandboxAccount };
export type WorkspaceCall = AccountCall & { workspace: SandboxWorkspace };
/** `bots` are the requested ones: a single bot, or all that an integration key reaches. */
export type RuntimeCall = SandboxCall & { bots: readonly SandboxBot[]; token: Token };

type Served = {
  /** The operation's name in @botpress/api. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
};

/**
 * `workspace` says where the workspace id is: in the path, or in x-workspace-id. `closedTo` is a
 * role that may read on other routes but may not use this one.
 */
export type Route = Served &
  (
    | { scope: 'account'; handle: (call: AccountCall) => Answer }
    | {
        scope: 'workspace';
        workspace: 'path' | 'header';
        closedTo?: SandboxRole;
        handle: (call: WorkspaceCall) => Answer;
      }
    | { scope: 'runtime'; kinds: readonly Token['kind'][]; handle: (call: RuntimeCall) => Answer }
  );

/** The decoded {names} of a matching path; undefined if it does not match. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (segment !== part) return undefined;
    } else {
      const value = decode(segment);
      if (!value) return undefined;
      params[name] = value;
    }
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
