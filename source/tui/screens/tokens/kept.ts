// Copying on the tokens screen, and the question before leaving a new token that was not copied.
import type { Effect, Question, Step } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { typedAhead } from '../../contract/typedAhead.ts';
import { copyId } from '../../home/pageAndCopy.ts';
import { selectedHolder, selectedToken } from './list.ts';
import { isPicking, type TokensState } from './state.ts';

/** The state after something was copied or a panel closed; null for other messages. */
export function updateKept(
  own: TokensState,
  message: Message,
  shared: Shared,
): Step<TokensState> | null {
  switch (message.type) {
    case 'tokens.copy':
      return [own, ...copyEffects(own, shared)];
    case 'copied': {
      const { panel } = own;
      const isIt = panel?.type === 'made' && panel.created.id === message.tokenId;
      return [isIt && message.to !== null ? { ...own, panel: { ...panel, isCopied: true } } : own];
    }
    case 'tokens.close': {
      if (shared.now - openedAt(own) < typedAhead) return [own];
      const question = message.sure ? null : beforeLosing(own, { ...message, sure: true });
      return question === null ? [{ ...own, panel: null }] : [own, { type: 'ask', question }];
    }
    default:
      return null;
  }
}

function copyEffects(own: TokensState, shared: Shared): Effect[] {
  if (own.panel?.type === 'made') {
    const { id: tokenId, value: text } = own.panel.created;
    return [{ type: 'copy', text, what: 'the token', tokenId }];
  }
  const selected = isPicking(own) ? selectedHolder(own) : selectedToken(own, shared);
  return copyId(selected?.id ?? null);
}

/** @returns the question before leaving a token that was not copied; null if none is needed */
export function beforeLosing({ panel }: TokensState, onConfirm: Message): Question | null {
  if (panel?.type !== 'made' || panel.isCopied) return null;
  return {
    title: 'Leave without copying it?',
    lines: ['This token cannot be shown again. Esc stays here, and y copies it.'],
    confirm: 'Leave',
    destroys: true,
    typed: null,
    onConfirm,
  };
}

/** When the panel appeared. Keys pressed before the user can have seen it must not close it. */
function openedAt({ panel }: TokensState): number {
  if (panel?.type === 'made') return panel.openedAt;
  if (panel?.type !== 'rotation') return 0;
  const { outcome } = panel.rotating;
  return outcome.type === 'running' ? 0 : outcome.at;
}
