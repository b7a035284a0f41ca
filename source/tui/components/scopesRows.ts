// The scopes reference: the documentation's three tables, and the weakest kind of token that is enough for each task.
import { actions } from '../../diagnosis/actions.ts';
import { kindNames } from '../../secrets/kind.ts';
import { type KnownKind, scopes } from '../../secrets/scopes.ts';
import { blankRow, headingRow, markedParagraph, type Row } from '../look/rows.ts';
import { fixed } from '../text/width.ts';

const kinds = Object.keys(scopes) as KnownKind[];

/** The tasks come first: people look for the kind of token that is enough for their task. */
export function scopesRows(columns: number): Row[] {
  return [
    headingRow('The least powerful kind of token for each task'),
    ...actions.flatMap(({ title, kinds: [least = 'pat'] }) => taskRows(title, least, columns)),
    ...kinds.flatMap(kind => tableRows(kind, columns)),
  ];
}

const titleColumns = 36;

/** A task and the kind of token for it, in one row if there is room for both. */
function taskRows(title: string, least: KnownKind, columns: number): Row[] {
  const kind = kindNames[least];
  if (columns >= titleColumns + kind.length + 2) {
    return [[{ text: `  ${fixed(title, titleColumns - 2)}` }, { text: kind, tone: 'accent' }]];
  }
  return [[{ text: `  ${title}` }], [{ text: `    ${kind}`, tone: 'accent' }]];
}

function tableRows(kind: KnownKind, columns: number): Row[] {
  const name = kindNames[kind];
  return [
    blankRow,
    headingRow(`What ${kind === 'integration' ? 'an' : 'a'} ${name} may do`),
    ...scopes[kind].flatMap(({ says, allowed }) => {
      const [icon, tone] = allowed ? (['ok', 'ok'] as const) : (['forbidden', 'error'] as const);
      return markedParagraph({ icon, tone }, says, columns, { indent: 2 });
    }),
  ];
}
