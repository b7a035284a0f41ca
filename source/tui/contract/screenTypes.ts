// The types of all screens by name.

/**
 * A screen adds its own types beside its record:
 *
 *     declare module '../../contract/screenTypes.ts' {
 *       interface ScreenTypes { about: TypesOf<AboutState, AboutMessage> }
 *     }
 *
 * So every message and state is known everywhere, although no file here imports a screen. A name without a record in
 * `screens/registry.ts` does not compile, nor does a record without its types.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the screens add to it, which only an interface allows
export interface ScreenTypes {}

/** The types that a screen contributes; `Work`, `Lane` and `Wanted` can be left out. */
export type TypesOf<
  State,
  Message extends { type: string },
  Work extends { type: string } = never,
  Lane extends string = never,
  Wanted = never,
> = {
  state: State;
  message: Message;
  /** The work for the screen's jobs. */
  work: Work;
  /** Names of the screen's parallel work. */
  lane: Lane;
  /** What the screen can be opened with besides a profile. */
  wanted: Wanted;
};

export type ScreenName = keyof ScreenTypes;

export type StateOf<Name extends ScreenName> = ScreenTypes[Name]['state'];

/** Null until a screen is opened for the first time. */
export type ScreenStates = { [Name in ScreenName]: StateOf<Name> | null };

/** The arguments for opening a screen. */
export type Opening<Name extends ScreenName> = {
  /** The profile to show. */
  profile: string | null;
  wanted?: ScreenTypes[Name]['wanted'];
};

/** The request to show a screen. */
export type Go = { [Name in ScreenName]: { type: 'go'; screen: Name } & Opening<Name> }[ScreenName];
