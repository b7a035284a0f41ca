// The row for something in progress, with a spinner.
import type { Row } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';

export const waitingRow = (what: string, tone: Tone = 'muted'): Row => [
  { icon: 'spinner', tone },
  { text: ` ${what}` },
];
