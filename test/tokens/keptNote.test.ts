// The note of a rotated token: the new token gets it, and is found by it after an interrupted rotation.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { thisProcess } from '../../source/profiles/process.ts';
import { fingerprint } from '../../source/secrets/kind.ts';
import { madeFor } from '../../source/tokens/journal.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { officialClient, tokenWorld } from '../support/tokenWorld.ts';

const oldId = 'pat_owner_sample';

test('the note of a user’s own is kept, again and again', async () => {
  const { login, run, patsAtServer } = await tokenWorld();
  await login('ws_dev');
  expect(await run('tokens', 'rotate', '--old-id', oldId)).toMatchObject({ code: 0 });
  expect(await run('tokens', 'rotate')).toMatchObject({ code: 0 });
  const { stdout } = await run('tokens', 'rotate', '--json');
  const { id, note } = JSON.parse(stdout);
  expect(note).toBe('laptop');
  expect((await patsAtServer()).filter(pat => pat.note === 'laptop')).toEqual([{ id, note }]);
});

test('a note of ours is made anew: it says for which rotation a token was made', async () => {
  const { login, run, config, patsAtServer } = await tokenWorld();
  await login('ws_dev');
  // bp-auth does not know the id of the old token, and therefore not its note.
  expect(await run('tokens', 'rotate')).toMatchObject({ code: 3 });
  const first = config().profiles.dev?.tokenId;
  const noteOf = async (id: string | undefined) =>
    (await patsAtServer()).find(pat => pat.id === id)?.note ?? '';
  const before = await noteOf(first);
  expect(before).toMatch(/^bp-auth rotate dev \(.+\)$/);
  expect(await run('tokens', 'rotate')).toMatchObject({ code: 0 });
  const after = await noteOf(config().profiles.dev?.tokenId);
  expect(after).toMatch(/^bp-auth rotate dev \(.+\)$/);
  expect(after).not.toBe(before);
});

describe('a token that was made for a journal', () => {
  const listedAt = Date.parse('2026-11-22T12:00:00Z');
  const journal = { nonce: 'abcd', newId: null, note: 'laptop', known: ['pat_1'], listedAt };
  const pat = (id: string, note: string, createdAt = '2026-11-22T12:00:03Z') => ({
    id,
    note,
    createdAt,
  });
  const old = pat('pat_1', 'laptop', '2026-01-01T00:00:00Z');
  test.each<[title: string, more: object, listed: ReturnType<typeof pat>[], found: string[]]>([
    ['is not the old one', {}, [old], []],
    ['is known by its note', {}, [old, pat('pat_2', 'laptop')], ['pat_2']],
    ['is none of another note', {}, [old, pat('pat_2', 'phone')], []],
    ['is none made later', {}, [old, pat('pat_2', 'laptop', '2026-11-22T12:10:00Z')], []],
    ['is none made earlier', {}, [old, pat('pat_2', 'laptop', '2026-11-22T11:50:00Z')], []],
    ['may be any of two: none then', {}, [pat('pat_2', 'laptop'), pat('pat_3', 'laptop')], []],
    [
      'is the one whose id was noted',
      { newId: 'pat_9' },
      [pat('pat_2', 'laptop'), pat('pat_9', 'x')],
      ['pat_9'],
    ],
    [
      'is known by our mark',
      { note: null },
      [pat('pat_2', 'bp-auth rotate dev (abcd)')],
      ['pat_2'],
    ],
    [
      'is known without the server’s time',
      { listedAt: null },
      [old, pat('pat_2', 'laptop', 'soon')],
      ['pat_2'],
    ],
    ['is none where no note was to be kept', { note: null }, [pat('pat_2', 'laptop')], []],
  ])('%s', (_, more, listed, found) => {
    expect(madeFor({ ...journal, ...more }, listed).map(({ id }) => id)).toEqual(found);
  });
});

test('killed between the answer of the API and the save: --resume finds it by its note', async () => {
  const { login, run, ctx, sandbox, idsAtServer, journals } = await tokenWorld();
  await login('ws_dev');
  const client = officialClient(sandbox.url, sampleTokens.owner);
  const known = (await client.listPersonalAccessTokens({})).pats.map(({ id }) => id);
  const now = new Date();
  // Another token with that note, created by somebody else long before.
  const { pat: made } = await client.createPersonalAccessToken({ note: 'laptop' });
  const oldFingerprint = fingerprint(sampleTokens.owner);
  const accountId = JSON.parse(readFileSync(join(ctx.botpressHome, 'config.json'), 'utf8')).profiles
    .dev.accountId;
  const journal = {
    version: 1,
    type: 'rotation',
    nonce: 'never-seen',
    startedAt: now.toISOString(),
    origin: new URL(sandbox.url).origin,
    accountId,
    profile: 'dev',
    oldFingerprint,
    oldId,
    note: 'laptop',
    known,
    listedAt: now.getTime(),
    newId: null,
    newFingerprint: null,
    holder: { ...thisProcess('bp-auth tokens rotate'), pid: 999_999_999 },
  };
  writeFileSync(join(ctx.botpressHome, `rotation-${oldFingerprint}.json`), JSON.stringify(journal));
  const { code, stdout } = await run('tokens', 'rotate', '--resume', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ note: 'laptop', revoked: oldId, removed: [made.id] });
  expect(await idsAtServer()).not.toContain(made.id);
  expect(journals()).toEqual([]);
});
