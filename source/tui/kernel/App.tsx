// The frame: header, title, the visible screen or what covers it, the toast, and the keys.
import { Box } from 'ink';
import { type ReactNode, useInsertionEffect, useMemo, useSyncExternalStore } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import type { Modal } from '../components/dialog.ts';
import { dialogHeight } from '../components/dialogRows.ts';
import { Pager } from '../components/Pager.tsx';
import type { Message } from '../contract/messages.ts';
import { layoutOf, smallest } from '../look/layout.ts';
import { Rows } from '../look/Rows.tsx';
import { paragraph, type Row, textRow } from '../look/rows.ts';
import { ThemeContext, useTheme } from '../look/ThemeContext.tsx';
import type { Appearance, Theme } from '../look/theme.ts';
import { footerRow, toastRows } from './footer.ts';
import { headerRows } from './header.ts';
import { helpRows } from './help.ts';
import { logRows } from './log.ts';
import { paletteRows } from './paletteRows.ts';
import { askScreen } from './screens.ts';
import { screenOf, type UiState } from './state.ts';
import type { Store } from './store.ts';
import { titleRow } from './title.ts';
import { waitRows } from './waits.ts';

type Props = {
  store: Pick<Store<UiState, Message>, 'subscribe' | 'shown'>;
  themeFor: (look: Appearance) => Theme;
  /**
   * Called with true when this component is mounted, and with false when it is unmounted. After a crash, ink unmounts
   * it and draws a frame of its own.
   */
  mounted?: (isMounted: boolean) => void;
};

export function App({ store, themeFor, mounted }: Props) {
  // The only kind of effect that runs before ink outputs the frame of the same commit.
  useInsertionEffect(() => {
    mounted?.(true);
    return () => mounted?.(false);
  }, [mounted]);
  const state = useSyncExternalStore(store.subscribe, store.shown);
  const { look } = state.shared;
  const theme = useMemo(() => themeFor(look), [themeFor, look]);
  return (
    <ThemeContext.Provider value={theme}>
      <Frame state={state} />
    </ThemeContext.Provider>
  );
}

function Frame({ state }: { state: UiState }) {
  const { shared } = state;
  const { tooSmall, columns, frame, roomy } = layoutOf(shared.size);
  const { now } = shared;
  if (tooSmall) return <TooSmall state={state} />;
  const header = headerRows(shared, columns);
  const notice = noticesOf(state, columns);
  const room = frame - header.length - (roomy ? 1 : 0) - 1 - notice.length - 1;
  const seen = withRoom(state, room);
  return (
    <Box flexDirection="column" width={columns} height={frame}>
      <Rows rows={header} columns={columns} now={now} />
      {roomy && <Rule columns={columns} />}
      <Rows rows={[titleRow(state, columns)]} columns={columns} now={now} />
      <Box flexGrow={1} flexShrink={1} alignItems="flex-start">
        <Body state={seen} />
      </Box>
      <Rows rows={notice} columns={columns} now={now} />
      <Rows rows={[footerRow(seen, columns)]} columns={columns} />
    </Box>
  );
}

/** The toast and the running work. Running work hides a toast, unless the toast is an error or a warning. */
function noticesOf(state: UiState, columns: number): Row[] {
  const { toast } = state;
  const waits = waitRows(state);
  // If there is nothing to show, a roomy screen keeps a blank row here, and a low one does not.
  if (waits.length === 0 && toast === null && !layoutOf(state.shared.size).roomy) return [];
  if (waits.length === 0) return toastRows(toast, columns);
  const isSeen = toast?.tone === 'error' || toast?.tone === 'warn';
  return isSeen ? [...toastRows(toast, columns), ...waits] : waits;
}

/** The state with a reduced number of terminal rows, so that the body has at most `room` rows. */
function withRoom(state: UiState, room: number): UiState {
  const { size } = state.shared;
  let tall = size.rows;
  while (tall > 1 && layoutOf({ ...size, rows: tall }).body > room) tall--;
  if (tall === size.rows) return state;
  return { ...state, shared: { ...state.shared, size: { ...size, rows: tall } } };
}

function Rule({ columns }: { columns: number }) {
  const { icons } = useTheme();
  return <Rows rows={[textRow(icons.rule.repeat(columns), 'muted')]} columns={columns} />;
}

function Body({ state }: { state: UiState }): ReactNode {
  const { shared, modal, help, palette, log } = state;
  const { columns, body } = layoutOf(shared.size);
  if (modal !== null) return <Asked state={state} modal={modal} />;
  if (help !== null) {
    return <Pager rows={helpRows(state, columns)} scroll={help} shared={shared} />;
  }
  if (log.seen !== null) {
    return <Pager rows={logRows(log, columns)} scroll={log.seen} shared={shared} />;
  }
  if (palette !== null) {
    return <Rows rows={paletteRows(state, palette, columns)} columns={columns} height={body} />;
  }
  return askScreen(state, screenOf(state), ({ View }, own) => <View own={own} shared={shared} />);
}

/**
 * A question. The screen above it is reduced to the remaining rows, so that its selected row stays
 * visible. Without room for both, the question alone.
 */
function Asked({ state, modal }: { state: UiState; modal: Modal }) {
  const { columns, body } = layoutOf(state.shared.size);
  const height = dialogHeight(modal, columns, body);
  if (height === null) return <Dialog modal={modal} columns={columns} height={body} />;
  const above = body - height;
  return (
    <Box flexDirection="column">
      <Box height={above} flexShrink={0} alignItems="flex-start">
        <Body state={withRoom({ ...state, modal: null }, above)} />
      </Box>
      <Dialog modal={modal} columns={columns} height={height} />
    </Box>
  );
}

function TooSmall({ state }: { state: UiState }) {
  const { columns, rows } = state.shared.size;
  const text = `This terminal is too small (${columns} by ${rows}): bp-auth needs ${smallest.columns} by ${smallest.rows}. q quits.`;
  const lines: Row[] = paragraph(text, columns).slice(0, Math.max(1, rows - 1));
  return <Rows rows={lines} columns={columns} />;
}
