// The drawing of a state as the UI would show it, on a screen of any size.
import { EventEmitter } from 'node:events';
import { render } from 'ink';
import { onTestFinished } from 'vitest';
import { App } from '../../source/tui/kernel/App.tsx';
import type { UiState } from '../../source/tui/kernel/state.ts';
import { type Appearance, createTheme, type ThemeOptions } from '../../source/tui/look/theme.ts';

export type Drawn = {
  /** The frame from ink, with styles and cursor mark. */
  frame: string;
  /** The visible rows of the frame. */
  rows: string[];
};

export type DrawOptions = Partial<ThemeOptions>;

/** One frame of the state. */
export function draw(state: UiState, options: DrawOptions = {}): Drawn {
  let frame = '';
  const { columns, rows } = state.shared.size;
  const stdout = Object.assign(new EventEmitter(), {
    columns,
    rows,
    isTTY: true,
    write(text: string) {
      frame = text;
      return true;
    },
  });
  const themeFor = (look: Appearance) => createTheme({ env: {}, ...options }, look);
  const store = { subscribe: () => () => {}, shown: () => state };
  const instance = render(<App store={store} themeFor={themeFor} />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: options.screenReader ?? false,
  });
  const drawn = frame;
  onTestFinished(() => instance.unmount());
  return { frame: drawn, rows: plain(drawn).split('\n') };
}

/** The frame without the codes for style and cursor. */
function plain(frame: string): string {
  return frame.replace(/\u001b\[[\d;]*m/g, '');
}
