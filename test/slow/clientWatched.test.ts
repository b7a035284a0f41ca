// The official client under `exec --watch`, compared with a run without `--watch`. Both make the
// same calls, with bodies of 200 MB each way.
import { createHash } from 'node:crypto';
import { realpathSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { recordingOf } from '../support/recording.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const size = 200_000_000;
const block = Buffer.alloc(1_000_000, 'bp-auth ');

/** A program that reports the answers it got, and how long the large bodies took. */
const program = `
const { createHash } = require('node:crypto');
const { Client } = require(${JSON.stringify(new URL(import.meta.resolve('@botpress/client')).pathname)});
(async () => {
  const { BP_API_URL, BP_TOKEN } = process.env;
  const client = new Client({ botId: 'bot_acme' });
  const body = Buffer.alloc(${size}, Buffer.alloc(1_000_000, 'bp-auth '));
  const hash = async answer => {
    const sum = createHash('sha256');
    let length = 0;
    for await (const chunk of answer.body) { sum.update(chunk); length += chunk.length; }
    return length + ' ' + sum.digest('hex');
  };
  const timed = async work => { const started = Date.now(); return [await work(), Date.now() - started]; };
  const errorOf = work => work.then(() => null, error => error.code + ' ' + error.type);
  const done = {};
  done.account = (await client.getAccount({})).account.email;
  done.workspaces = (await client.list.workspaces({}).collect()).map(({ id }) => id);
  done.bots = (await client.list.bots({}).collect()).map(({ name }) => name);
  const { bot } = await client.createBot({ name: 'small' });
  done.updated = (await client.updateBot({ id: bot.id, code: 'x'.repeat(2_000_000) })).bot.name;
  await client.deleteBot({ id: bot.id });
  done.gone = await errorOf(client.getBot({ id: bot.id }));
  const { pat } = await client.createPersonalAccessToken({ note: 'x' });
  await client.deletePersonalAccessToken({ id: pat.id });
  done.tables = (await client.listTables({})).tables.length;
  const [uploaded, uploadMs] = await timed(() => client.uploadFile({ key: 'big', content: body }));
  done.uploaded = uploaded.file.size;
  const { file } = await client.getFile({ id: 'file_big' });
  const [downloaded] = await timed(async () => hash(await fetch(file.url)));
  done.downloaded = downloaded;
  const headers = { authorization: 'Bearer ' + BP_TOKEN, 'content-type': 'application/octet-stream' };
  const [put, putMs] = await timed(async () => (await fetch(BP_API_URL + '/v1/files/raw', { method: 'PUT', headers, body })).text());
  const [got, getMs] = await timed(async () => hash(await fetch(BP_API_URL + '/v1/files/raw', { headers })));
  done.raw = [put, got];
  console.log(JSON.stringify({ done, ms: { uploadMs, putMs, getMs } }));
})();
`;

/** A store of files, which the sandbox lacks. Its answers come from the same address as the sandbox's. */
function fileStore() {
  const received: string[] = [];
  const answers = (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = '', headers } = request;
    const origin = `http://${headers.host}`;
    if (method === 'PUT' && /^\/(?:v1\/files\/raw|upload)$/.test(url)) {
      const sum = createHash('sha256');
      let length = 0;
      request.on('data', (chunk: Buffer) => {
        length += chunk.length;
        sum.update(chunk);
      });
      request.on('end', () => {
        received.push(`${url} ${length} ${sum.digest('hex')} ${headers.authorization ?? 'nobody'}`);
        response.end(`${length}`);
      });
      return true;
    }
    if (method === 'GET' && /^\/(?:v1\/files\/raw|content)$/.test(url)) {
      response.writeHead(200, { 'content-length': size });
      let left = size / block.length;
      const more = () => {
        while (left > 0) {
          left -= 1;
          if (!response.write(block)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
      return true;
    }
    if (!url.startsWith('/v1/files')) return false;
    const isUpload = method === 'PUT';
    const file = { id: 'file_big', key: 'big', contentType: 'application/octet-stream', size };
    request.resume().on('end', () => {
      const more = isUpload ? { uploadUrl: `${origin}/upload` } : {};
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ file: { ...file, url: `${origin}/content`, ...more } }));
    });
    return true;
  };
  return { received, answers };
}

async function run(...flags: string[]) {
  const sandbox = await sandboxForTest();
  const store = fileStore();
  const { url, calls } = await recordingOf(sandbox.url, store.answers);
  const home = realpathSync(temporaryDirectory());
  writeFileSync(join(home, 'program.cjs'), program);
  const env = {
    ...{ BP_TOKEN: sampleTokens.owner, BP_WORKSPACE_ID: 'ws_abc123', BP_API_URL: url },
  };
  const argv = ['exec', ...flags, '--', process.execPath, 'program.cjs'];
  const ran = await runCli(home, argv, { env });
  expect(ran.code, ran.stderr).toBe(0);
  const { done, ms } = JSON.parse(ran.stdout);
  return { done, ms, stderr: ran.stderr, calls: [...calls], received: store.received };
}

test('the same calls, the same answers', async () => {
  const alone = await run();
  const watched = await run('--watch', '--json');
  expect(watched.done).toEqual(alone.done);
  expect(watched.calls).toEqual(alone.calls);
  expect(watched.received).toEqual(alone.received);
  expect(alone.done).toMatchObject({
    ...{ account: 'owner@example.com', gone: '404 ResourceNotFound', uploaded: size },
    raw: [`${size}`, expect.stringMatching(new RegExp(`^${size} `))],
  });
  expect(alone.calls.length).toBeGreaterThan(8);
  const { calls } = JSON.parse(watched.stderr.trimEnd().split('\n').at(-1) ?? '');
  expect(calls).toContainEqual(
    expect.objectContaining({ method: 'PUT', path: '/v1/files/raw', sent: size }),
  );
  expect(calls).toContainEqual(
    expect.objectContaining({ method: 'GET', path: '/v1/files/raw', received: size }),
  );
  const rate = (ms: number) => `${(size / 1000 / ms).toFixed(0)} MB/s`;
  for (const [how, { ms }] of Object.entries({ alone, watched })) {
    console.log(
      `@botpress/client ${how}: ${alone.calls.length} calls; 200 MB up ${rate(ms.putMs)}, down ${rate(ms.getMs)}, uploadFile ${rate(ms.uploadMs)}`,
    );
  }
});
