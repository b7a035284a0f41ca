// The real keychain: macOS Keychain, Windows Credential Manager, Secret Service. Each call runs in
// its own process: connecting to a D-Bus that does not answer blocks the thread for ever, so only
// another process can end it (measured).
import { createRequire } from 'node:module';
import type { Keychain } from '../../context.ts';
import { capture } from '../../files/capture.ts';
import { withoutBotpress } from '../../secrets/environment.ts';
import { nodePath } from '../../system.ts';

type Request = { action: 'get' | 'set' | 'remove'; account: string; secret?: string };

/** The service name of our entries in the keychain. */
const keychainService = 'bp-auth';

// The request goes to standard input, because arguments are visible to others. Without `store` the
// library falls back to kernel memory if there is no D-Bus, and loses everything at the next reboot
// (docs/notes/packages.md).
const helper = `
const fs = require('node:fs');
const answer = value => fs.writeSync(1, JSON.stringify(value));
try {
  const { library, service, action, account, secret } = JSON.parse(fs.readFileSync(0, 'utf8'));
  const { Entry } = require(library);
  const entry = new Entry(service, account, { linux: { store: 'secret-service' } });
  if (action === 'get') answer({ value: entry.getPassword() });
  if (action === 'set') answer({ value: entry.setPassword(secret) ?? null });
  if (action === 'remove') answer({ value: entry.deletePassword() });
} catch (error) {
  answer({ error: String(error.message).split('\\n')[0] });
}
`;

/** @param env the variables that the keychain needs: HOME, DBUS_SESSION_BUS_ADDRESS, … */
export function systemKeychain(env: Readonly<Record<string, string | undefined>>): Keychain {
  // NODE_OPTIONS are meant for bp-auth, and could keep the helper from starting. With
  // NODE_EXTRA_CA_CERTS, Node would read certificates, which takes longer than the call of the
  // keychain.
  const { NODE_OPTIONS: _, NODE_EXTRA_CA_CERTS: __, ...rest } = withoutBotpress(env);
  const ask = async (request: Request, signal: AbortSignal): Promise<unknown> => {
    const input = JSON.stringify({ ...request, service: keychainService, library: library() });
    const result = await capture(nodePath, ['-e', helper], { env: rest, input, signal });
    if (result.type === 'unstarted') throw new Error(`Node could not be started: ${result.code}`);
    const answer = parse(result.stdout);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  return {
    get: async (account, signal) => {
      const value = await ask({ action: 'get', account }, signal);
      return typeof value === 'string' ? value : null;
    },
    set: async (account, secret, signal) => {
      await ask({ action: 'set', account, secret }, signal);
    },
    remove: async (account, signal) => (await ask({ action: 'remove', account }, signal)) === true,
  };
}

function library(): string {
  try {
    return createRequire(import.meta.url).resolve('@napi-rs/keyring');
  } catch {
    throw new Error('the package @napi-rs/keyring is not installed');
  }
}

type Answer = { value?: unknown; error?: string };

function parse(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return { error: 'its library crashed' };
  }
}
