// The rows of the form for a new token, and of its value, which is shown only once.
import { kindNames } from '../../../secrets/kind.ts';
import type { Created } from '../../../tokens/create.ts';
import { namedToken } from '../../../tokens/named.ts';
import { textOf } from '../../components/lineEditor.ts';
import { pickRows } from '../../components/picker.ts';
import { linePieces } from '../../components/textField.ts';
import type { Shared } from '../../contract/knowledge.ts';
import {
  blankRow,
  headingRow,
  markedPieces,
  paragraph,
  type Row,
  textRow,
} from '../../look/rows.ts';
import { headOf, widthOf } from '../../text/width.ts';
import { defaultNote, newNameProblem } from './create.ts';
import { isCreateLow, placesWithCursor, placeText } from './places.ts';
import { type CreateForm, shownTab, type TokensState } from './state.ts';

/** The new token in words: `A new bot key of Acme Support`. */
function titleRow(own: TokensState): Row {
  const { holder } = shownTab(own);
  const kind = kindNames[own.tab === 'account' ? 'pat' : own.tab];
  return headingRow(`A new ${kind}${holder === null ? '' : ` of ${holder.name}`}`);
}

export function createRows(
  own: TokensState,
  form: CreateForm,
  shared: Shared,
  columns: number,
): Row[] {
  const rows = stepRows(own, form, shared, columns);
  return form.step === 'place' && isCreateLow(shared) ? rows : [titleRow(own), ...rows];
}

function stepRows(own: TokensState, form: CreateForm, shared: Shared, columns: number): Row[] {
  const note = textOf(form.note).trim();
  if (form.step === 'note') {
    return [
      ...paragraph(
        'What is the token for? Only its note distinguishes it from others in the list.',
        columns,
      ),
      [{ text: 'Note: ' }, ...linePieces(form.note, columns - 7)],
      ...(note === '' ? [textRow(`Left empty: ${defaultNote(own, null)}`, 'muted')] : []),
    ];
  }
  const noteRow: Row = [{ text: 'Note: ' }, { text: note || '(as usual)', tone: 'muted' }];
  if (form.step === 'place') {
    const { pickable, picker } = placesWithCursor(own, form, shared);
    return [
      ...(isCreateLow(shared) ? [] : [noteRow]),
      textRow('Where does the new token go?'),
      ...pickRows(picker, pickable, columns, (place, tone, mark) => {
        const text = placeText(place, shared);
        return markedPieces(text, widthOf(text), mark, tone);
      }),
    ];
  }
  const problem = newNameProblem(own, shared);
  return [
    noteRow,
    [{ text: 'Name of the new profile: ' }, ...linePieces(form.name, columns - 26)],
    ...(problem === null ? [] : paragraph(problem, columns, 'error')),
  ];
}

/** From this many rows on, there are blank rows. */
const roomyRows = 9;

/** The value stands alone from the first column on, so that it can be selected with the mouse. */
export function madeRows({ id, note, value }: Created, columns: number, height: number): Row[] {
  const lines = chunks(value, columns);
  const advice =
    lines.length === 1
      ? 'y copies it. It cannot be shown again.'
      : 'The rows above are one token: y copies it. It cannot be shown again.';
  const gap = height < roomyRows ? [] : [blankRow];
  return [
    headingRow(`Created ${namedToken({ id, note })}`),
    ...gap,
    ...lines.map((line): Row => [{ text: line, tone: 'accent', bare: true }]),
    ...gap,
    ...paragraph(advice, columns),
  ];
}

function chunks(text: string, columns: number): string[] {
  if (widthOf(text) <= columns) return [text];
  const head = headOf(text, columns);
  return [head, ...chunks(text.slice(head.length), columns)];
}
