// The title of the tokens screen, and of the panels that replace its list.

import { markCountPieces } from '../../components/marks.ts';
import { positionRow } from '../../components/position.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Title } from '../../contract/screen.ts';
import { countOf } from './list.ts';
import { targetTokens } from './revoking.ts';
import { shownTab, type TokensPanel, type TokensState } from './state.ts';

const panelNames: Readonly<Record<TokensPanel['type'], string>> = {
  create: 'New token',
  made: 'New token',
  rotation: 'Rotation',
  scopes: 'Scopes',
};

export function tokensTitle(own: TokensState, shared: Shared): Title {
  const path = [own.name, 'Tokens'];
  if (own.panel !== null) return { path: [...path, panelNames[own.panel.type]] };
  const count = countOf(own, shared);
  const { scroll, marks } = shownTab(own);
  const marked = () =>
    markCountPieces(marks, targetTokens(own, shared), 'token', shared.size.linear === true);
  return { path, beside: () => [...positionRow(scroll, count), ...marked()] };
}
