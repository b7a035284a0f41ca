// The types of the screens by name.

/**
 * A screen adds its own where its record stands:
 *
 *     declare module '../../contract/screenTypes.ts' {
 *       interface ScreenTypes { about: TypesOf<AboutState, AboutMessage> }
 *     }
 *
 * So every message and state is known everywhere, and no file here imports a screen. A name without a record in
 * `screens/registry.ts` does not compile, nor does a record without its types.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the screens add to it, which only an interface allows
export interface ScreenTypes {}

/** What a screen brings along; the later ones where it has them. */
export type TypesOf<
  State,
  Message extends { type: string },
  Work extends { type: string } = never,
  Lane extends string = never,
  Wanted = never,
> = {
  state: State;
  message: Message;
  /** What it asks its jobs for. */
  work: Work;
  /** Names of what its jobs do beside each other. */
  lane: Lane;
  /** What it can be opened with besides a profile. */
  wanted: Wanted;
};

export type ScreenName = keyof ScreenTypes;

export type StateOf<Name extends ScreenName> = ScreenTypes[Name]['state'];

/** Null before a screen was opened for the first time. */
export type ScreenStates = { [Name in ScreenName]: StateOf<Name> | null };

/** What a screen is opened with. */
export type Opening<Name extends ScreenName> = {
  /** The profile that it is to be about. */
  profile: string | null;
  wanted?: ScreenTypes[Name]['wanted'];
};

/** The wish to see a screen. */
export type Go = { [Name in ScreenName]: { type: 'go'; screen: Name } & Opening<Name> }[ScreenName];
