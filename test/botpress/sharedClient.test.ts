import { expect, test } from 'vitest';
import type { Client } from '../../source/botpress/client.ts';
import { listBots, listMembers } from '../../source/botpress/endpoints.ts';
import { createPat } from '../../source/botpress/keys.ts';
import { shareAnswers } from '../../source/botpress/sharedClient.ts';
import { AppError } from '../../source/errors.ts';

/** A client that counts requests and gives prepared answers. */
function counting(answer: () => unknown) {
  const paths: string[] = [];
  const client: Client = {
    async request({ path, workspaceId }) {
      paths.push(`${path} ${workspaceId ?? ''}`.trim());
      return answer() as never;
    },
  };
  return { client: shareAnswers(client), paths };
}

test('equal questions are asked once, and answered to all who ask', async () => {
  const { client, paths } = counting(() => ({ bots: [{ id: 'a', name: 'A' }], meta: {} }));
  const pages = await Promise.all([
    listBots(client, 'ws_1'),
    listBots(client, 'ws_1'),
    listBots(client, 'ws_2'),
    listBots(client, 'ws_1', 'next'),
  ]);
  expect(pages.map(({ items }) => items.length)).toEqual([1, 1, 1, 1]);
  expect(paths).toEqual(['/v1/admin/bots ws_1', '/v1/admin/bots ws_2', '/v1/admin/bots ws_1']);
});

test('an error is shared, too', async () => {
  const { client, paths } = counting(() => {
    throw new AppError('forbidden', 'no');
  });
  const all = await Promise.allSettled([listMembers(client, 'ws_1'), listMembers(client, 'ws_1')]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(paths).toHaveLength(1);
});

test('a change is made as often as it is asked for', async () => {
  const pat = { id: 'pat_1', createdAt: '2026-11-22', note: 'x', value: 'none' };
  const { client, paths } = counting(() => ({ pat }));
  await createPat(client, 'x');
  await createPat(client, 'x');
  expect(paths).toHaveLength(2);
});
