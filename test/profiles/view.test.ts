import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { describeTarget, workspaceLabel } from '../../source/profiles/view.ts';

describe('what a profile points at', () => {
  const id = 'ws_abc123';
  test.each<readonly [what: string, profile: Partial<StoredProfile>, label: string, value: string]>(
    [
      [
        'the name that the dashboard shows',
        { workspaceName: 'Acme Inc', workspaceHandle: 'acme' },
        'Workspace',
        `Acme Inc (${id})`,
      ],
      [
        'its handle, where it has no name',
        { workspaceName: null, workspaceHandle: 'acme' },
        'Workspace',
        `acme (${id})`,
      ],
      [
        'its handle, where its name is empty',
        { workspaceName: '', workspaceHandle: 'acme' },
        'Workspace',
        `acme (${id})`,
      ],
      [
        'its handle, where nothing of its name can be seen',
        { workspaceName: '\u200b \u001b[2J', workspaceHandle: 'acme' },
        'Workspace',
        `acme (${id})`,
      ],
      ['the id alone, where neither is known', {}, 'Workspace', `(${id})`],
      ['a name that is not Latin', { workspaceName: '株式会社' }, 'Workspace', `株式会社 (${id})`],
      ['no workspace', { workspaceId: null, workspaceName: 'left over' }, 'Workspace', 'none'],
      ['a bot', { kind: 'bot', botId: 'bot_1', workspaceId: null }, 'Bot', 'bot_1'],
      [
        'an integration',
        { kind: 'integration', integrationId: 'int_1', workspaceId: null },
        'Integration',
        'int_1',
      ],
    ],
  )('%s', (_, profile, label, value) => {
    expect(describeTarget({ kind: 'pat', workspaceId: id, ...profile })).toEqual({ label, value });
  });

  test('a name is given as it is: whoever prints it cleans it', () => {
    expect(workspaceLabel({ workspaceName: 'a\u202eb' })).toBe('a\u202eb');
  });
});
