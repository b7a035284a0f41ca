// The rows of a question's box: what will happen, and the answers, with Cancel marked.
import { linePieces } from '../components/textField.ts';
import { blankRow, type Piece, paragraph, type Row, textRow } from '../look/rows.ts';
import { cut, wrapped } from '../text/width.ts';
import type { Modal } from './dialog.ts';
import { textOf } from './lineEditor.ts';

/**
 * The question comes first and the answers last; only the rows in between may be cut for lack of
 * room.
 */
export function dialogRows(modal: Modal, columns: number, height = Infinity): Row[] {
  const { title, lines } = modal.question;
  const text = lines.flatMap(line => wrapped(line, columns));
  const answers = answerRows(modal, columns);
  const roomy = [
    textRow(title, 'accent'),
    blankRow,
    ...text.map(line => textRow(line)),
    blankRow,
    ...answers,
  ];
  if (roomy.length <= height) return roomy;
  const head = paragraph(title, columns, 'accent');
  const last = answers.slice(0, 2);
  const seen = text.slice(0, Math.max(0, height - head.length - last.length));
  // An ellipsis shows that there is more text.
  const end = seen.length < text.length ? seen.pop() : undefined;
  const cutOff = end === undefined ? [] : [textRow(cut(`${end} …`, columns))];
  return [...head, ...seen.map(line => textRow(line)), ...cutOff, ...last];
}

function answerRows({ question, line, choice }: Modal, columns: number): Row[] {
  if (question.typed === null) {
    return [
      [
        ...button('Cancel', choice === 'cancel'),
        { text: '    ' },
        ...button(question.confirm, choice === 'confirm'),
      ],
    ];
  }
  const done = textOf(line) === question.typed;
  return [
    textRow(`Type ${question.typed} to confirm:`),
    [{ icon: 'pointer', tone: 'selected' }, { text: ' ' }, ...linePieces(line, columns - 4)],
    textRow(done ? `Enter: ${question.confirm}` : 'Esc cancels', done ? 'warn' : 'muted'),
  ];
}

function button(label: string, marked: boolean): Piece[] {
  return [
    marked ? { icon: 'pointer', tone: 'selected' } : { text: ' ' },
    { text: ` ${label}`, tone: marked ? 'selected' : undefined },
  ];
}
