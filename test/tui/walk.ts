// What a screen draws, as data: the rows that its view hands to the components that draw them.
import { isValidElement, type ReactNode } from 'react';
import { ListWithDetails } from '../../source/tui/components/ListWithDetails.tsx';
import type { RowsIn } from '../../source/tui/components/listLayout.ts';
import type { Shared } from '../../source/tui/contract/knowledge.ts';
import type { ScreenName, ScreenStates } from '../../source/tui/contract/screenTypes.ts';
import { askScreen } from '../../source/tui/kernel/screens.ts';
import { Rows } from '../../source/tui/look/Rows.tsx';
import type { Piece, Row } from '../../source/tui/look/rows.ts';

export const viewOf = (name: ScreenName, screens: ScreenStates, shared: Shared): ReactNode =>
  askScreen({ screens }, name, ({ View }, own) => View({ own, shared }));

/** The rows below a node, in their order, including rows for which a list has no room. */
export function rowsOf(node: ReactNode): Row[] {
  if (Array.isArray(node)) return node.flatMap(rowsOf);
  if (!isValidElement(node)) return [];
  const props = node.props as Record<string, unknown>;
  if (node.type === Rows) return [...(props.rows as Row[])];
  if (node.type === ListWithDetails) {
    const {
      rows,
      details,
      blocks = [],
    } = props as {
      rows: Row[];
      details: RowsIn | null;
      blocks?: RowsIn[];
    };
    const others = [...(details === null ? [] : [details]), ...blocks];
    return [...rows, ...others.flatMap(rowsIn => rowsIn(60))];
  }
  if (typeof node.type === 'function') {
    return rowsOf((node.type as (given: unknown) => ReactNode)(props));
  }
  return rowsOf(props.children as ReactNode);
}

export const textOfPiece = (piece: Piece): string => ('text' in piece ? piece.text : '');
