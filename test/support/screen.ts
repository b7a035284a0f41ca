// A model of a terminal's screen: what a user would see after the bytes written to it.
import headless, { type IBufferCell, type IBufferLine } from '@xterm/headless';

export type Size = { columns: number; rows: number };

/** The modes that a program must have restored when it ends. */
export type Modes = {
  alternate: boolean;
  cursorShown: boolean;
  wraps: boolean;
  bracketedPaste: boolean;
};

/**
 * Neighbouring cells of a row that look the same. `colour` is a number in the palette; null is the
 * default colour.
 */
export type Run = {
  text: string;
  colour: number | null;
  bold: boolean;
  dim: boolean;
  inverse: boolean;
};

export type Screen = {
  write(data: string): Promise<void>;
  resize(size: Size): void;
  /** The visible rows, without trailing blanks. */
  lines(): string[];
  /** The visible rows as one text. */
  text(): string;
  /** The rows with their styles, without trailing blanks. */
  runs(): Run[][];
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
    runs: () =>
      Array.from({ length: terminal.rows }, (_, row) =>
        runsOf(terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)),
      ),
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

function runsOf(line: IBufferLine | undefined): Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < (line?.length ?? 0); column++) {
    const cell = line?.getCell(column);
    // The second half of a wide character has no width.
    if (cell === undefined || cell.getWidth() === 0) continue;
    const look = lookOf(cell);
    const text = cell.getChars() || ' ';
    const last = runs.at(-1);
    if (last !== undefined && sameLook(last, look)) last.text += text;
    else runs.push({ text, ...look });
  }
  const last = runs.at(-1);
  if (last === undefined || last.inverse) return runs;
  const text = last.text.trimEnd();
  return text === '' ? runs.slice(0, -1) : [...runs.slice(0, -1), { ...last, text }];
}

type Look = Omit<Run, 'text'>;

function lookOf(cell: IBufferCell): Look {
  return {
    colour: cell.isFgPalette() ? cell.getFgColor() : null,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    inverse: cell.isInverse() !== 0,
  };
}

function sameLook(a: Look, b: Look): boolean {
  return a.colour === b.colour && a.bold === b.bold && a.dim === b.dim && a.inverse === b.inverse;
}
