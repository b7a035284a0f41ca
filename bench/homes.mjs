// The homes for measurements: any number of profiles, with bp's files in sync.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const apiUrl = 'https://api.botpress.cloud';

/**
 * A user's home with this many profiles; `extra` goes into the active one.
 * @param {number} count
 * @returns its path
 */
export function homeWith(count, extra = {}) {
  const home = mkdtempSync(join(tmpdir(), 'bp-auth-bench-'));
  const directory = join(home, '.botpress');
  mkdirSync(directory, { mode: 0o700 });
  /** @type {Record<string, object>} */
  const profiles = {};
  for (let i = 0; i < count; i++) {
    profiles[`client-${i}`] = {
      apiUrl,
      workspaceId: `wkspace_${String(i).padStart(26, '0')}`,
      workspaceName: `Client ${i}`,
      workspaceHandle: `client-${i}`,
      token: `bp_pat_${String(i).padStart(36, 'x')}`,
      tokenOrigin: apiUrl,
      kind: 'pat',
      id: `id-${i}`,
      accountEmail: `dev${i % 7}@example.com`,
      createdAt: '2026-11-22T12:00:00.000Z',
      ...(i === 0 ? extra : {}),
    };
  }
  const config = { version: 1, activeProfile: 'client-0', previousProfile: null, profiles };
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config, null, 2), { mode: 0o600 });
  return home;
}
