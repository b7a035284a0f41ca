// The running sandbox: its ports, its isolation, its end.
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { startSandbox } from '../../source/sandbox/server.ts';
import { sampleTokens } from '../../source/sandbox/tokens.ts';
import { ask, outcome } from './ask.ts';

const pats = '/v1/admin/account/pats';

it('listens on loopback on two free ports, and frees them', async () => {
  const sandbox = await startSandbox();
  const ports = [sandbox.url, sandbox.otherUrl].map(url => new URL(url));
  expect(ports.map(({ hostname }) => hostname)).toEqual(['127.0.0.1', '127.0.0.1']);
  await sandbox.close();
  const again = await startSandbox({
    port: Number(ports[0]?.port),
    otherPort: Number(ports[1]?.port),
  });
  expect([again.url, again.otherUrl]).toEqual([sandbox.url, sandbox.otherUrl]);
  await again.close();
});

it('says that a port is taken, and keeps none', async () => {
  const first = await startSandbox();
  const port = Number(new URL(first.url).port);
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(startSandbox({ otherPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.close();
});

it('knows nothing of another sandbox', async () => {
  const [one, two] = [await startSandbox(), await startSandbox()];
  await ask(one.url, `${pats}/pat_owner_sample`, { method: 'DELETE' });
  expect(outcome(await ask(one.url, pats))).toBe('401 Unauthorized');
  expect(outcome(await ask(two.url, pats))).toBe('200');
  await Promise.all([one.close(), two.close()]);
});

it('ends kept-alive and half-open connections at once, and may be closed twice', async () => {
  const sandbox = await startSandbox();
  const { hostname, port } = new URL(sandbox.url);
  const half = connect(Number(port), hostname).on('error', () => {});
  half.write('POST /v1/admin/account/pats HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
  await ask(sandbox.url, pats);
  const before = performance.now();
  await sandbox.close();
  await sandbox.close();
  expect(performance.now() - before).toBeLessThan(1_000);
  half.destroy();
});

it('survives a client that leaves in the middle', async () => {
  const sandbox = await startSandbox();
  const left = request(sandbox.url + pats, {
    method: 'POST',
    headers: { authorization: `Bearer ${sampleTokens.owner}`, 'content-length': '1000' },
  });
  await new Promise(resolve => {
    left.on('error', resolve).write('{', () => left.destroy(new Error('gone')));
  });
  expect(outcome(await ask(sandbox.url, pats))).toBe('200');
  await sandbox.close();
});
