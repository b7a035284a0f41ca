// The division of the screen: the smallest size, the heights of the parts, and when there are two
// panes.

export type Size = {
  columns: number;
  rows: number;
  /** For people who have it read aloud: nothing stands beside anything else. */
  linear?: boolean;
};

/** Below this size nothing useful fits. */
export const smallest: Size = { columns: 40, rows: 10 };

export type Layout = {
  tooSmall: boolean;
  columns: number;
  /** Rows of the whole frame: one less than the terminal's (docs/notes/packages.md, ink). */
  frame: number;
  /** Rows between header and footer. */
  body: number;
  /** Whether there is room for a rule below the header. */
  roomy: boolean;
  twoPanes: boolean;
};

const headerRows = 2;
const footerRows = 1;
const noticeRows = 1;

export function layoutOf({ columns, rows, linear = false }: Size): Layout {
  const frame = Math.max(1, rows - 1);
  const roomy = rows >= 16;
  const body = Math.max(1, frame - headerRows - footerRows - noticeRows - (roomy ? 1 : 0));
  return {
    tooSmall: columns < smallest.columns || rows < smallest.rows,
    columns,
    frame,
    body,
    roomy,
    twoPanes: columns >= 100 && !linear,
  };
}
