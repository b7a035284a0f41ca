// All commands, in the order in which the help shows them.
import { keysOf } from '../../valueAt.ts';
import { accessSpecs } from './access.ts';
import { globalFlags } from './flags.ts';
import { moreSpecs } from './more.ts';
import { profilesSpecs } from './profiles.ts';
import { runningSpecs } from './running.ts';
import type { CommandSpec, Flags } from './spec.ts';
import { tokensSpecs } from './tokens.ts';
import { troubleSpecs } from './trouble.ts';

const byName = {
  ...accessSpecs,
  ...profilesSpecs,
  ...tokensSpecs,
  ...runningSpecs,
  ...troubleSpecs,
  ...moreSpecs,
} as const;

/** The words that call a command: `profiles use`. */
export type CommandName = keyof typeof byName;

export const specs: Readonly<Record<CommandName, CommandSpec>> = byName;

export const commandNames: readonly CommandName[] = keysOf(byName);

/** The commands that begin with a word such as `profiles`. */
export const commandsBelow = (word: string) =>
  commandNames.filter(name => name.startsWith(`${word} `));

/** The flags of a command, including those that every command takes. */
export const flagsOf = (name: CommandName): Flags => ({ ...globalFlags, ...specs[name].flags });

/** The flags of all commands. The same flag is read alike everywhere; only its help may differ. */
export const allFlags: Flags = Object.assign({}, ...commandNames.map(flagsOf));

/** The command at the start of a list of words; null if there is none. */
export function commandIn(words: readonly string[]): CommandName | null {
  const [first = '', second = ''] = words;
  return (
    commandNames.find(name => name === `${first} ${second}`) ??
    commandNames.find(name => name === first) ??
    null
  );
}

type FlagsOf<Spec> = Spec extends { flags: infer Own } ? Own : never;
type Union = FlagsOf<(typeof byName)[CommandName]> | typeof globalFlags;
type Named<Own, Type> = Own extends unknown
  ? { [Name in keyof Own]: Own[Name] extends { type: Type } ? Name & string : never }[keyof Own]
  : never;

/** The name of any command's flag that has a value. */
export type TextFlag = Named<Union, 'string'>;
/** The name of any command's flag that takes no value. */
export type Switch = Named<Union, 'boolean'>;
