// The rows of a question's box (what will happen, then the answers with Cancel marked), and the box's height.
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
  const { title, lines, destroys } = modal.question;
  const tone = destroys ? 'error' : 'accent';
  const text = lines.flatMap(line => wrapped(line, columns));
  const answers = answerRows(modal, columns);
  const roomy = [
    textRow(title, tone),
    blankRow,
    ...text.map(line => textRow(line)),
    blankRow,
    ...answers,
  ];
  if (roomy.length <= height) return roomy;
  const head = paragraph(title, columns, tone);
  const last = answers.slice(0, 2);
  const seen = text.slice(0, Math.max(0, height - head.length - last.length));
  // An ellipsis shows that there is more text.
  const end = seen.length < text.length ? seen.pop() : undefined;
  const cutOff = end === undefined ? [] : [textRow(cut(`${end} …`, columns))];
  return [...head, ...seen.map(line => textRow(line)), ...cutOff, ...last];
}

/** The fewest rows above a question: enough to see the row that the question is about. */
const fewestBeside = 3;

/** The height of the question, so that the screen stays visible above it; null if it needs all the room. */
export function dialogHeight(modal: Modal, columns: number, room: number): number | null {
  const { inner, frame } = dialogBox(columns);
  const framed = dialogRows(modal, inner).length + frame;
  if (framed + fewestBeside <= room) return framed;
  const bare = dialogRows(modal, columns).filter(row => row !== blankRow).length;
  return bare + fewestBeside <= room ? bare : null;
}

const widest = 64;

/** Columns inside of the box, and the rows of its frame. */
export function dialogBox(columns: number): { inner: number; frame: number } {
  // Border and padding at both sides.
  return { inner: Math.min(widest, columns) - 6, frame: 2 };
}

function answerRows({ question, line, choice }: Modal, columns: number): Row[] {
  if (question.typed === null) {
    return [
      [
        ...button('Cancel', choice === 'cancel', false),
        { text: '    ' },
        ...button(question.confirm, choice === 'confirm', question.destroys === true),
      ],
    ];
  }
  const doneTone = question.destroys ? 'error' : 'warn';
  const done = textOf(line) === question.typed;
  return [
    textRow(`Type ${question.typed} to confirm:`),
    [{ icon: 'pointer', tone: 'selected' }, { text: ' ' }, ...linePieces(line, columns - 4)],
    textRow(done ? `Enter: ${question.confirm}` : 'Esc cancels', done ? doneTone : 'muted'),
  ];
}

/** A destructive answer has its own colour, marked or not. */
function button(label: string, marked: boolean, destroys: boolean): Piece[] {
  const tone = destroys ? 'error' : marked ? 'selected' : undefined;
  return [marked ? { icon: 'pointer', tone } : { text: ' ' }, { text: ` ${label}`, tone }];
}
