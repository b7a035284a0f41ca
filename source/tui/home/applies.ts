// Sentences about what applies here instead of a profile, with the key that ends it, else the line.
import { type Overruled, overruled, overruledSentence } from '../../diagnosis/overruled.ts';
import type { Claim } from '../../profiles/applies.ts';
import type { EffectRequest } from '../contract/effects.ts';
import type { NamedProfile, Shared, StoredHome } from '../contract/knowledge.ts';

type ToastRequest = Extract<EffectRequest, { type: 'toast' }>;

/** The claim that wins here, whatever it is; null where there is none. */
export function winningClaim(home: StoredHome): Claim | null {
  return home.state === 'ready' ? (home.claims[0] ?? null) : null;
}

/** What comes before a profile; null where it applies. @param name null for whatever is active */
export function overruledIn(home: StoredHome, name: string | null): Overruled | null {
  return home.state === 'failed' ? null : overruled(home.place, home.claims, name);
}

/** How what comes before a profile is ended from here, as a sentence without a full stop. */
function endingText({ home }: Shared, { claims, line }: Overruled): string {
  const [{ name, source } = { name: null, source: null }, ...others] = claims;
  const here = home.state === 'ready' ? home.here.directory : null;
  if (source?.type === 'flag' && others.length === 0) {
    return 'It ends with this run of bp-auth';
  }
  const isHere = source?.type === 'directory' && source.directory === here;
  if (isHere && others.length === 0) return `b on ${name} takes that off`;
  const isVariable = source?.type === 'BP_PROFILE' || source?.type === 'environment';
  // A program cannot change the variables of the shell that started it.
  return isVariable ? `To end that, quit and run: ${line}` : `To end that: ${line}`;
}

/** The whole of it as two sentences. */
export function overruledText(shared: Shared, found: Overruled): string {
  return `${overruledSentence(found)}. ${endingText(shared, found)}.`;
}

/** Whether a profile applies here, or would as the active one. */
export const isConcerned = ({ home }: Shared, { name, active }: NamedProfile): boolean =>
  active || winningClaim(home)?.name === name;

/**
 * What was done, and that something else applies here all the same.
 * @param name the profile that was meant to apply; null for whatever is active
 */
export function doneToast(shared: Shared, done: string, name: string | null): ToastRequest {
  const found = overruledIn(shared.home, name);
  if (found === null) return { type: 'toast', tone: 'ok', text: done };
  const text = `${done}, but ${found.text}. ${endingText(shared, found)}`;
  return { type: 'toast', tone: 'warn', text };
}
