// The rows about the token: waiting for the browser, the field, and a key's target.
import type { Demo } from '../../../context.ts';
import { type AppError, rewrapped } from '../../../errors.ts';
import { removedWords } from '../../../secrets/clean.ts';
import { errorRows } from '../../components/error.ts';
import { textOf } from '../../components/lineEditor.ts';
import { linePieces } from '../../components/textField.ts';
import { waitingRow } from '../../components/waiting.ts';
import { demoOf, type Shared } from '../../contract/knowledge.ts';
import { hostOf, keyName, placeWord } from '../../home/labels.ts';
import { layoutOf } from '../../look/layout.ts';
import { blankRow, markedParagraph, paragraph, type Row, textRow } from '../../look/rows.ts';
import { type Browser, dashboardProblem, type LoginState } from './state.ts';
import { maskedInput, tokenRemark } from './token.ts';
import { urlOf } from './urls.ts';

export function tokenRows(own: LoginState, shared: Shared, columns: number): Row[] {
  const { browser } = own;
  const field = fieldRows(own, columns);
  if (browser === null) {
    const demo = demoOf(shared);
    const source = demo === null ? sourceRows(own, columns) : sampleRows(demo, columns);
    return [...pasteRows(own, columns), ...field, blankRow, ...source];
  }
  if (layoutOf(shared.size).roomy) {
    return [
      ...browserRows(browser, own, shared, columns),
      blankRow,
      ...paragraph(pasteText(browser), columns),
      ...field,
      blankRow,
      ...sourceRows(own, columns),
    ];
  }
  // Without room for both, a typed token hides the wait for the browser.
  return textOf(own.token) === ''
    ? [...lowBrowserRows(browser, own, shared, columns), ...field]
    : field;
}

function pasteRows(own: LoginState, columns: number): Row[] {
  const unknown = dashboardProblem(own);
  return [
    ...(unknown === null
      ? []
      : paragraph(`${unknown}: a browser cannot deliver the token.`, columns)),
    ...paragraph(
      `Paste a personal access token for ${hostOf(urlOf(own))}. It is shown by kind and length only.`,
      columns,
    ),
    blankRow,
  ];
}

function pasteText(browser: Browser): string {
  if (browser.state !== 'waiting') return 'Or paste a token, at any moment:';
  return 'Or paste a token. If the browser is on another computer, you can also paste the address that it ends on:';
}

/** Where to create a token, and where it will be stored. */
function sourceRows(own: LoginState, columns: number): Row[] {
  const page =
    dashboardProblem(own) === null
      ? 'Create one at https://app.botpress.cloud/profile/tokens'
      : 'Whoever runs that server can create a token for you.';
  return [...paragraph(page, columns, 'muted'), ...(own.place === null ? [] : [keptRow(own)])];
}

/** Where a demo's token comes from, and where it goes. */
function sampleRows({ samples }: Demo, columns: number): Row[] {
  const accounts = samples.map(({ account }) => account).join(', then that of ');
  return [
    `Tab puts in a sample token: that of ${accounts}.`,
    'The demo accepts its sample tokens only, and sends them to its own API only.',
    'No browser opens: the demo has no account to approve a login with.',
  ].flatMap(line => paragraph(line, columns, 'muted'));
}

const keptRow = ({ place }: LoginState): Row =>
  textRow(`The token will be kept in: ${placeWord(place?.kind ?? 'file')}`, 'muted');

function fieldRows(own: LoginState, columns: number): Row[] {
  const text = textOf(own.token);
  const remark = tokenRemark(text);
  const taken = [
    ...(own.cameFrom === null ? [] : [`Taken from ${own.cameFrom}`]),
    ...(own.removed.length === 0
      ? []
      : [`Taken off the token: ${own.removed.map(what => removedWords[what]).join(', ')}`]),
  ];
  return [
    [{ icon: 'pointer', tone: 'selected' }, { text: ` ${maskedInput(text)}` }, { cursor: ' ' }],
    ...taken.flatMap(line => paragraph(line, columns, 'muted', 2)),
    ...(remark === null ? rejectedRows(own, columns) : remarkRows(remark, columns)),
  ];
}

/** The remark that the last token was rejected; shown below the empty field, after the error. */
function rejectedRows({ rejected, problem }: LoginState, columns: number): Row[] {
  if (rejected === null || problem !== null) return [];
  return remarkRows({ good: false, text: `The last token was rejected: ${rejected}` }, columns);
}

export function remarkRows(
  { good, text }: { good: boolean; text: string },
  columns: number,
): Row[] {
  const tone = good ? 'ok' : 'warn';
  return markedParagraph({ icon: good ? 'ok' : 'warn', tone }, text, columns, { tone, indent: 2 });
}

function browserRows(browser: Browser, own: LoginState, shared: Shared, columns: number): Row[] {
  switch (browser.state) {
    case 'starting':
      return [startingRow(own)];
    case 'waiting': {
      const [wait, where] = browser.opened
        ? [
            'Waiting for your browser',
            'Approve the login there. It shows nothing? Open this address on this computer:',
          ]
        : [
            'Waiting for the login',
            'No browser was opened. Open this address yourself, in a browser on this computer:',
          ];
      return [
        waitingRow(`${wait} (${timeLeft(browser.until, shared)})`),
        ...paragraph(where, columns),
        blankRow,
        ...paragraph(browser.url, columns, 'accent'),
      ];
    }
    case 'failed':
      return failedRows(browser.error, columns);
  }
}

/** `browserRows` for a low terminal: at 40 by 10, the complete address has to be visible. */
function lowBrowserRows(browser: Browser, own: LoginState, shared: Shared, columns: number): Row[] {
  if (browser.state !== 'waiting') return browserRows(browser, own, shared, columns);
  const what = browser.opened ? 'Approve login, or open' : 'Open this yourself';
  return [
    waitingRow(`${what} (${timeLeft(browser.until, shared)}):`),
    ...paragraph(browser.url, columns, 'accent'),
  ];
}

function startingRow(own: LoginState): Row {
  const host = hostOf(urlOf(own));
  return waitingRow(
    own.launch ? `Opening your browser for ${host}` : `Preparing the login page of ${host}`,
  );
}

function timeLeft(until: number, { now }: Shared): string {
  return `${Math.max(1, Math.ceil((until - now) / 60_000))} min left`;
}

function failedRows(error: AppError, columns: number): Row[] {
  const old = error.code === 'browser-timeout' ? 'Close the old tab. ' : '';
  const hint = `${old}Enter tries again with a new login page; or paste a token.`;
  return errorRows(rewrapped(error, { hint }), columns);
}

/** The step for a bot or integration key: it asks for the id of the bot or integration. */
export function keyRows(own: LoginState, _shared: Shared, columns: number): Row[] {
  if (own.key === null) return [];
  const { key } = own;
  return [
    ...paragraph(
      `${keyName(key)} works for one ${key}, not for a workspace: it is stored as a profile for that ${key}.`,
      columns,
    ),
    blankRow,
    textRow(`For which ${key}? Its id:`),
    [{ icon: 'pointer', tone: 'selected' }, { text: ' ' }, ...linePieces(own.target, columns - 4)],
    blankRow,
    ...paragraph(
      'For workspaces, go back with Esc and paste a personal access token (bp_pat_…).',
      columns,
      'muted',
    ),
  ];
}
