// A terminal's screen as an SVG picture: selectable text on its own dark background, so that it looks the
// same on light and dark pages.
import { widthOf } from '../../../source/tui/text/width.ts';
import type { Run } from '../screen.ts';

const cell = { width: 8.4, height: 18 };
const fontSize = 14;
const margin = 14;
/** The distance from a row's upper edge to its baseline. */
const baseline = 13.5;

const ground = '#0d1117';
const edge = '#30363d';
const usual = '#d1d7e0';
/** The first 16 colours of the palette. */
const palette = [
  ...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  ...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#ffffff'],
];

export type Picture = {
  title: string;
  columns: number;
  rows: readonly (readonly Run[])[];
  /** The position of the cursor; null while it is hidden. */
  cursor: { column: number; row: number } | null;
};

export function svgOf({ title, columns, rows, cursor }: Picture): string {
  const texts = rows.flatMap((runs, row) => rowText(runs, row));
  return onScreen({ title, columns, rows: rows.length }, [
    ...(cursor === null ? [] : [cursorBox(cursor)]),
    ...texts,
  ]);
}

/**
 * A screen with its content.
 * @param style styles for the content, besides those for text
 */
export function onScreen(
  { title, columns, rows }: { title: string; columns: number; rows: number },
  content: readonly string[],
  style = '',
): string {
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = rows * cell.height + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${usual};white-space:pre}.b{font-weight:700}.d{opacity:.65}${style}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${ground}" stroke="${edge}"/>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');
}

const place = (at: number, size: number) => Number((margin + at * size).toFixed(1));

export function cursorBox({ column, row }: { column: number; row: number }): string {
  const [x, y] = [place(column, cell.width), place(row, cell.height)];
  return `<rect x="${x}" y="${y}" width="${cell.width}" height="${cell.height}" fill="${usual}" opacity=".5"/>`;
}

/** The texts of a row. Each run has its own position, so that the columns are right in any font. */
export function rowText(runs: readonly Run[], row: number): string[] {
  let column = 0;
  const spans = runs.flatMap(run => {
    const from = column + run.text.length - run.text.trimStart().length;
    const text = run.text.trim();
    column += widthOf(run.text);
    return text === '' ? [] : [span(run, text, from)];
  });
  const y = Number((place(row, cell.height) + baseline).toFixed(1));
  return spans.length === 0 ? [] : [`<text y="${y}">${spans.join('')}</text>`];
}

function span({ colour, bold, dim }: Run, text: string, column: number): string {
  const looks = [bold && 'b', dim && 'd'].filter(Boolean).join(' ');
  const attributes = [
    `x="${place(column, cell.width)}"`,
    `textLength="${Number((widthOf(text) * cell.width).toFixed(1))}"`,
    ...(looks === '' ? [] : [`class="${looks}"`]),
    ...(colour === null ? [] : [`fill="${palette[colour] ?? usual}"`]),
  ];
  return `<tspan ${attributes.join(' ')}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
