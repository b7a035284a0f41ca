// A film of a terminal: frames, one after the other, in one SVG that plays by itself. A row that
// stays the same is contained only once.
import { cursorBox, onScreen, type Picture, rowText } from './svg.ts';

export type Frame = Pick<Picture, 'rows' | 'cursor'> & {
  /** The caption below the screen. */
  says: string;
  seconds: number;
};

/** Something that is visible from one frame to another; `to` is exclusive. */
type Seen = { from: number; to: number; content: string };

export function svgOfFrames(film: {
  title: string;
  columns: number;
  frames: readonly Frame[];
}): string {
  const { title, columns, frames } = film;
  const height = Math.max(...frames.map(({ rows }) => rows.length));
  const rows = Array.from({ length: height }, (_, row) =>
    stretches(frames.map(frame => rowText(frame.rows[row] ?? [], row).join(''))),
  );
  const below = { colour: 6, bold: true, dim: false, inverse: false };
  const captions = stretches(
    frames.map(({ says }) => rowText([{ ...below, text: says }], height + 1).join('')),
  );
  const cursors = stretches(frames.map(({ cursor }) => (cursor === null ? '' : cursorBox(cursor))));
  const seen = [...rows, captions, cursors].flat();
  const last = frames.length;
  const spans = new Map(seen.map(({ from, to }) => [`f${from}-${to}`, { from, to }]));
  const style = [...spans].map(([name, span]) => styleOf(name, span, frames)).join('');
  const content = seen.map(({ from, to, content }) =>
    from === 0 && to === last ? content : `<g class="f${from}-${to}">${content}</g>`,
  );
  return onScreen({ title, columns, rows: height + 2 }, content, style);
}

/** The stretches of frames with equal content. */
function stretches(contents: readonly string[]): Seen[] {
  const found: Seen[] = [];
  for (const [index, content] of contents.entries()) {
    const before = found.at(-1);
    if (before?.content === content) before.to = index + 1;
    else found.push({ from: index, to: index + 1, content });
  }
  return found.filter(({ content }) => content !== '');
}

/** With reduced motion only the last frame is shown. */
function styleOf(
  name: string,
  { from, to }: Pick<Seen, 'from' | 'to'>,
  frames: readonly Frame[],
): string {
  if (from === 0 && to === frames.length) return '';
  const at = (frame: number) =>
    frames.slice(0, frame).reduce((sum, { seconds }) => sum + seconds, 0);
  const whole = at(frames.length);
  const percent = (frame: number) => `${((at(frame) / whole) * 100).toFixed(2)}%`;
  const isLast = to === frames.length;
  const hidden = '{visibility:hidden}';
  const stages = [
    ...(from === 0 ? [] : [`0%${hidden}`]),
    `${percent(from)}{visibility:visible}`,
    ...(isLast ? [] : [`${percent(to)}${hidden}`]),
  ];
  const still = isLast ? '' : `.${name}${hidden}`;
  return `${still}@media(prefers-reduced-motion:no-preference){.${name}{animation:${name} ${whole}s step-end infinite}}@keyframes ${name}{${stages.join('')}}`;
}
