// The view of the login form.
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { Rows } from '../../look/Rows.tsx';
import { loginRows } from './rows.ts';
import type { LoginState } from './state.ts';

export function LoginView({ own, shared }: { own: LoginState; shared: Shared }) {
  const { columns, body } = layoutOf(shared.size);
  const rows = loginRows(own, shared, columns);
  return <Rows rows={rows} columns={columns} height={body} now={shared.now} />;
}
