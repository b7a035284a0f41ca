// Sentences about credentials that apply instead of a profile, and the key or command that ends their precedence.
import { type Overruled, overruled, overruledSentence } from '../../diagnosis/overruled.ts';
import type { Claim } from '../../profiles/applies.ts';
import type { EffectRequest } from '../contract/effects.ts';
import type { NamedProfile, Shared, StoredHome } from '../contract/knowledge.ts';
import { paragraph, type Row, showing } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';

type ToastRequest = Extract<EffectRequest, { type: 'toast' }>;

/** The source of credentials that wins here; null if there is none. */
export function winningClaim(home: StoredHome): Claim | null {
  return home.state === 'ready' ? (home.claims[0] ?? null) : null;
}

/**
 * The sources of credentials that take precedence over a profile; null if the profile applies.
 * @param name null for the active profile, whichever that is
 */
export function overruledIn(home: StoredHome, name: string | null): Overruled | null {
  return home.state === 'failed' ? null : overruled(home.place, home.claims, name);
}

/** How to make the other credentials stop applying, as a sentence without a full stop. */
const endingText = (shared: Shared, found: Overruled): string => {
  const { says, command } = endingOf(shared, found);
  return command === null ? says : `${says}${command}`;
};

function endingOf(
  { home }: Shared,
  { claims, line }: Overruled,
): { says: string; command: string | null } {
  const [{ name, source } = { name: null, source: null }, ...others] = claims;
  const here = home.state === 'ready' ? home.here.directory : null;
  if (source?.type === 'flag' && others.length === 0) {
    return { says: 'The flag applies until you quit bp-auth', command: null };
  }
  const isHere = source?.type === 'directory' && source.directory === here;
  if (isHere && others.length === 0)
    return { says: `Press b on ${name} to unbind this directory`, command: null };
  const isVariable = source?.type === 'BP_PROFILE' || source?.type === 'environment';
  // A program cannot change the variables of the shell that started it.
  return { says: isVariable ? 'To end that, quit and run: ' : 'To end that: ', command: line };
}

/** The command in the sentence of `endingText`; none where a key is enough or nothing has to be done. */
const endingCommands = (shared: Shared, found: Overruled): string[] => {
  const { command } = endingOf(shared, found);
  return command === null ? [] : [command];
};

/** What applies instead, and how to end that, in two sentences. */
export function overruledRowsOf(
  shared: Shared,
  found: Overruled,
  columns: number,
  tone: Tone,
): Row[] {
  const text = `${overruledSentence(found)}. ${endingText(shared, found)}.`;
  return showing(endingCommands(shared, found), paragraph(text, columns, tone, 2));
}

/** Whether a profile is the active one, or applies here. */
export const isConcerned = ({ home }: Shared, { name, active }: NamedProfile): boolean =>
  active || winningClaim(home)?.name === name;

/**
 * The toast about a finished change; it says so if other credentials still apply.
 * @param name the profile that was meant to apply; null for the active profile, whichever that is
 */
export function doneToast(shared: Shared, done: string, name: string | null): ToastRequest {
  const found = overruledIn(shared.home, name);
  if (found === null) return { type: 'toast', tone: 'ok', text: done };
  const text = `${done}, but ${found.text}. ${endingText(shared, found)}`;
  return { type: 'toast', tone: 'warn', text, commands: endingCommands(shared, found) };
}
