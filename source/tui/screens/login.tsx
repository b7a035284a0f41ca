// Draws the login form.
import { Rows } from '../components/Rows.tsx';
import { layoutOf } from '../layout.ts';
import type { Shared } from '../shared.ts';
import { loginRows } from './loginRows.ts';
import type { LoginState } from './loginState.ts';

export function LoginScreen({ own, shared }: { own: LoginState; shared: Shared }) {
  const { columns, body } = layoutOf(shared.size);
  const rows = loginRows(own, shared, columns);
  return <Rows rows={rows} columns={columns} height={body} now={shared.now} />;
}
