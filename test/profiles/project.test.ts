// The workspace and API that a project's files name, compared with those of the current profile.
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { bindOffer, findProject, mismatch } from '../../source/profiles/project.ts';
import type { Current } from '../../source/profiles/resolve.ts';
import { temporaryDirectory } from '../support/context.ts';

const cloud = 'https://api.botpress.cloud';
const other = 'https://api.botpress.dev';

const profileOf = (workspaceId: string, apiUrl = cloud): StoredProfile => ({
  apiUrl,
  workspaceId,
  token: 'bp_pat_x',
  tokenOrigin: apiUrl,
  kind: 'pat',
});
const profiles = {
  dev: profileOf('ws_dev'),
  prod: profileOf('ws_prod'),
  'dev-elsewhere': profileOf('ws_dev', other),
};
const current: Current = { name: 'dev', profile: profiles.dev, source: { type: 'active' } };

function project(files: Record<string, unknown>): string {
  const directory = realpathSync(temporaryDirectory());
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

type Row = {
  shared?: unknown;
  own?: unknown;
  /** The message, without the directory; null if no message is expected. */
  text: string | null;
  command?: string | null;
};

const rows: Record<string, Row> = {
  'its workspace is the one': { shared: { workspaceId: 'ws_dev' }, text: null },
  'another workspace': {
    shared: { workspaceId: 'ws_prod' },
    text: '(agent.json) belongs to workspace ws_prod, the profile to ws_dev',
    command: 'profiles bind prod .',
  },
  'agent.local.json overrules, and is the file that is named': {
    shared: { workspaceId: 'ws_dev' },
    own: { workspaceId: 'ws_prod' },
    text: '(agent.local.json) belongs to workspace ws_prod, the profile to ws_dev',
    command: 'profiles bind prod .',
  },
  'agent.local.json overrules only what it names': {
    shared: { workspaceId: 'ws_prod' },
    own: { botId: 'bot_mine' },
    text: '(agent.json) belongs to workspace ws_prod, the profile to ws_dev',
    command: 'profiles bind prod .',
  },
  'agent.local.json alone': {
    own: { workspaceId: 'ws_new' },
    text: '(agent.local.json) belongs to workspace ws_new, the profile to ws_dev',
    command: 'login --with-token --workspaceId ws_new',
  },
  'the same API, spelled otherwise': {
    shared: { workspaceId: 'ws_dev', apiUrl: `${cloud}/` },
    text: null,
  },
  'another API: the profile that has both is bound': {
    shared: { workspaceId: 'ws_dev', apiUrl: other },
    text: `(agent.json) belongs to the API ${other}, the profile to ${cloud}`,
    command: 'profiles bind dev-elsewhere .',
  },
  'another API in agent.local.json': {
    shared: { workspaceId: 'ws_dev', apiUrl: cloud },
    own: { apiUrl: other },
    text: `(agent.local.json) belongs to the API ${other}, the profile to ${cloud}`,
    command: 'profiles bind dev-elsewhere .',
  },
  'another API and nothing that fits: nobody is told to log in there': {
    shared: { apiUrl: 'https://evil.example' },
    text: `(agent.json) belongs to the API https://evil.example, the profile to ${cloud}`,
    command: null,
  },
  'another workspace of another API: the workspace is what is said': {
    shared: { workspaceId: 'ws_new', apiUrl: 'https://evil.example' },
    text: '(agent.json) belongs to workspace ws_new, the profile to ws_dev',
    command: 'login --with-token --workspaceId ws_new',
  },
  'a URL that nobody would use is no difference, and is not repeated': {
    shared: { workspaceId: 'ws_dev', apiUrl: 'https://me:secret@evil.example' },
    text: null,
  },
  'no object': { shared: [], text: null },
};

describe('a project differs', () => {
  test.each(Object.entries(rows))('%s', (_, { shared, own, text, command = null }) => {
    const directory = project({
      ...(shared === undefined ? {} : { 'agent.json': shared }),
      ...(own === undefined ? {} : { 'agent.local.json': own }),
    });
    const search = findProject(directory);
    expect(search.passedOver).toEqual([]);
    const found = mismatch(search.project, { profiles }, current);
    expect(found?.text.replace(`${directory}/`, '') ?? null).toBe(
      text === null ? null : `This project ${text}`,
    );
    const words =
      found?.command?.words.map(word => (word === directory ? '.' : word)).join(' ') ?? null;
    expect(words).toBe(command);
  });

  test('and is not offered to be bound to a profile of another API', () => {
    const { project: found } = findProject(
      project({ 'agent.json': { workspaceId: 'ws_dev', apiUrl: other } }),
    );
    expect(bindOffer(found, 'dev', profiles.dev, null)).toBeNull();
    expect(bindOffer(found, 'dev-elsewhere', profiles['dev-elsewhere'], null)).not.toBeNull();
  });
});

describe('a project is looked for', () => {
  test('up to the root of the repository', () => {
    const outer = project({ 'agent.json': { workspaceId: 'ws_outer' } });
    mkdirSync(join(outer, 'inner', 'src', 'deep'), { recursive: true });
    expect(findProject(join(outer, 'inner', 'src')).project?.directory).toBe(outer);
    mkdirSync(join(outer, 'inner', '.git'));
    expect(findProject(join(outer, 'inner', 'src')).project).toBeNull();
  });

  test('past what is no such file, which is told', () => {
    const outer = project({ 'agent.json': { workspaceId: 'ws_outer' } });
    const inner = join(outer, 'inner');
    mkdirSync(inner);
    symlinkSync('/dev/zero', join(inner, 'agent.json'));
    writeFileSync(join(inner, 'agent.local.json'), '{"workspaceId": ');
    expect(findProject(inner)).toMatchObject({
      project: { directory: outer, workspaceId: 'ws_outer' },
      passedOver: [
        { path: join(inner, 'agent.json'), kind: 'device' },
        { path: join(inner, 'agent.local.json'), kind: 'malformed', reason: 'it is not JSON' },
      ],
    });
  });

  test('in UTF-16 too, as PowerShell writes it', () => {
    const directory = project({});
    const text = '\ufeff{"workspaceId":"ws_dev"}\r\n';
    writeFileSync(join(directory, 'agent.json'), Buffer.from(text, 'utf16le'));
    expect(findProject(directory).project?.workspaceId).toBe('ws_dev');
  });
});
