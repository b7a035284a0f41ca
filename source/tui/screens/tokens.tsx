// Draws the tokens of an account.
import { Rows } from '../components/Rows.tsx';
import { layoutOf } from '../layout.ts';
import type { Shared } from '../shared.ts';
import type { State } from './tokens.ts';
import { tokensRows } from './tokensRows.ts';

export function TokensScreen({ own, shared }: { own: State; shared: Shared }) {
  const { columns, body } = layoutOf(shared.size);
  const rows = tokensRows(own, shared, columns);
  return <Rows rows={rows} columns={columns} height={body} now={shared.now} />;
}
