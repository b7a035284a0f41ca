// The box with a question that has to be answered before something is done.
import { Box } from 'ink';
import { Rows } from '../look/Rows.tsx';
import { useTheme } from '../look/ThemeContext.tsx';
import type { Modal } from './dialog.ts';
import { dialogBox, dialogRows } from './dialogRows.ts';

type Props = { modal: Modal; columns: number; height: number };

export function Dialog({ modal, columns, height }: Props) {
  const { border } = useTheme();
  const { inner, frame } = dialogBox(columns);
  const rows = dialogRows(modal, inner);
  if (border === null || rows.length + frame > height) {
    // In a low terminal the question and its answers matter more than the box.
    return <Rows rows={dialogRows(modal, columns, height)} columns={columns} height={height} />;
  }
  return (
    <Box width={columns} height={height} justifyContent="center" alignItems="center">
      <Box flexDirection="column" flexShrink={0} borderStyle={border} paddingX={2}>
        <Rows rows={rows} columns={inner} />
      </Box>
    </Box>
  );
}
