// The meaning of a paste: text for the open field, a token for a login, or nothing.
import { wholeToken } from '../../secrets/ready.ts';
import type { Keys } from '../contract/keymap.ts';
import type { Message } from '../contract/messages.ts';
import { screens } from '../screens/registry.ts';
import { screenNames } from './screens.ts';
import { screenOf, type UiState } from './state.ts';
import { whyStay } from './whyStay.ts';

/** @param layers all listeners, in the order in which they get a key */
export function meaningOfPaste(state: UiState, layers: readonly Keys[], text: string): Message {
  const field = layers.find(({ typing }) => typing !== undefined);
  const isElsewhere = state.modal === null && field?.takesTokens !== true;
  if (isElsewhere && wholeToken(text) !== null) return tokenMeaning(state, text);
  if (field?.typing !== undefined) return field.typing({ type: 'paste', text });
  return unavailable('There is no field here for what was pasted');
}

/** What a pasted token means: the visible screen takes it, otherwise a screen that can be opened for it. */
function tokenMeaning(state: UiState, text: string): Message {
  const here = screenOf(state);
  const own = screens[here].pasted?.(text, true);
  if (own !== undefined) return own;
  const why = whyStay(state);
  if (why !== null) return unavailable(why);
  const taken = screenNames.flatMap(name => screens[name].pasted?.(text, false) ?? []);
  return taken[0] ?? unavailable('There is no field here for a token');
}

const unavailable = (reason: string): Message => ({ type: 'unavailable', reason });
