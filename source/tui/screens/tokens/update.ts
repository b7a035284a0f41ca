// The update of the tokens screen: what its keys do, and what the API's answers change.
import { scrolledDetails } from '../../components/detailsScroll.ts';
import { keptFilter, openedFilter, typedFilter } from '../../components/filter.ts';
import { noMarks } from '../../components/marks.ts';
import { scopesRows } from '../../components/scopesRows.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import { checkOf, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop, move, scrollBy } from '../../contract/scroll.ts';
import { failureToast } from '../../home/failure.ts';
import { loginAgain } from '../../home/loginAgain.ts';
import { verifyWork } from '../../home/verifying.ts';
import { layoutOf } from '../../look/layout.ts';
import { updateCreate } from './create.ts';
import { tokenDetailsExtent } from './details.ts';
import { updateKept } from './kept.ts';
import { tokensLayout } from './layout.ts';
import { atToken, countOf, extentOf, keepTokensPosition, selectedHolder } from './list.ts';
import type { Tab, TokensMessage } from './messages.ts';
import { updateRevoking, withMarksListed } from './revoking.ts';
import { updateRotation } from './rotation.ts';
import { fetchedOf, loadTab, shownTab, subjectOf, type TokensState, withTab } from './state.ts';

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
    updateRevoking(own, message, shared) ??
    updateAnswers(own, message, shared) ??
    updateList(own, message, shared)
  );
}

/**
 * The state after an answer from the API; null for other messages. Answers that the screen no
 * longer waits for are dropped.
 */
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
        keepTokensPosition(withMarksListed(withTab(own, { keys }, owner.type), owner.type), shared),
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
    default:
      return null;
  }
}

/**
 * A token that can list tokens is valid. If the last check does not say so, it is verified again.
 */
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
    case 'tokens.details': {
      const { detailsTop } = shownTab(own);
      const extent = tokenDetailsExtent(own, shared);
      return [withTab(own, { detailsTop: scrolledDetails(detailsTop, message.towards, extent) })];
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
      // Choosing a bot or integration may have stopped the loading of the others.
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

/** What a tab forgets when its list is replaced by another one. */
const anew = {
  keys: { items: null, at: 0, loading: false, error: null },
  filter: null,
  marks: noMarks,
  selected: null,
  scroll: atTop,
  detailsTop: 0,
};

const tabs: readonly Tab[] = ['account', 'bot', 'integration'];

function tabAfter(tab: Tab, to: Tab | 'next' | 'previous'): Tab {
  if (to !== 'next' && to !== 'previous') return to;
  const step = to === 'next' ? 1 : tabs.length - 1;
  return tabs[(tabs.indexOf(tab) + step) % tabs.length] ?? 'account';
}
