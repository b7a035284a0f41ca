// The view of a workspace and the account's role in it: one column, or two if there is room.
import { Box } from 'ink';
import { Fragment } from 'react';
import { isMore, moreRow } from '../../components/more.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { windowOf } from '../../contract/scroll.ts';
import { layoutOf, paneGap } from '../../look/layout.ts';
import { Rows } from '../../look/Rows.tsx';
import { panesHeight, workspacePanes } from './panes.ts';
import type { WorkspaceState } from './state.ts';
import { switchRows } from './switchRows.ts';

export function WorkspaceView({ own, shared }: { own: WorkspaceState; shared: Shared }) {
  const { body, columns } = layoutOf(shared.size);
  if (own.switching !== null) {
    const rows = switchRows(own.name, own.switching, shared, columns);
    return <Rows rows={rows} columns={columns} height={body} now={shared.now} />;
  }
  const panes = workspacePanes(own, shared);
  const count = panesHeight(panes);
  const [start, end] = windowOf(own.scroll, count, body);
  return (
    <Box flexDirection="column">
      <Box alignItems="flex-start">
        {panes.map(({ rows, columns }, index) => (
          // Panes are positions on the screen, not things with an identity.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Fragment key={index}>
            {index > 0 && <Box width={paneGap} />}
            <Rows rows={rows.slice(start, end)} columns={columns} now={shared.now} />
          </Fragment>
        ))}
      </Box>
      {isMore(count, body) && <Rows rows={[moreRow(start, end, count)]} columns={columns} />}
    </Box>
  );
}
