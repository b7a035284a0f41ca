// The check of `profiles list --check`: whether each profile is authenticated, according to the
// API.
import pLimit from 'p-limit';
import type { Context } from '../context.ts';
import { toAppError } from '../errors.ts';
import type { Config } from '../profiles/config.ts';
import type { ProfileView } from '../profiles/view.ts';
import { checkStatus, type Status } from '../tokens/status.ts';
import { withProgress } from './progress.ts';

export type Checked = {
  verdict: Pick<Status, 'authenticated' | 'reason'>;
  /** What the API said about the profile; replaces the stored values. */
  learned: Partial<ProfileView>;
  isBlocked: boolean;
};

/** Verifies all profiles, a few at a time. */
export async function checkAll(ctx: Context, config: Config): Promise<Map<string, Checked>> {
  const results = new Map<string, Checked>();
  const profiles = Object.entries(config.profiles);
  await withProgress(ctx, 'Asking the API', ({ show }) =>
    pLimit(8).map(profiles, async ([name, profile]) => {
      results.set(name, await checkOne(ctx, name, profile));
      show(`${results.size} of ${profiles.length} profiles`, results.size / profiles.length);
    }),
  );
  return results;
}

async function checkOne(
  ctx: Context,
  name: string,
  profile: Config['profiles'][string],
): Promise<Checked> {
  try {
    const { authenticated, reason, account, workspace } = await checkStatus(ctx, name, profile);
    const learned = {
      ...(account === null ? {} : { account: account.email }),
      ...(workspace === null
        ? {}
        : { workspaceName: workspace.name, workspaceHandle: workspace.handle ?? null }),
    };
    return {
      verdict: { authenticated, reason },
      learned,
      isBlocked: workspace?.blocked ?? false,
    };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'cancelled' || error.kind === 'bug') throw error;
    const verdict = { authenticated: 'unknown', reason: error.message } as const;
    return { verdict, learned: {}, isBlocked: false };
  }
}
