// A home with one profile of each kind, and programs that print the credentials that reached them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryDirectory } from './context.ts';
import { builtCli } from './programs.ts';
import { sampleTokens } from './sandbox.ts';

type Profile = {
  kind: 'pat' | 'bot' | 'integration';
  token: string;
  workspaceId?: string;
  botId?: string;
  integrationId?: string;
};

const profilesByKind = {
  pat: { kind: 'pat', token: sampleTokens.owner, workspaceId: 'ws_abc123' },
  noWorkspace: { kind: 'pat', token: sampleTokens.noWorkspace },
  bot: { kind: 'bot', token: sampleTokens.bot, botId: 'bot_acme' },
  integration: {
    ...{ kind: 'integration', token: sampleTokens.integration, integrationId: 'int_acme' },
  },
  /** A profile whose token is read from a variable. */
  fromVariable: { kind: 'pat', token: sampleTokens.single, workspaceId: 'ws_solo' },
} as const satisfies Record<string, Profile>;

export type Kind = keyof typeof profilesByKind;
export const kinds = Object.keys(profilesByKind) as Kind[];

/** The variable that the token of `fromVariable` is read from. */
export const tokenVariable = 'CI_SECRET';

/** What has to reach a program that bp-auth starts with the profile of this kind. */
export const expected = (kind: Kind): Profile => profilesByKind[kind];

/**
 * A home with a profile of each kind, named after it. Another profile, called other, is active and bound to
 * the directory `project`; nothing may act as that one.
 */
export function homeOfKinds(apiUrl: string): { home: string; project: string } {
  const home = temporaryDirectory();
  const project = join(home, 'project');
  const { token: _, ...fromVariable } = profilesByKind.fromVariable;
  const profiles = {
    ...profilesByKind,
    fromVariable: { ...fromVariable, tokenSource: { kind: 'env', name: tokenVariable } },
    other: { kind: 'pat', token: sampleTokens.viewer, workspaceId: 'ws_dev' },
  };
  const config = {
    version: 1,
    activeProfile: 'other',
    profiles: Object.fromEntries(
      Object.entries(profiles).map(([name, profile]) => [
        name,
        { apiUrl, tokenOrigin: apiUrl, ...profile },
      ]),
    ),
    directories: { [project]: 'other' },
  };
  mkdirSync(project);
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  const text = JSON.stringify(config);
  writeFileSync(join(home, '.botpress', 'config.json'), text, { mode: 0o600 });
  return { home, project };
}

const dotenv = createRequire(import.meta.url).resolve('dotenv/config');

/**
 * A program that prints its variables as one line of JSON. Before that, dotenv reads the `.env`
 * of the directory, as in bp.
 */
export const printer = [process.execPath, '-r', dotenv, '-p', 'JSON.stringify(process.env)'];

/** `printer` as words on a shell's command line. */
export const printerLine = printer.map(word => `'${word}'`).join(' ');
export const bpAuthLine = `'${process.execPath}' '${builtCli}'`;

/** An address at which nothing listens. */
export const nowhere = 'http://127.0.0.1:9';
export const evil = 'https://evil.example';
export const stale = 'bp_pat_stale0000000000';
export const staleKey = 'bp_bak_stale0000000000';

export const inBothFamilies = (values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => [
      [`BP_${name}`, value],
      [`BOTPRESS_${name}`, value],
    ]),
  );

export const foreignUnit = { TOKEN: stale, WORKSPACE_ID: 'ws_foreign', API_URL: evil };

export const textOf = (file: Record<string, string>) =>
  Object.entries(file)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/**
 * Expects that the values that arrived belong to one profile. Empty and absent count as equal, as they do
 * for bp; a bot that a `.env` names is not a credential, and may be there beside a PAT.
 */
export function expectWhole(env: Record<string, string>, kind: Kind): void {
  const { token, workspaceId, botId, integrationId, ...profile } = expected(kind);
  const isPat = profile.kind === 'pat';
  for (const prefix of ['BP', 'BOTPRESS']) {
    const held = (name: string) => env[`${prefix}_${name}`];
    expect({
      token: held('TOKEN'),
      apiUrl: held('API_URL'),
      workspaceId: held('WORKSPACE_ID'),
      botId: held('BOT_ID') || undefined,
      integrationId: held('INTEGRATION_ID') || undefined,
    }).toEqual({
      token,
      apiUrl: nowhere,
      workspaceId: workspaceId ?? '',
      botId: isPat ? held('BOT_ID') || undefined : botId,
      integrationId,
    });
  }
  expect(env).toMatchObject({ BP_PROFILE: '', BP_AUTH_PROFILE: kind });
  expect(env.BOTPRESS_PAT || undefined).toBe(isPat ? token : undefined);
  expect(env.BOTPRESS_BOT_TOKEN || undefined).toBe(kind === 'bot' ? token : undefined);
  expect(JSON.stringify(env)).not.toMatch(/_stale0|evil\.example/);
}
