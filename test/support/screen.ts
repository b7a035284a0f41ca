// A model of a terminal's screen: what a person would see after the bytes written to it.
import headless from '@xterm/headless';

export type Size = { columns: number; rows: number };

/** What a program must have put back when it is gone. */
export type Modes = {
  alternate: boolean;
  cursorShown: boolean;
  wraps: boolean;
  bracketedPaste: boolean;
};

export type Screen = {
  write(data: string): Promise<void>;
  resize(size: Size): void;
  /** The rows that are seen, without blanks at their ends. */
  lines(): string[];
  /** The same as one text. */
  text(): string;
  modes(): Modes;
  /** Column and row of the cursor, from 0. */
  cursor(): { column: number; row: number };
  /** How often the whole screen was cleared. */
  clears(): number;
};

export function createScreen({ columns, rows }: Size): Screen {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  let cursorShown = true;
  let clears = 0;
  const watch = (
    final: string,
    seen: (params: readonly (number | number[])[]) => void,
    prefix?: string,
  ) =>
    terminal.parser.registerCsiHandler(
      prefix === undefined ? { final } : { prefix, final },
      params => {
        seen(params);
        return false;
      },
    );
  watch(
    'h',
    params => {
      if (params.includes(25)) cursorShown = true;
    },
    '?',
  );
  watch(
    'l',
    params => {
      if (params.includes(25)) cursorShown = false;
    },
    '?',
  );
  watch('J', ([what]) => {
    if (what === 2 || what === 3) clears++;
  });

  const lines = () => {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  };
  return {
    write: data => new Promise(resolve => terminal.write(data, resolve)),
    resize: size => terminal.resize(size.columns, size.rows),
    lines,
    text: () => lines().join('\n'),
    modes: () => ({
      alternate: terminal.buffer.active.type === 'alternate',
      cursorShown,
      wraps: terminal.modes.wraparoundMode,
      bracketedPaste: terminal.modes.bracketedPasteMode,
    }),
    cursor: () => ({ column: terminal.buffer.active.cursorX, row: terminal.buffer.active.cursorY }),
    clears: () => clears,
  };
}
