// A process that only uses the store, for tests that need many of them or have to kill them. Usage:
// storeChild ACTION [ARGUMENTS]; the environment names the home (BP_BOTPRESS_HOME).
import { type StoredProfile, withProfile } from '../../source/profiles/config.ts';
import { configPath } from '../../source/profiles/configFile.ts';
import { takeLock } from '../../source/profiles/lock.ts';
import { activated, switchProfile } from '../../source/profiles/manage.ts';
import { removeAll, removeProfile } from '../../source/profiles/remove.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { realContext } from '../../source/realContext.ts';

const ctx = realContext();

export const sampleProfile = (name: string): StoredProfile => ({
  apiUrl: 'https://api.botpress.cloud',
  workspaceId: `ws_${name}`,
  token: `bp_pat_of_${name}_0123456789abcdef`,
  tokenOrigin: 'https://api.botpress.cloud',
  kind: 'pat',
  id: `id-${name}`,
});

const login = (name: string) =>
  changeState(ctx, 'login', config =>
    activated(withProfile(config, name, sampleProfile(name)), name, ctx.now()),
  );

const actions: Record<string, (...args: string[]) => Promise<unknown>> = {
  login,
  logout: name => removeProfile(ctx, name ?? ''),
  'logout-all': () => removeAll(ctx),
  switch: name => switchProfile(ctx, name ?? ''),
  /** Adds profiles, one write each. */
  async writes(prefix, count) {
    for (let n = 0; n < Number(count); n++) await login(`${prefix}-${n}`);
  },
  /**
   * Writes until it is killed. Every write puts one number into all profiles. Prints `ready` after
   * the first write.
   */
  async loop() {
    for (let n = 0; ; n++) {
      await changeState(ctx, 'loop', config => {
        const profiles = Object.entries(config.profiles).map(
          ([name, profile]) => [name, { ...profile, workspaceId: `ws_${n}` }] as const,
        );
        return { ...config, profiles: Object.fromEntries(profiles) };
      });
      if (n === 0) process.stdout.write('ready\n');
    }
  },
  /** Takes the lock and keeps it until it is killed. */
  async hold() {
    await takeLock(ctx, configPath(ctx.botpressHome), 'bp-auth hold');
    process.stdout.write('held\n');
    setInterval(() => {}, 1000);
  },
  /**
   * Takes the lock, writes `in` and `out` into the file, releases the lock, and repeats. Two
   * holders at once would show in the file.
   */
  async contend(count, file, ms = '0') {
    const { appendFileSync } = await import('node:fs');
    process.stdout.write('contending\n');
    for (let n = 0; n < Number(count); n++) {
      const lock = await takeLock(ctx, configPath(ctx.botpressHome), 'bp-auth contend');
      appendFileSync(file ?? '', `in ${process.pid}\n`);
      if (ms !== '0') await ctx.wait(Number(ms));
      lock.requireOwnership();
      appendFileSync(file ?? '', `out ${process.pid}\n`);
      lock.release();
    }
  },
  async read() {
    const { config, broken } = readState(ctx);
    process.stdout.write(JSON.stringify({ config, broken }));
  },
};

const [action = '', ...args] = ctx.argv;
await actions[action]?.(...args);
