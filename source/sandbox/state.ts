// The state of one sandbox: its people, workspaces, bots, tokens, and the requests it got.
import type { Control } from './control.ts';

export type SandboxRole =
  | 'viewer'
  | 'billing'
  | 'developer'
  | 'manager'
  | 'administrator'
  | 'owner';

/** A Botpress user; `workspaces` says in which workspaces, and as what. */
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

/** `alias` is the short id of docs/reference.md; `id` is as long as the official schema wants it. */
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
  /** What else was deployed; absent ones have their defaults. */
  fields: Record<string, unknown>;
};

/** An integration, interface or plugin: what a workspace has deployed under a name and version. */
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
  /** What else was deployed; absent ones have their defaults. */
  fields: Record<string, unknown>;
};

/**
 * A credential of any kind. `ownerId` is the account, bot or integration that it stands for.
 * `values` are the secrets that it answers to: none for one whose value nobody here knows.
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
