// The detection of production profiles by their names: such profiles are worth protecting.
import type { StoredProfile } from './config.ts';

type Names = Pick<StoredProfile, 'workspaceName' | 'workspaceHandle'>;

/**
 * Whether the profile's or workspace's name means production: `prod`, `acme-prd-2`,
 * `AcmeProduction`; but not `product` or `pre-prod`. Pure.
 */
export function looksLikeProduction(name: string, profile: Names): boolean {
  return [name, profile.workspaceName, profile.workspaceHandle].some(saysProduction);
}

const production = new Set(['prod', 'prd', 'production']);
const denials = new Set(['pre', 'non', 'not']);

function saysProduction(text: string | null | undefined): boolean {
  const words = wordsOf(text ?? '');
  return words.some((word, index) => production.has(word) && !denials.has(words[index - 1] ?? ''));
}

/** The words of a name, split at non-letters and before a capital after a small letter. */
function wordsOf(text: string): string[] {
  const spaced = text.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ');
  return spaced.toLowerCase().match(/\p{L}+/gu) ?? [];
}
