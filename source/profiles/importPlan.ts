// The plan of an import: a pure decision for each profile in the file.
import { fingerprint, mask } from '../secrets/kind.ts';
import { type Config, fingerprintOf, type StoredProfile, sourceOf } from './config.ts';
import { tokenOriginsOf } from './tokenOrigins.ts';

/** The API's answer about the token of a profile in the file. */
export type Verified = Pick<
  StoredProfile,
  'accountId' | 'accountEmail' | 'workspaceName' | 'workspaceHandle' | 'verifiedAt'
>;

/** A profile that the import file contains. */
export type ImportCandidate = {
  name: string;
  profile: Pick<
    StoredProfile,
    | 'apiUrl'
    | 'workspaceId'
    | 'workspaceName'
    | 'workspaceHandle'
    | 'botId'
    | 'integrationId'
    | 'kind'
  > & { token: string; tokenOrigin: string };
  /** Details from the file; not verified. */
  told?: Pick<StoredProfile, 'accountId' | 'accountEmail' | 'createdAt'>;
  /** Absent: the API was not asked. */
  verified?: Verified;
};

type Difference = { field: string; here: string; there: string };

export type Clash = { name: string; protected: boolean; differences: Difference[] };

export type ImportOptions = {
  /** Whether to replace profiles of the same name; protected ones never are. */
  overwrite: boolean;
  /**
   * Whether an entry of the imported file counts as stored already if a stored profile has the same
   * contents under another name.
   */
  byContent: boolean;
  /** The candidate to make active if no profile is. */
  activate?: string | null;
};

/** An entry that is not imported, with a sentence saying why. */
export type SkippedEntry = {
  name: string;
  reason: string;
  /** Set if only the name is in the way: the entry's name, and a free one. */
  rename?: { from: string; to: string };
};

export type Decision =
  | { type: 'stored'; candidate: ImportCandidate; before: StoredProfile | null }
  /** The file's profile `name` is already stored; our name for it is `as`. */
  | { type: 'same'; name: string; as: string }
  | { type: 'clash'; clash: Clash }
  /** A verified token would be replaced by an unverified one. */
  | { type: 'unverified'; candidate: ImportCandidate; before: StoredProfile }
  | { type: 'skipped'; skipped: SkippedEntry };

/**
 * Decides about the candidates in order; each decision counts for the next. Takes linear time.
 * @param broken names of our profiles that cannot be understood
 */
export function planImport(
  config: Config,
  broken: ReadonlySet<string>,
  candidates: readonly ImportCandidate[],
  options: ImportOptions,
): Decision[] {
  const profiles = new Map<string, StoredProfile>(Object.entries(config.profiles));
  const origins = tokenOriginsOf(Object.values(config.profiles));
  const twins = options.byContent ? twinsIn(config) : null;

  const decide = (candidate: ImportCandidate): Decision => {
    const { name, profile } = candidate;
    const skip = (reason: string): Decision => ({ type: 'skipped', skipped: { name, reason } });
    const known = origins.of(profile.token);
    if (known !== null && known !== profile.tokenOrigin) {
      return skip(`Its token belongs to ${known}`);
    }
    const ours = profiles.get(name) ?? null;
    const differing = ours === null ? [] : differences(ours, profile);
    if (ours !== null && differing.length === 0) return { type: 'same', name, as: name };
    // Two entries of a file may be equal: compare only with the profiles from before the import.
    const twin = twins?.(profile);
    if (twin !== undefined) return { type: 'same', name, as: twin };
    if (broken.has(name)) {
      return skip('The profile of that name here cannot be understood; doctor tells more');
    }
    if (ours === null) return { type: 'stored', candidate, before: null };
    const isProtected = ours.protected === true;
    if (!options.overwrite || isProtected) {
      const clash = { name, protected: isProtected, differences: differing };
      return { type: 'clash', clash };
    }
    if (ours.verifiedAt && !candidate.verified) {
      return { type: 'unverified', candidate, before: ours };
    }
    return { type: 'stored', candidate, before: ours };
  };

  return candidates.map(candidate => {
    const decision = decide(candidate);
    if (decision.type === 'stored') {
      profiles.set(candidate.name, candidate.profile);
      origins.add(candidate.profile);
    }
    return decision;
  });
}

/** Finds the name under which a profile with this URL, target and token is stored. */
export function twinsIn({
  profiles,
}: Config): (profile: ImportCandidate['profile']) => string | undefined {
  const names = new Map<string, string>();
  for (const [name, profile] of Object.entries(profiles)) {
    const key = contentOf(profile, fingerprintOf(profile));
    if (!names.has(key)) names.set(key, name);
  }
  return profile => names.get(contentOf(profile, fingerprint(profile.token)));
}

type Content = Pick<StoredProfile, 'apiUrl' | 'workspaceId' | 'botId' | 'integrationId'>;

const contentOf = ({ apiUrl, workspaceId, botId, integrationId }: Content, print: string | null) =>
  JSON.stringify([apiUrl, workspaceId ?? '', botId ?? '', integrationId ?? '', print]);

function differences(ours: StoredProfile, theirs: ImportCandidate['profile']): Difference[] {
  const source = sourceOf(ours).kind;
  const sameToken = fingerprintOf(ours) === fingerprint(theirs.token);
  const here = ours.token ? mask(ours.token) : `#${fingerprintOf(ours) ?? '?'} in the ${source}`;
  const rows: Difference[] = [
    { field: 'API URL', here: ours.apiUrl, there: theirs.apiUrl },
    { field: 'workspace', here: ours.workspaceId ?? '', there: theirs.workspaceId ?? '' },
    { field: 'bot', here: ours.botId ?? '', there: theirs.botId ?? '' },
    { field: 'integration', here: ours.integrationId ?? '', there: theirs.integrationId ?? '' },
    { field: 'token', here, there: sameToken ? here : mask(theirs.token) },
  ];
  return rows.filter(row => row.here !== row.there);
}
