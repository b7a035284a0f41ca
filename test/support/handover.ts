// A home with one profile of each kind, and programs that tell which credentials have reached them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
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
  /** Its token is read from a variable. */
  fromVariable: { kind: 'pat', token: sampleTokens.single, workspaceId: 'ws_solo' },
} as const satisfies Record<string, Profile>;

export type Kind = keyof typeof profilesByKind;
export const kinds = Object.keys(profilesByKind) as Kind[];

/** The variable that the token of `fromVariable` is read from. */
export const tokenVariable = 'CI_SECRET';

/** What has to arrive of a profile. */
export const expected = (kind: Kind): Profile => profilesByKind[kind];

/**
 * A home with a profile of each kind, called so. Active, and bound to its directory `project`, is one that
 * is called other, as which nobody may act.
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

/** Prints its variables as one line of JSON, once dotenv has read the `.env` of its directory, as bp does. */
export const printer = [process.execPath, '-r', dotenv, '-p', 'JSON.stringify(process.env)'];

/** The same as words of a shell's line. */
export const printerLine = printer.map(word => `'${word}'`).join(' ');
export const bpAuthLine = `'${process.execPath}' '${builtCli}'`;
