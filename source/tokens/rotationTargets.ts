// The targets of a rotation: the profiles that hold the old or new token, and storing the new one
// in all of them.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { changedMeanwhile } from '../errors.ts';
import { type Config, fingerprintOf, type StoredProfile, sourceOf } from '../profiles/config.ts';
import { type Kept, keepToken } from '../profiles/sources/keep.ts';
import { keychainAccount, keyOf, readKeychain } from '../profiles/sources/keychain.ts';
import { changeState, readState } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import { withExpiry } from './age.ts';
import type { RotationFacts } from './rotationTable.ts';

/** The fingerprints of the old and new token. */
export type RotationPrints = { origin: string; old: string; new: string | null };

type Target = readonly [name: string, profile: StoredProfile];

/** Profiles that hold the old or the new token. */
export function targetsIn(config: Config, prints: RotationPrints): Target[] {
  return Object.entries(config.profiles).filter(([, profile]) => {
    const print = fingerprintOf(profile);
    const isOurs = print !== null && (print === prints.old || print === prints.new);
    return isOurs && profile.tokenOrigin === prints.origin;
  });
}

/** Names of the profiles that hold the new token. */
export function holdersOf(config: Config, { origin, new: print }: RotationPrints): string[] {
  if (print === null) return [];
  return targetsIn(config, { origin, old: print, new: null }).map(([name]) => name);
}

export type Held = {
  held: RotationFacts['held'];
  targets: Target[];
  /** The new token's value, if a profile holds it. */
  fresh: string | null;
};

/**
 * Which token the profiles hold. Keychains are read too, because they are written before
 * config.json.
 * @throws AppError `local`
 */
export async function heldBy(ctx: Context, prints: RotationPrints): Promise<Held> {
  const targets = targetsIn(readState(ctx).config, prints);
  const values = await Promise.all(
    targets.map(async ([, profile]) => {
      const value = prints.new === null ? null : await valueKeptBy(ctx, profile);
      return value !== null && fingerprint(value) === prints.new ? value : null;
    }),
  );
  const fresh = values.find(value => value !== null) ?? null;
  const upToDate = targets.filter(([, profile]) => fingerprintOf(profile) === prints.new);
  if (targets.length === 0) return { held: 'neither', targets, fresh };
  if (upToDate.length === targets.length) return { held: 'new', targets, fresh };
  return { held: upToDate.length > 0 || fresh !== null ? 'mixed' : 'old', targets, fresh };
}

async function valueKeptBy(ctx: Context, profile: StoredProfile): Promise<string | null> {
  const key = keyOf(profile);
  return key === null ? (profile.token ?? null) : readKeychain(ctx, key);
}

/**
 * Stores the new token in every profile that holds the old one: keychains first, then config.json
 * in one write, with bp's files.
 * @throws AppError `local`; then the keychains hold the old token again
 */
export async function storeEverywhere(
  ctx: Context,
  prints: RotationPrints,
  token: { id: string; value: string; accountId: string },
): Promise<void> {
  // A profile without an account id, as after an import, gets that of the token's account.
  const owner = ({ accountId }: StoredProfile) => (accountId ? {} : { accountId: token.accountId });
  const filled = new Map<string, Kept>();
  try {
    for (const [, profile] of targetsIn(readState(ctx).config, prints)) {
      const key = keyOf(profile);
      if (key === null) continue;
      filled.set(keychainAccount(key), await keepToken(ctx, sourceOf(profile), key, token.value));
    }
    await changeState(ctx, 'tokens rotate', config => {
      const targets = targetsIn(config, prints);
      if (targets.length === 0) throw profileChanged();
      const verifiedAt = new Date(ctx.now()).toISOString();
      const changed = targets.map(([name, profile]) => {
        const fields = fieldsFor(profile, filled, token.value);
        return [
          name,
          { ...profile, ...fields, ...owner(profile), tokenId: token.id, kind: 'pat', verifiedAt },
        ] as const;
      });
      const oldId = targets.map(([, { tokenId }]) => tokenId).find(id => id && id !== token.id);
      const profiles = { ...config.profiles, ...Object.fromEntries(changed) };
      return withExpiry({ ...config, profiles }, oldId ?? '', null);
    });
  } catch (error) {
    for (const kept of filled.values()) await kept.undo();
    throw error;
  }
}

/**
 * The fields that store the token in a profile.
 * @throws AppError if the profile's token source has changed since the keychains were written
 */
function fieldsFor(
  profile: StoredProfile,
  filled: ReadonlyMap<string, Kept>,
  token: string,
): Partial<StoredProfile> {
  const { kind } = sourceOf(profile);
  if (kind === 'file') return { token };
  const key = keyOf(profile);
  const kept = key === null ? undefined : filled.get(keychainAccount(key));
  if (kind !== 'keychain' || kept === undefined) throw profileChanged();
  return kept.fields;
}

/** Profiles that hold one of the tokens in a place that we cannot write to. */
export function unwritable(config: Config, prints: RotationPrints): Target[] {
  return targetsIn(config, prints).filter(([, profile]) =>
    ['command', 'env'].includes(sourceOf(profile).kind),
  );
}

const profileChanged = () =>
  changedMeanwhile(
    'A profile that holds the token',
    say`Look at the profiles with \`${line('profiles', 'list')}\`, and run this again`,
  );
