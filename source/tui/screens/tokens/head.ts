// The rows above the list of tokens: tabs, owner, number of tokens, and what is being loaded.
import { maxAgeOf } from '../../../tokens/age.ts';
import { filterRow } from '../../components/filter.ts';
import { tabsRow } from '../../components/tabs.ts';
import { waitingRow } from '../../components/waiting.ts';
import { type Shared, subjectHere } from '../../contract/knowledge.ts';
import { staleRows } from '../../home/stale.ts';
import { layoutOf } from '../../look/layout.ts';
import type { Piece, Row } from '../../look/rows.ts';
import { counted } from '../../text/names.ts';
import { countOf, viewsOf } from './list.ts';
import type { Tab } from './messages.ts';
import { fetchedOf, shownTab, staleTokens, subjectOf, type TokensState } from './state.ts';

const tabNames: ReadonlyArray<readonly [tab: Tab, name: string, short: string]> = [
  ['account', 'Personal access tokens', 'PATs'],
  ['bot', 'Bot keys', 'Bot keys'],
  ['integration', 'Integration keys', 'Integration keys'],
];

const columnsForNames = 64;

/** The tabs and the owner. A low terminal shows the tabs only, or the filter in their place. */
export function headRows(own: TokensState, shared: Shared, columns: number): Row[] {
  const tabs = tabsOf(own, shared, columns);
  const owner = ownerRow(own, shared, columns);
  if (layoutOf(shared.size).roomy) return [tabs, owner];
  return [shownTab(own).filter === null ? tabs : owner];
}

function tabsOf(own: TokensState, { size }: Shared, columns: number): Row {
  const names = tabNames.map(([, name, short]) => (columns >= columnsForNames ? name : short));
  return tabsRow(
    names,
    tabNames.findIndex(([tab]) => tab === own.tab),
    size.linear,
  );
}

/** The owner and the number of tokens. A filter, a wait or the age of an old list replaces them. */
function ownerRow(own: TokensState, shared: Shared, columns: number): Row {
  const { filter } = shownTab(own);
  const all = (fetchedOf(own).items ?? []).length;
  if (filter !== null) return filterRow(filter, { found: countOf(own, shared), all }, columns);
  const doing = fetchedOf(own).loading && all > 0 ? 'Fetching the list again' : null;
  if (doing !== null) return waitingRow(doing, 'accent');
  const stale = staleTokens(own);
  // The first row only: a toast has shown the whole error.
  if (stale !== null) return staleRows(stale, shared.now, Infinity)[0] ?? [];
  const what = own.tab === 'account' ? 'token' : 'key';
  const count = all === 0 ? '' : ` · ${counted(all, what)}`;
  return [{ text: `${ownerText(own, shared)}${count}`, tone: 'muted' }, ...oldPieces(own, shared)];
}

function ownerText(own: TokensState, shared: Shared): string {
  const view = subjectOf(own, shared)?.view;
  if (own.tab === 'account') {
    // The account alone is not enough if the screen's header names another profile as the current
    // one.
    const isCurrent = subjectHere(shared.home)?.name === own.name;
    if (view?.account == null) return `Account of ${own.name}`;
    const account = `Account ${view.account}`;
    return isCurrent ? account : `${account} · seen through ${own.name}`;
  }
  const { holder } = shownTab(own);
  if (holder !== null) return `${own.tab === 'bot' ? 'Bot' : 'Integration'} ${holder.name}`;
  const where = view?.workspaceName ?? view?.workspaceId ?? own.name;
  return `Choose ${own.tab === 'bot' ? 'a bot' : 'an integration'} of ${where}`;
}

function oldPieces(own: TokensState, shared: Shared): Piece[] {
  const old = viewsOf(own, shared).filter(({ tooOld }) => tooOld).length;
  if (old === 0) return [];
  return [
    { text: ' · ', tone: 'muted' },
    { icon: 'warn', tone: 'warn' },
    { text: ` ${old} older than ${limitOf(shared)} days`, tone: 'warn' },
  ];
}

export const limitOf = ({ home }: Shared): number =>
  maxAgeOf(home.state === 'ready' ? home.stored.config : { version: 1, profiles: {} });
