// Owns what stands in the box of a question: what will happen, and Cancel as the marked answer.
import { textOf } from './lineEditor.ts';
import { blankRow, linePieces, type Piece, paragraph, type Row, textRow } from './rows.ts';
import type { Modal } from './state.ts';

export function questionRows({ question, line, choice }: Modal, columns: number): Row[] {
  const text = question.lines.flatMap(line => paragraph(line, columns));
  const head: Row[] = [textRow(question.title, 'accent'), blankRow, ...text, blankRow];
  if (question.typed !== null) {
    const done = textOf(line) === question.typed;
    return [
      ...head,
      textRow(`Type ${question.typed} to confirm:`),
      [{ icon: 'pointer', tone: 'selected' }, { text: ' ' }, ...linePieces(line, columns - 4)],
      textRow(done ? `Enter: ${question.confirm}` : 'Esc cancels', done ? 'warn' : 'muted'),
    ];
  }
  return [
    ...head,
    [
      ...button('Cancel', choice === 'cancel'),
      { text: '    ' },
      ...button(question.confirm, choice === 'confirm'),
    ],
  ];
}

function button(label: string, marked: boolean): Piece[] {
  return [
    marked ? { icon: 'pointer', tone: 'selected' } : { text: ' ' },
    { text: ` ${label}`, tone: marked ? 'selected' : undefined },
  ];
}
