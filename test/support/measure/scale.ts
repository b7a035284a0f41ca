// The cost of reading and writing, by the number of profiles.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredProfile } from '../../../source/profiles/config.ts';
import { changeState, readState } from '../../../source/profiles/store.ts';
import { inDirectory, median, timed, worldAt } from './places.ts';

export type Cost = {
  profiles: number;
  /** Size of config.json. */
  bytes: number;
  /** Milliseconds, median of five. */
  read: number;
  write: number;
};

export function costAt(profiles: number): Promise<Cost> {
  return inDirectory(async directory => {
    const home = join(directory, '.botpress');
    const ctx = worldAt(home);
    const names = Array.from({ length: profiles }, (_, n) => `p${n}`);
    const all = Object.fromEntries(names.map(name => [name, profileNamed(name)]));
    await changeState(ctx, 'fill', config => ({ ...config, profiles: all, activeProfile: 'p0' }));
    const reads: number[] = [];
    const writes: number[] = [];
    for (let n = 1; n <= 5; n++) {
      const activeProfile = `p${n}`;
      writes.push(
        await timed(() => changeState(ctx, 'use', config => ({ ...config, activeProfile }))),
      );
      reads.push(await timed(() => readState(ctx)));
    }
    const bytes = statSync(join(home, 'config.json')).size;
    return { profiles, bytes, read: median(reads), write: median(writes) };
  });
}

const profileNamed = (name: string): StoredProfile => ({
  apiUrl: 'https://api.botpress.cloud',
  workspaceId: `wkspace_01K5${name.padStart(22, '0')}`,
  workspaceName: `Workspace ${name}`,
  workspaceHandle: name,
  token: `bp_pat_${name.padStart(36, '0')}`,
  tokenOrigin: 'https://api.botpress.cloud',
  kind: 'pat',
  id: `01J${name.padStart(20, '0')}`,
  accountId: 'acc_1',
  accountEmail: 'owner@example.com',
  createdAt: '2026-01-01T00:00:00.000Z',
  verifiedAt: '2026-01-01T00:00:00.000Z',
});
