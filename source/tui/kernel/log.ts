// The log: messages, failures and answers, with their times. Pure.
import { redact } from '../../secrets/kind.ts';
import { filterRow, filterText } from '../components/filter.ts';
import type { Picker } from '../components/picker.ts';
import type { Toast } from '../contract/effects.ts';
import { identityOf, type Shared, subjectHere } from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import { signOf, signText } from '../home/signs.ts';
import { blankRow, headingRow, type Row, textRow } from '../look/rows.ts';
import { holdsAll } from '../text/fuzzy.ts';
import { noticeRows } from './toastRows.ts';

type Entry = Pick<Toast, 'tone' | 'text'> & {
  /** Epoch milliseconds. */
  at: number;
};

/** The newest entry is the first. `seen` is the scroll position and the filter; null while the log is closed. */
export type Log = { entries: readonly Entry[]; seen: Picker | null };

export const emptyLog: Log = { entries: [], seen: null };

/** Older entries are dropped. */
const mostEntries = 200;
/** The longest text of an entry, in UTF-16 units: a library may print longer ones. */
const longest = 1000;

/** The log with one more entry; an immediate repetition counts once, with its latest time. */
function logged(log: Log, { at, tone, text }: Entry): Log {
  const entry = { at, tone, text: redact(text).slice(0, longest) };
  const [last, ...older] = log.entries;
  const isAgain = last?.tone === tone && last.text === entry.text;
  const entries = [entry, ...(isAgain ? older : log.entries)].slice(0, mostEntries);
  return { ...log, entries };
}

/** What a message reports that no toast shows; null if nothing is worth keeping. */
function eventOf(message: Message, shared: Shared): Omit<Entry, 'at'> | null {
  if (message.type === 'stray') return { tone: 'warn', text: message.text };
  if (message.type === 'profile.verified') {
    // Only for the current profile: the list shows the states of the others, and there may be thousands.
    const current = subjectHere(shared.home);
    if (current === null || identityOf(current.view) !== message.identity) return null;
    const sign = signOf(message.check);
    const { tone, reason } = sign;
    const who = current.name ?? 'The credentials of the environment';
    return {
      tone: tone === 'ok' ? 'ok' : 'warn',
      text: `${who}: ${signText(sign)}${reason === null ? '' : `. ${reason}`}`,
    };
  }
  if (message.type === 'write.failed' || !('error' in message)) return null;
  const { message: text, hint } = message.error;
  return { tone: 'error', text: hint === undefined ? text : `${text}. ${hint}` };
}

type Logged = { shared: Shared; toast: Toast | null; log: Log };

/** The state `after` a message, with the message's report and any new toast added to the log. */
export function withLog<State extends Logged>(
  before: State,
  message: Message,
  after: State,
): State {
  const { shared, toast } = after;
  const event = eventOf(message, shared);
  const said = toast === before.toast ? null : toast;
  const log = [event, said]
    .filter(entry => entry !== null)
    .reduce((sum, entry) => logged(sum, { ...entry, at: shared.now }), after.log);
  return log === after.log ? after : { ...after, log };
}

export function logRows({ entries, seen }: Log, columns: number): Row[] {
  const filter = seen?.filter ?? null;
  const fits = holdsAll(filterText(filter));
  const found = entries.filter(entry => fits(`${timeOf(entry)} ${entry.text}`));
  const rows = found.flatMap(entry => entryRows(entry, columns));
  const nothing = [
    textRow(filter === null ? 'Nothing has happened yet.' : 'Nothing in the log matches.'),
  ];
  const head =
    filter === null
      ? [headingRow('What happened, the newest first'), blankRow]
      : [filterRow(filter, { found: found.length, all: entries.length }, columns)];
  return [...head, ...(rows.length === 0 ? nothing : rows)];
}

const timeOf = ({ at }: Entry) => new Date(at).toTimeString().slice(0, 8);

const timeColumns = '12:00:00  '.length;

function entryRows(entry: Entry, columns: number): Row[] {
  const time = timeOf(entry);
  return noticeRows(entry, columns - timeColumns).map((row, index) => [
    { text: (index === 0 ? time : '').padEnd(timeColumns), tone: 'muted' },
    ...row,
  ]);
}
