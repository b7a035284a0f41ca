// The division of the screen: the smallest size and the heights of the parts.

export type Size = {
  columns: number;
  rows: number;
  /** For screen readers: nothing is placed beside anything else. */
  linear?: boolean;
};

/** Below this size nothing useful fits. */
export const smallest: Size = { columns: 40, rows: 10 };

export type Layout = {
  tooSmall: boolean;
  columns: number;
  /** Rows of the whole frame: one less than the terminal's (docs/notes/packages.md, ink). */
  frame: number;
  /** Rows between title and notice. */
  body: number;
  /** Whether there is room for headings, blank rows, and a rule below the header. */
  roomy: boolean;
};

const headerRows = 2;
const titleRows = 1;
const footerRows = 1;
/** Rows kept free for a notice. A low terminal keeps none: a notice takes its row from the body. */
const noticeRows = 1;

/** Columns between two panes. */
export const paneGap = 2;

export function layoutOf({ columns, rows }: Size): Layout {
  const frame = Math.max(1, rows - 1);
  const roomy = rows >= 16;
  const others = headerRows + titleRows + footerRows + (roomy ? 1 + noticeRows : 0);
  const body = Math.max(1, frame - others);
  return {
    tooSmall: columns < smallest.columns || rows < smallest.rows,
    columns,
    frame,
    body,
    roomy,
  };
}
