// Observations about profiles on the tokens screen: a rejected token, an unreachable API.
import type { Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { type Observation, observedInFailureOf } from '../../contract/observation.ts';
import type { TokensState } from './state.ts';

export function tokensObservations(
  own: TokensState,
  message: Message,
  shared: Shared,
): Observation[] {
  const rotated = own.panel?.type === 'rotation' ? own.panel.rotating.name : null;
  switch (message.type) {
    case 'tokens.failed':
    case 'tokens.holders.failed':
      return observedInFailureOf(message.name, message.error, shared);
    case 'tokens.create.failed':
    case 'tokens.revoke.failed':
      return observedInFailureOf(own.name, message.error, shared);
    case 'tokens.revoked':
      return message.failed.flatMap(({ error }) => observedInFailureOf(own.name, error, shared));
    case 'tokens.rotate.failed':
      return observedInFailureOf(rotated, message.error, shared);
    case 'tokens.rotated': {
      const { profile, problem } = message.rotation;
      return problem === null ? [] : observedInFailureOf(profile, problem, shared);
    }
    default:
      return [];
  }
}
