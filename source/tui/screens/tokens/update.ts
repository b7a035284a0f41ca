// The update of the tokens screen: what its keys do, and what follows from it.
import { namedById, namedToken } from '../../../tokens/named.ts';
import { keptFilter, openedFilter, typedFilter } from '../../components/filter.ts';
import { scopesRows } from '../../components/scopesRows.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import { checkOf, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop, move, scrollBy } from '../../contract/scroll.ts';
import { failureToast } from '../../home/failure.ts';
import { loginAgain } from '../../home/loginAgain.ts';
import { verifyWork } from '../../home/verifying.ts';
import { layoutOf } from '../../look/layout.ts';
import { joinNames } from '../../text/names.ts';
import { updateCreate } from './create.ts';
import { updateKept } from './kept.ts';
import { tokensLayout } from './layout.ts';
import {
  atToken,
  countOf,
  extentOf,
  keepTokensPosition,
  selectedHolder,
  selectedToken,
  viewsOf,
} from './list.ts';
import type { Tab, TokensMessage } from './messages.ts';
import { beforeRevoking, beforeRotating } from './questions.ts';
import { rotationTarget, updateRotation } from './rotation.ts';
import {
  fetchedOf,
  loadTab,
  ownerOf,
  shownTab,
  subjectOf,
  type TokensState,
  withTab,
} from './state.ts';

export function updateTokens(
  own: TokensState,
  message: Message,
  shared: Shared,
): Step<TokensState> {
  if (message.type === 'home.loaded' || message.type === 'resized')
    return [keepTokensPosition(own, shared)];
  return (
    updateCreate(own, message, shared) ??
    updateRotation(own, message, shared) ??
    updateKept(own, message, shared) ??
    updateAnswers(own, message, shared) ??
    updateList(own, message, shared)
  );
}

/** The state after an API answer; null for other messages. An answer to an older question is dropped. */
function updateAnswers(
  own: TokensState,
  message: Message,
  shared: Shared,
): Step<TokensState> | null {
  switch (message.type) {
    case 'tokens.listed': {
      const { owner, tokens } = message;
      if (!isAbout(own, message)) return [own];
      const keys = { items: tokens, at: shared.now, loading: false, error: null };
      return [
        keepTokensPosition(withTab(own, { keys }, owner.type), shared),
        ...checkAnew(own, shared),
      ];
    }
    case 'tokens.failed': {
      const { owner, error } = message;
      if (!isAbout(own, message)) return [own];
      const { keys } = own.tabs[owner.type];
      const next = withTab(own, { keys: { ...keys, loading: false, error } }, owner.type);
      return keys.items === null ? [next] : [next, failureToast(error)];
    }
    case 'tokens.holders.page': {
      const { name, tab, page, first, last } = message;
      if (name !== own.name) return [own];
      const before = first ? [] : (own.tabs[tab].holders.items ?? []);
      const holders = { items: [...before, ...page], at: shared.now, loading: !last, error: null };
      return [keepTokensPosition(withTab(own, { holders }, tab), shared)];
    }
    case 'tokens.holders.failed': {
      const { name, tab, error } = message;
      if (name !== own.name) return [own];
      const { holders } = own.tabs[tab];
      const next = withTab(own, { holders: { ...holders, loading: false, error } }, tab);
      return holders.items === null ? [next] : [next, failureToast(error)];
    }
    case 'tokens.revoked': {
      const { id, owner } = message;
      const { keys } = own.tabs[owner.type];
      const text = `Revoked ${namedById(id, keys.items ?? [])}`;
      const items = keys.items?.filter(token => token.id !== id) ?? null;
      const without = withTab({ ...own, busy: null }, { keys: { ...keys, items } }, owner.type);
      const [next, ...effects] = loadTab(without, shared);
      return [keepTokensPosition(next, shared), { type: 'toast', tone: 'ok', text }, ...effects];
    }
    case 'tokens.revoke.failed':
      return [{ ...own, busy: null }, failureToast(message.error)];
    default:
      return null;
  }
}

/** A token that can list is accepted: if the last check said otherwise, or there is none, it is repeated. */
function checkAnew(own: TokensState, shared: Shared): Effect[] {
  const view = subjectOf(own, shared)?.view;
  const check = view === undefined ? null : checkOf(shared, view);
  const isGood = check?.state === 'known' && check.status.authenticated === 'yes';
  return view === undefined || check?.state === 'checking' || isGood
    ? []
    : verifyWork([view], shared);
}

function isAbout(
  own: TokensState,
  { name, owner }: Extract<TokensMessage, { type: 'tokens.listed' | 'tokens.failed' }>,
): boolean {
  const holder = own.tabs[owner.type].holder?.id ?? null;
  return name === own.name && (owner.type === 'account' ? null : owner.id) === holder;
}

function updateList(own: TokensState, message: Message, shared: Shared): Step<TokensState> {
  const { scroll, filter } = shownTab(own);
  switch (message.type) {
    case 'tokens.move': {
      const { list } = tokensLayout(shared.size, extentOf(own, shared));
      return [atToken(own, shared, move(scroll, message.by, countOf(own, shared), list))];
    }
    case 'tokens.tab': {
      const next = { ...own, tab: tabAfter(own.tab, message.to) };
      const { items, loading } = fetchedOf(next);
      return items === null && !loading
        ? loadTab(next, shared)
        : [keepTokensPosition(next, shared)];
    }
    case 'tokens.refresh':
      return loadTab(own, shared);
    case 'tokens.pick': {
      const holder = selectedHolder(own);
      return holder === null ? [own] : loadTab(withTab(own, { ...anew, holder }), shared);
    }
    case 'tokens.unpick': {
      const { holder, holders } = shownTab(own);
      const next = withTab(own, { ...anew, holder: null, selected: holder?.id ?? null });
      // Choosing one aborted the loading of the rest.
      return holders.loading || holders.items === null
        ? loadTab(next, shared)
        : [keepTokensPosition(next, shared)];
    }
    case 'tokens.filter':
      return [withTab(own, { filter: openedFilter(filter) })];
    case 'tokens.filter.type': {
      const typed = withTab(own, { filter: typedFilter(filter, message.input) });
      return [atToken(typed, shared, atTop)];
    }
    case 'tokens.filter.keep':
      return [withTab(own, { filter: keptFilter(filter) })];
    case 'tokens.filter.clear':
      return [keepTokensPosition(withTab(own, { filter: null }), shared)];
    case 'tokens.revoke':
      return revoke(own, shared);
    case 'tokens.revoke.confirmed': {
      const subject = subjectOf(own, shared);
      const owner = ownerOf(own, shared);
      if (subject === null || owner === null) return [own];
      const { name, profile } = subject;
      const { id, maybeInUse } = message;
      return [
        { ...own, busy: `Revoking ${namedById(id, viewsOf(own, shared))}` },
        { type: 'token.revoke', name, profile, owner, id, maybeInUse },
      ];
    }
    case 'tokens.login': {
      const subject = subjectOf(own, shared);
      return subject === null ? [own] : [own, loginAgain(subject)];
    }
    case 'tokens.troubleshoot':
      return [own, { type: 'go', screen: 'troubleshooting', profile: own.name }];
    case 'login.saved':
      return message.saved.plan.name === own.name ? loadTab(own, shared) : [own];
    case 'tokens.scopes':
      return [{ ...own, panel: { type: 'scopes', scroll: atTop } }];
    case 'tokens.scopes.scroll': {
      if (own.panel?.type !== 'scopes') return [own];
      const { body, columns } = layoutOf(shared.size);
      const count = scopesRows(columns).length;
      const moved = scrollBy(own.panel.scroll, message.by, count, body);
      return [{ ...own, panel: { type: 'scopes', scroll: moved } }];
    }
    default:
      return [own];
  }
}

/** Another list replaces this one. */
const anew = {
  keys: { items: null, at: 0, loading: false, error: null },
  filter: null,
  selected: null,
  scroll: atTop,
};

const tabs: readonly Tab[] = ['account', 'bot', 'integration'];

function tabAfter(tab: Tab, to: Tab | 'next' | 'previous'): Tab {
  if (to !== 'next' && to !== 'previous') return to;
  const step = to === 'next' ? 1 : tabs.length - 1;
  return tabs[(tabs.indexOf(tab) + step) % tabs.length] ?? 'account';
}

/** A token in use is rotated instead; for a key in use, a toast only says so. */
function revoke(own: TokensState, shared: Shared): Step<TokensState> {
  const token = selectedToken(own, shared);
  const subject = subjectOf(own, shared);
  const owner = ownerOf(own, shared);
  if (token === null || subject === null || owner === null) return [own];
  const { inUse, profiles } = token;
  if (inUse !== true) {
    return [own, { type: 'ask', question: beforeRevoking(token, owner, subject, shared) }];
  }
  const users = profiles.length === 0 ? 'what you are logged in with' : joinNames(profiles);
  const refusal = `${namedToken(token)} is not revoked: it is in use by ${users}.`;
  const target = rotationTarget(own, shared);
  const question =
    target.type === 'profile'
      ? beforeRotating(target.name, target.token, shared, [
          `${refusal} Replace it by a new one instead?`,
        ])
      : null;
  if (question !== null) return [own, { type: 'ask', question }];
  const instead = 'Create a new one in that profile first (c)';
  return [own, { type: 'toast', tone: 'warn', text: `${refusal} ${instead}` }];
}
