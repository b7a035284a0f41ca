// The system's keychain where there is none, or where it never answers. test/slow/keychain.test.ts tests a
// working one.
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemKeychain } from '../../../source/profiles/sources/systemKeychain.ts';
import { fakeContext, temporaryDirectory } from '../../support/context.ts';
import { runIn } from '../../support/run.ts';
import { sampleTokens, sandboxForTest } from '../../support/sandbox.ts';

const token = sampleTokens.owner;
const { PATH = '' } = process.env;

/** A D-Bus that accepts connections and never answers. */
async function silentBus(): Promise<{ address: string; connected: Promise<void> }> {
  const path = join(temporaryDirectory(), 'bus');
  let tell = () => {};
  const connected = new Promise<void>(resolve => {
    tell = resolve;
  });
  const server = createServer(() => tell());
  await new Promise<void>(resolve => server.listen(path, resolve));
  onTestFinished(() => {
    server.close();
    rmSync(path, { force: true });
  });
  return { address: `unix:path=${path}`, connected };
}

describe.runIf(process.platform === 'linux')('the keychain of this machine', () => {
  test('without a D-Bus fails, and does not fall back to the memory of the kernel', async () => {
    const keychain = systemKeychain({ PATH, HOME: temporaryDirectory() });
    const { signal } = new AbortController();
    await expect(keychain.set('probe', 'value', signal)).rejects.toThrow(/DBus/i);
    await expect(keychain.get('probe', signal)).rejects.toThrow(/DBus/i);
  });

  test('that never answers is ended by the signal', async () => {
    const bus = await silentBus();
    const env = { PATH, HOME: temporaryDirectory(), DBUS_SESSION_BUS_ADDRESS: bus.address };
    const stop = new AbortController();
    const reading = systemKeychain(env).get('probe', stop.signal);
    await bus.connected;
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });

  test('that never answers stops a login before a token is asked for, and nothing is stored', async () => {
    const bus = await silentBus();
    const env = { PATH, DBUS_SESSION_BUS_ADDRESS: bus.address };
    const sandbox = await sandboxForTest();
    const ctx = fakeContext({ env, keychain: systemKeychain(env) });
    ctx.typed.end(token);
    const login = runIn(
      ctx,
      ...['login', '--store', 'keychain', '--with-token'],
      ...['--workspaceId', 'ws_dev', '--apiUrl', sandbox.url],
    );
    await Promise.race([bus.connected, login]);
    ctx.clock.advance(3000);
    const { code, stderr } = await login;
    expect(stderr).toContain('The keychain cannot be used (no answer within 3 s)');
    expect(code).toBe(8);
    expect(ctx.typed.readableFlowing).toBe(null);
  });
});
