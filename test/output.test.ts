// Output to a non-blocking pipe and to a full disk, by real processes.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { output } from '../source/realContext.ts';
import { asWindows, builtCli, cleanEnv } from './support/cli.ts';
import { temporaryDirectory } from './support/context.ts';

test('a pipe that is full and does not wait gets the rest when there is room', async () => {
  const fifo = join(temporaryDirectory(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  const from = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
  const to = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
  const pipe = new Socket({ fd: to, readable: false, writable: true });
  const stdout = output(to, () => pipe as unknown as NodeJS.WriteStream);
  // A pipe has room for 64 KB, and nobody reads yet.
  const written = `${'x'.repeat(300_000)}end\n`;
  stdout.write(written);
  stdout.write('more\n');
  pipe.end();
  expect(await text(new Socket({ fd: from, readable: true, writable: false }))).toBe(
    `${written}more\n`,
  );
});

const full = existsSync('/dev/full');
if (!full) console.warn('SKIPPED: output on a full disk (this machine has no /dev/full)');

test.skipIf(!full).each([
  [
    'stdout',
    1,
    [],
    /"kind":"local","code":"output-failed","message":"The output could not be written \(ENOSPC\)"/,
  ],
  ['stdout, through a stream', 1, asWindows, /"The output could not be written \(ENOSPC\)"/],
  ['stderr', 2, [], /^$/],
  ['stderr, through a stream', 2, asWindows, /^$/],
] as const)('a full disk behind %s is a fault of this machine, not ours', (_, onto, node, says) => {
  const descriptor = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(descriptor));
  const args = onto === 1 ? ['profiles', 'list', '--json'] : ['bogus'];
  const argv = [...node, builtCli, ...args];
  const stdio = ['ignore', onto === 1 ? descriptor : 'pipe', onto === 2 ? descriptor : 'pipe'];
  const { status, stderr } = spawnSync(process.execPath, argv, {
    env: cleanEnv({ HOME: temporaryDirectory() }),
    stdio: stdio as never,
    encoding: 'utf8',
  });
  expect(status).toBe(onto === 1 ? 8 : 2);
  expect(stderr ?? '').toMatch(says);
});
