// The state of one sandbox: its people, workspaces, bots, tokens, and the requests it got.
import type { Control } from './control.ts';

export type SandboxRole =
  | 'viewer'
  | 'billing'
  | 'developer'
  | 'manager'
  | 'administrator'
  | 'owner';

/** A Botpress user; `workspaces` lists the workspaces with the role in each. */
export type SandboxAccount = {
  id: string;
  email: string;
  displayName: string;
  createdAt: string;
  workspaces: ReadonlyMap<string, SandboxRole>;
};

export type SandboxWorkspace = {
  id: string;
  name: string;
  handle?: string;
  plan: 'community' | 'team' | 'enterprise' | 'plus';
  blocked: boolean;
  ownerId: string;
  createdAt: string;
  updatedAt: string;
};

/**
 * `alias` is the short id of docs/reference.md; `id` has the length that the official schema
 * requires.
 */
export type SandboxBot = {
  id: string;
  alias: string;
  name: string;
  workspaceId: string;
  dev: boolean;
  createdAt: string;
  updatedAt: string;
  deployedAt?: string;
  tags: Record<string, string>;
  /** Other deployed fields; absent ones have their defaults. */
  fields: Record<string, unknown>;
};

/** An integration, interface or plugin that a workspace has deployed under a name and version. */
export type SandboxDefinition = {
  id: string;
  alias: string;
  name: string;
  title: string;
  description: string;
  version: string;
  workspaceId: string;
  createdAt: string;
  updatedAt: string;
  /** Other deployed fields; absent ones have their defaults. */
  fields: Record<string, unknown>;
};

/**
 * A credential of any kind. `ownerId` is its account, bot or integration. `values` are the texts
 * that count as this token: an empty list if the sandbox does not know the token's text.
 */
export type Token = {
  kind: 'pat' | 'bot' | 'integration';
  id: string;
  note: string;
  createdAt: string;
  ownerId: string;
  values: readonly string[];
};

export type SandboxState = {
  /** Milliseconds since the epoch, as is `startedAt`. */
  now: () => number;
  startedAt: number;
  accounts: readonly SandboxAccount[];
  workspaces: ReadonlyMap<string, SandboxWorkspace>;
  bots: SandboxBot[];
  integrations: SandboxDefinition[];
  interfaces: SandboxDefinition[];
  plugins: SandboxDefinition[];
  tokens: Token[];
  control: Control;
};
