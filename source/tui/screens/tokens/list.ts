// The list of the current tab: the filter's matches, and the selection.
import { inventory, type TokenView } from '../../../tokens/inventory.ts';
import { filterText } from '../../components/filter.ts';
import { keepLast } from '../../contract/keepLast.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { type Scroll, scrollTo } from '../../contract/scroll.ts';
import { createFilter, type Marker } from '../../text/fuzzy.ts';
import { type TokensExtent, tokensLayout } from './layout.ts';
import type { KeyHolder } from './messages.ts';
import { isPicking, ownerOf, shownTab, subjectOf, type TokensState, withTab } from './state.ts';
import { tokensWidth } from './table.ts';

const keepInventory = keepLast<readonly TokenView[]>();

const hour = 3_600_000;

const none: readonly TokenView[] = [];

/** All tokens of the tab with what is known about them; computed again only after a change. */
export function viewsOf(own: TokensState, shared: Shared): readonly TokenView[] {
  const { items } = shownTab(own).keys;
  const subject = subjectOf(own, shared);
  const owner = ownerOf(own, shared);
  if (items === null || subject === null || owner === null || shared.home.state === 'failed') {
    return none;
  }
  const { config } = shared.home.stored;
  const parts = [items, config, own.name, own.tab, Math.floor(shared.now / hour)];
  return keepInventory(parts, () =>
    inventory(config, items, { owner, asked: subject.profile }, shared.now),
  );
}

const tokenFilter = createFilter<TokenView>(({ id, note, createdAt, profiles }) => ({
  loose: [note],
  strict: [id, createdAt.slice(0, 10), ...profiles],
}));

const holderFilter = createFilter<KeyHolder>(({ id, name }) => ({ loose: [name], strict: [id] }));

/** The tokens that match the filter. */
export const tokensShown = (own: TokensState, shared: Shared): readonly TokenView[] =>
  isPicking(own) ? none : tokenFilter.find(viewsOf(own, shared), filterText(shownTab(own).filter));

/** The bots or integrations that match the filter. */
export const holdersShown = (own: TokensState): readonly KeyHolder[] =>
  isPicking(own)
    ? holderFilter.find(shownTab(own).holders.items ?? [], filterText(shownTab(own).filter))
    : [];

/** Marks what the filter found in a token's texts. */
export const tokenMarker = (own: TokensState, token: TokenView): Marker =>
  tokenFilter.markerOf(token, filterText(shownTab(own).filter));

/** Marks what the filter found in the name or id of a bot or integration. */
export const holderMarker = (own: TokensState, holder: KeyHolder): Marker =>
  holderFilter.markerOf(holder, filterText(shownTab(own).filter));

const entriesOf = (own: TokensState, shared: Shared): readonly { id: string }[] =>
  isPicking(own) ? holdersShown(own) : tokensShown(own, shared);

export const countOf = (own: TokensState, shared: Shared): number => entriesOf(own, shared).length;

/** The token that keys act on. */
export const selectedToken = (own: TokensState, shared: Shared): TokenView | null =>
  tokensShown(own, shared)[shownTab(own).scroll.index] ?? null;

export const selectedHolder = (own: TokensState): KeyHolder | null =>
  holdersShown(own)[shownTab(own).scroll.index] ?? null;

/** The size of the list. Bots and integrations have no details, so that list gets all columns. */
export const extentOf = (own: TokensState, shared: Shared): TokensExtent => ({
  count: countOf(own, shared),
  widest: isPicking(own) ? null : tokensWidth(viewsOf(own, shared)),
});

/** Keeps the selection and scroll position after the list changed. */
export function keepTokensPosition(own: TokensState, shared: Shared): TokensState {
  const { selected, scroll } = shownTab(own);
  const entries = entriesOf(own, shared);
  const index = entries.findIndex(({ id }) => id === selected);
  const { list } = tokensLayout(shared.size, extentOf(own, shared));
  const wanted = index === -1 ? scroll.index : index;
  return atToken(own, shared, scrollTo(scroll, wanted, entries.length, list));
}

/** Selects the entry at a scroll position. */
export function atToken(own: TokensState, shared: Shared, scroll: Scroll): TokensState {
  const before = shownTab(own);
  const selected = entriesOf(own, shared)[scroll.index]?.id ?? before.selected;
  // The details of a newly selected token begin with their first row.
  const detailsTop = selected === before.selected ? before.detailsTop : 0;
  return withTab(own, { scroll, selected, detailsTop });
}
