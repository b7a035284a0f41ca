// The rows of a toast or log entry: an icon and the wrapped text.
import type { Toast } from '../contract/effects.ts';
import type { Icon } from '../look/icons.ts';
import { markedParagraph, type Row } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';

const looks: Readonly<Record<Toast['tone'], { icon: Icon; tone: Tone | undefined }>> = {
  ok: { icon: 'ok', tone: 'ok' },
  info: { icon: 'dot', tone: undefined },
  warn: { icon: 'warn', tone: 'warn' },
  error: { icon: 'error', tone: 'error' },
};

export function noticeRows(said: Pick<Toast, 'tone' | 'text'>, columns: number): Row[] {
  const { icon, tone } = looks[said.tone];
  return markedParagraph({ icon, tone }, said.text, columns, { tone });
}
