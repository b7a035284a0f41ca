// The present meaning of keys on the tokens screen, by its mode.
import { detailsBindings } from '../../components/detailsScroll.ts';
import { listKeysFor } from '../../components/listKeys.ts';
import { isMore } from '../../components/more.ts';
import { pickerKeys } from '../../components/picker.ts';
import { scopesRows } from '../../components/scopesRows.ts';
import { type Binding, type Keys, keysFor } from '../../contract/keymap.ts';
import { checkOf, type Shared } from '../../contract/knowledge.ts';
import { isRejected } from '../../home/loginAgain.ts';
import { layoutOf } from '../../look/layout.ts';
import { holderKeys, tokenKeys, tokenMarks, tokenTable, unpick } from './bindings.ts';
import { tokenDetailsExtent } from './details.ts';
import { tokensLayout } from './layout.ts';
import { countOf, extentOf } from './list.ts';
import {
  candidateKeys,
  candidateTable,
  madeKeys,
  newNameKeys,
  noteKeys,
  placeKeys,
  placeTable,
  rotationKeys,
  type SeenTokens,
  scopesKeys,
} from './panelBindings.ts';
import { placesWithCursor } from './places.ts';
import { targetTokens } from './revoking.ts';
import { candidateList, candidatesOf } from './rotation.ts';
import { isPicking, shownTab, subjectOf, type TokensState } from './state.ts';

export function tokensKeys(own: TokensState, shared: Shared): Keys {
  const now = { own, shared };
  const { panel } = own;
  switch (panel?.type) {
    case 'create': {
      const { step } = panel.form;
      if (step === 'place') {
        const list = placesWithCursor(own, panel.form, shared);
        return pickerKeys('New token', placeTable, list, placeKeys, now);
      }
      const keys = step === 'note' ? noteKeys : newNameKeys;
      return keysFor('New token', keys, now, input => ({ type: 'tokens.create.type', input }));
    }
    case 'made':
      return keysFor('New token', madeKeys, undefined);
    case 'rotation': {
      const { rotating } = panel;
      if (candidatesOf(rotating).length === 0) return keysFor('Rotation', rotationKeys, rotating);
      const list = { picker: rotating.candidates, pickable: candidateList(rotating, shared) };
      return pickerKeys('Rotation', candidateTable, list, candidateKeys, rotating);
    }
    case 'scopes':
      return { ...keysFor('Scopes', scopesKeys, undefined), more: isPageMore(shared) };
    default:
      return listKeys(now);
  }
}

/** If the token is rejected, the footer begins with the key for a new login. */
function withLogin(
  keys: readonly Binding<SeenTokens>[],
  { own, shared }: SeenTokens,
): readonly Binding<SeenTokens>[] {
  const subject = subjectOf(own, shared);
  if (subject === null || !isRejected(checkOf(shared, subject.view))) return keys;
  const isLogin = ({ message }: Binding<SeenTokens>) => message.type === 'tokens.login';
  const login = keys.filter(isLogin).map(binding => ({ ...binding, footer: 'log in again' }));
  return [...login, ...keys.filter(binding => !isLogin(binding))];
}

/** If tokens are marked, the footer begins with the actions on all of them. */
function withMarks(
  keys: readonly Binding<SeenTokens>[],
  { own, shared }: SeenTokens,
): readonly Binding<SeenTokens>[] {
  if (shownTab(own).marks.size === 0) return keys;
  const { length } = targetTokens(own, shared).entries;
  const first = keys.flatMap(binding => {
    if (binding.message.type === 'tokens.mark') return [binding];
    return binding.message.type === 'tokens.revoke'
      ? [{ ...binding, footer: `revoke ${length}` }]
      : [];
  });
  const types = new Set(first.map(({ message }) => message.type));
  return [...first, ...keys.filter(({ message }) => !types.has(message.type))];
}

function isPageMore({ size }: Shared): boolean {
  const { columns, body } = layoutOf(size);
  return isMore(scopesRows(columns).length, body);
}

function listKeys(now: SeenTokens): Keys {
  const { filter, holder, marks } = shownTab(now.own);
  const keys = withLogin(isPicking(now.own) ? holderKeys : withMarks(tokenKeys, now), now);
  const { list: height } = tokensLayout(now.shared.size, extentOf(now.own, now.shared));
  const more = isMore(countOf(now.own, now.shared), height);
  const details = detailsBindings<SeenTokens>(tokenDetailsExtent(now.own, now.shared), towards => ({
    type: 'tokens.details',
    towards,
  }));
  const own = [...keys, ...details];
  // Esc clears the marks first. The next Esc clears the filter or goes back.
  if (marks.size > 0 && !filter?.typing) {
    return { ...keysFor('Tokens', [tokenMarks.clear, ...own], now), more };
  }
  const back = holder === null ? [] : [unpick];
  return { ...listKeysFor('Tokens', tokenTable, filter, [...back, ...own], now), more };
}
