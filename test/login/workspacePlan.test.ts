import { expect, test } from 'vitest';
import { planWorkspace, type WorkspacePlan } from '../../source/login/workspacePlan.ts';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';

const cloud = 'https://api.botpress.cloud';
const me = { id: 'user_me', email: 'me@example.com' };

/** A profile of the user's own account, for `ws_NAME`, with its own token. */
const profile = (name: string, changes: Partial<StoredProfile> = {}): StoredProfile => ({
  ...{ apiUrl: cloud, tokenOrigin: cloud, workspaceId: `ws_${name}`, token: `bp_pat_${name}` },
  ...{ kind: 'pat' as const, accountId: me.id, accountEmail: me.email },
  ...changes,
});
const prod = { id: 'ws_prod', name: 'Prod', handle: 'prod' };
const theirs = { accountId: 'user_other', accountEmail: 'other@example.com' };
const unknown = { accountId: null, accountEmail: null };

type Row = {
  /** The profiles. The user wants to use ws_prod with the token of the first one. */
  has: Record<string, StoredProfile>;
  active?: string;
  named?: boolean;
  account?: typeof me | null;
  becomes: WorkspacePlan;
};

const created = { type: 'created', name: 'prod', takenName: null } as const;
const switched = (name: string) => ({ type: 'switched', name }) as const;
const sameToken = { token: 'bp_pat_dev', workspaceId: 'ws_prod' };

const rows: Record<string, Row> = {
  'it has the workspace already': {
    has: { a: profile('prod'), b: profile('prod') },
    becomes: { type: 'kept', name: 'a' },
  },
  'it has it already, and is named': {
    has: { prod: profile('prod') },
    named: true,
    becomes: { type: 'kept', name: 'prod' },
  },
  'nobody has it: a new profile named after it': { has: { dev: profile('dev') }, becomes: created },
  'one called default is filled in place': {
    has: { default: profile('dev') },
    becomes: { type: 'moved', name: 'default', from: 'ws_dev' },
  },
  'one without a workspace is filled in place': {
    has: { dev: profile('dev', { workspaceId: null }) },
    becomes: { type: 'moved', name: 'dev', from: null },
  },
  'the one named is pointed there, whoever else has it': {
    has: { dev: profile('dev'), prod: profile('prod') },
    named: true,
    becomes: { type: 'moved', name: 'dev', from: 'ws_dev' },
  },
  'another profile of this account has it': {
    has: { dev: profile('dev'), live: profile('prod') },
    becomes: switched('live'),
  },
  'also before one called default is filled': {
    has: { default: profile('dev'), live: profile('prod') },
    becomes: switched('live'),
  },
  'of several the one with the same token': {
    has: { dev: profile('dev'), a: profile('prod'), b: profile('dev', sameToken) },
    active: 'a',
    becomes: switched('b'),
  },
  'else the active one': {
    has: { dev: profile('dev'), a: profile('prod'), b: profile('prod', { token: 'bp_pat_2' }) },
    active: 'b',
    becomes: switched('b'),
  },
  'another account’s profile is left alone, its name too': {
    has: { dev: profile('dev'), prod: profile('prod', theirs) },
    becomes: { type: 'created', name: 'prod-2', takenName: 'prod' },
  },
  'one whose account is not known is left alone': {
    has: { dev: profile('dev'), live: profile('prod', unknown) },
    becomes: created,
  },
  'unless it has the very token': {
    has: { dev: profile('dev'), live: profile('prod', { ...unknown, ...sameToken }) },
    becomes: switched('live'),
  },
  'known by its e-mail, where the id was not noted': {
    has: { dev: profile('dev'), live: profile('prod', { accountId: null }) },
    becomes: switched('live'),
  },
  'by what is stored, where the API was not asked': {
    has: { dev: profile('dev'), live: profile('prod') },
    account: null,
    becomes: switched('live'),
  },
  'of nobody known, where nothing is stored either': {
    has: { dev: profile('dev', unknown), live: profile('prod', unknown) },
    account: null,
    becomes: created,
  },
  'the same workspace at another host is another one': {
    has: {
      dev: profile('dev'),
      live: profile('prod', { apiUrl: 'https://x.example', tokenOrigin: 'https://x.example' }),
    },
    becomes: created,
  },
};

test.each(Object.entries(rows))('%s', (_, { has, active, named = false, account, becomes }) => {
  const [[name, own] = ['', profile('')]] = Object.entries(has);
  const config: Config = { version: 1, activeProfile: active ?? name, profiles: has };
  const whose = account === undefined ? me : account;
  const wish = { name, profile: own, workspace: prod, account: whose, named };
  expect(planWorkspace(config, wish)).toEqual(becomes);
});
