// The plan of the login form: its requests to the API, and what it would store.
import { parseApiUrl } from '../../../botpress/apiUrl.ts';
import { requireId } from '../../../botpress/endpoints.ts';
import { namesOfTarget, type Plan, planLogin } from '../../../login/plan.ts';
import type { LoginCandidate, Proof, Purpose } from '../../../login/prove.ts';
import { profileNamed } from '../../../profiles/config.ts';
import { requireToken } from '../../../secrets/ready.ts';
import { textOf } from '../../components/lineEditor.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { KeyKind } from '../../home/labels.ts';
import type { LoginState } from './state.ts';
import { urlOf } from './urls.ts';

/**
 * The URL and token in the form.
 * @throws AppError `usage`
 */
export function candidateOf(own: LoginState): LoginCandidate {
  const from = own.cameFrom === null ? 'field' : 'elsewhere';
  return { apiUrl: parseApiUrl(urlOf(own)).apiUrl, token: requireToken(textOf(own.token), from) };
}

/**
 * The target that a key has to reach.
 * @throws AppError `usage`
 */
export function keyPurpose(kind: KeyKind, own: LoginState): Purpose {
  const id = requireId(textOf(own.target).trim(), kind);
  return kind === 'bot' ? { type: kind, botId: id } : { type: kind, integrationId: id };
}

/**
 * The effect of saving under the name in the field.
 * @throws AppError `usage`
 */
export function planOf(own: LoginState, proof: Proof, shared: Shared): Plan {
  if (shared.home.state === 'failed') throw shared.home.error;
  return planLogin(shared.home.stored.config, proof, textOf(own.name));
}

/**
 * The suggested name. If several profiles are for the same workspace, bot or integration and none
 * is active, the form suggests the profile of the token's account, or else the first.
 * @throws AppError `usage`
 */
export function suggestedName(
  { wantedName }: LoginState,
  proof: Proof,
  { home }: Shared,
): Pick<Plan, 'name' | 'takenName'> {
  if (home.state === 'failed') throw home.error;
  const { config } = home.stored;
  const rivals = namesOfTarget(config, proof);
  const unclear = rivals.length > 1 && !rivals.includes(config.activeProfile ?? '');
  if (wantedName !== undefined || !unclear) return planLogin(config, proof, wantedName);
  const ofAccount = (name: string) =>
    profileNamed(config, name)?.accountEmail === proof.account?.email;
  return { name: rivals.find(ofAccount) ?? rivals[0] ?? '', takenName: null };
}
