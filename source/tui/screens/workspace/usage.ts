// The tile about quotas and usage: bars with numbers, the fullest first, and limits without usage.
import type { Quota, Usage } from '../../../botpress/answers.ts';
import { quotaAmount, quotaMeaning, usedShare } from '../../../botpress/quotas.ts';
import { barPieces } from '../../components/bar.ts';
import { headingRow, type Piece, paragraph, type Row } from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import { fixed } from '../../text/width.ts';
import { partRows, type TileFacts } from './tile.ts';

export function usageTile(seen: TileFacts, columns: number): Row[] {
  const { quotas, usages } = seen.look.answers;
  if (quotas === null) return [];
  const known = usages?.state === 'ready' ? usages.value : [];
  const [first] = [...known, ...(quotas.state === 'ready' ? quotas.value : [])];
  return [
    headingRow(first === undefined ? 'Quotas and usage' : `Usage, ${periodWord(first.period)}`),
    ...partRows(quotas, seen, columns, listed => [
      ...partRows(usages, seen, columns, used => [
        ...barsOf(listed, used).flatMap(one => barRows(one, columns)),
      ]),
      ...limitRows(listed, known, columns),
    ]),
  ];
}

/** The month of the usage. The API gives it as a date in that month (source: its answers). */
function periodWord(period: string): string {
  return /^\d{4}-\d{2}/.exec(period)?.[0] ?? period;
}

function barsOf(quotas: readonly Quota[], usages: readonly Usage[]) {
  return usages
    .map(usage => {
      const listed = quotas.find(({ type }) => type === usage.type)?.value ?? null;
      const quota = usage.quota ?? listed;
      return { ...usage, quota, share: usedShare({ value: usage.value, quota }) };
    })
    .toSorted((a, b) => (b.share ?? -1) - (a.share ?? -1));
}

type Bar = ReturnType<typeof barsOf>[number];

/** The used share from which a quota needs attention. */
const nearlyFull = 0.9;

/** The fewest columns for a name, its numbers and its bar in one row. */
const columnsForOneRow = 48;

function barRows({ type, value, quota, share }: Bar, columns: number): Row[] {
  const { title, unit } = quotaMeaning(type);
  const limit =
    quota === null || share === null ? ', without a limit' : ` of ${quotaAmount(quota, unit)}`;
  const numbers = `${quotaAmount(value, unit)}${limit}`;
  const name: Piece = { text: fixed(`  ${title}`, 17) };
  if (share === null) return [[name, { text: numbers }]];
  const tone: Tone = share >= 1 ? 'error' : share >= nearlyFull ? 'warn' : 'accent';
  // At most 99 % until the quota is full: rounding must not make it 100 %.
  const percent = `${share >= 1 ? Math.floor(share * 100) : Math.min(99, Math.round(share * 100))} %`;
  const full: Piece[] = share >= nearlyFull ? [{ text: ' ' }, { icon: 'warn', tone }] : [];
  const bar = (room: number): Piece[] => [
    ...barPieces(share, room, tone),
    { text: percent.padStart(6) },
  ];
  if (columns < columnsForOneRow) {
    return [
      [name, { text: numbers }],
      [{ text: '    ' }, ...bar(16), ...full],
    ];
  }
  const room = Math.min(16, columns - 42);
  return [
    [
      name,
      ...bar(room),
      { text: `  ${numbers}`, tone: share >= nearlyFull ? tone : 'muted' },
      ...full,
    ],
  ];
}

/** The quotas without usage: limits for a single item, and those that the API does not count. */
function limitRows(quotas: readonly Quota[], usages: readonly Usage[], columns: number): Row[] {
  const counted = new Set(usages.map(({ type }) => type));
  const limits = quotas
    .filter(({ type }) => !counted.has(type))
    .map(({ type, value }) => {
      const { title, unit } = quotaMeaning(type);
      return `${title} ${quotaAmount(value, unit)}`;
    });
  return limits.length === 0 ? [] : paragraph(`Limits: ${limits.join(', ')}`, columns, 'muted', 2);
}
