// Pasted texts, and the explanations of them.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainText } from '../../source/diagnosis/explain.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { foreignPastes, machinePastes, ownPastes, siblingPastes } from './pasted/pastes.ts';

const body = (type: string, code: number) =>
  JSON.stringify({ id: 'err_7bf53ec53933', code, type, message: 'No' });

const inspected = `yt [Error]: The token is missing, invalid, expired or revoked
    at PP (/app/node_modules/@botpress/client/dist/index.cjs:6:6256)
    at async main (/app/index.js:3:1) {
  isApiError: true,
  code: 403,
  description: "The requested action can't be peform by this resource.",
  type: 'Forbidden',
  id: 'err_7bf53ec53933',
  metadata: undefined
}`;

const layers: Readonly<Record<string, (text: string) => string>> = {
  none: text => text,
  'a log of GitHub Actions': text =>
    `2026-11-26T07:00:00.1234567Z \u001b[31m${text}\u001b[39m\n2026-11-26T07:00:01.1234567Z ##[error]Process completed with exit code 1.`,
  'colours in letters': text => `[31m${text}[0m`,
  'docker compose': text => `web-1  | ${text}`,
  syslog: text => `Nov 26 07:00:01 host app[123]: ${text}`,
  'a JSON log line': text => JSON.stringify({ log: `${text}\n`, stream: 'stderr' }),
  'JSON in JSON in JSON': text => JSON.stringify({ a: JSON.stringify({ b: text }) }),
  'a quoted mail': text => `> > ${text}`,
  'a window of 40 columns': text => (text.match(/.{1,40}/g) ?? []).join('\n'),
  PowerShell: text =>
    `Invoke-RestMethod : ${text}\nAt line:1 char:1\n    + CategoryInfo          : InvalidOperation`,
  'HTML entities': text => text.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  'an error annotation': text => `::error file=a.ts,line=3::${text}`,
  'a long log around it': text =>
    `${'all is well\n'.repeat(40_000)}${text}\n${'all is well\n'.repeat(40_000)}`,
};

describe('explain recognises', () => {
  it.each(ownPastes)('%s: %s', (text, cause) => {
    expect(explainText(text).recognised[0]?.cause ?? null).toBe(cause);
  });

  it.each(foreignPastes)('%s: %s', (text, cause) => {
    expect(explainText(text).recognised[0]?.cause ?? null).toBe(cause);
  });

  it.each(machinePastes)('%s: %s', (text, cause) => {
    expect(explainText(text).recognised[0]?.cause ?? null).toBe(cause);
  });

  it.each(siblingPastes)('%s: %s', (text, cause) => {
    expect(explainText(text).recognised[0]?.cause ?? null).toBe(cause);
  });

  it('each with a check, a command, and at most one cause as certain', () => {
    for (const [text] of [...ownPastes, ...foreignPastes, ...siblingPastes]) {
      const { recognised } = explainText(text);
      for (const { check, command, cannotKnow } of recognised) {
        expect(check).not.toBe('');
        expect(cannotKnow).not.toBe('');
        expect(command).toMatch(/^bp-auth (?:doctor|profiles list)/);
      }
      const sure = recognised.filter(({ confidence }) => confidence === 'certain');
      expect(sure.length).toBeLessThan(2);
    }
  });

  it('the same text behind the layers of logs, quotes and windows', () => {
    const plain = JSON.stringify({ id: 'err_1', code: 403, type: 'QuotaExceeded', message: 'No' });
    const spoken = "× Could not deploy bot: The requested action can't be peform by this resource.";
    for (const [name, wrap] of Object.entries(layers)) {
      expect([name, explainText(wrap(plain)).recognised[0]?.cause]).toEqual([
        name,
        'quota-exceeded',
      ]);
      expect([name, explainText(wrap(spoken)).recognised[0]?.cause]).toEqual([name, 'forbidden']);
    }
  });

  it('the error id, for a report', () => {
    expect(explainText(inspected).recognised[0]?.errorId).toBe('err_7bf53ec53933');
    expect(explainText(body('Internal', 500)).recognised[0]?.errorId).toBe('err_7bf53ec53933');
  });

  it('what one wanted to do, and asks doctor for it', () => {
    for (const [text, command] of [
      [`Could not create bot: ${body('Forbidden', 403)}`, 'bp-auth doctor --for create-bot'],
      [
        `Could not update integration x: ${body('Forbidden', 403)}`,
        'bp-auth doctor --for publish-integration',
      ],
      [
        `GET https://api.botpress.cloud/v1/chat/conversations ${body('Forbidden', 403)}`,
        'bp-auth doctor --for read-conversations',
      ],
      [
        `POST https://api.botpress.cloud/v1/admin/bots ${body('Forbidden', 403)}`,
        'bp-auth doctor --for create-bot',
      ],
      [body('Forbidden', 403), 'bp-auth doctor --for deploy'],
    ] as const) {
      expect(explainText(text).recognised[0]?.command).toBe(command);
    }
  });

  it('a quota as a quota and a network fault as one, never as a token or permission', () => {
    for (const text of [
      body('QuotaExceeded', 403),
      body('RateLimited', 429),
      body('PaymentRequired', 402),
    ]) {
      expect(explainText(text).recognised.map(({ kind }) => kind)).toEqual(['quota']);
      expect(explainText(text).recognised[0]?.means).toContain(
        'token and its permissions are fine',
      );
    }
    const [dead] = explainText(
      'Login failed. Please check your credentials: fetch failed',
    ).recognised;
    expect(dead).toMatchObject({ kind: 'network', confidence: 'possible' });
  });
});

describe('an unknown text', () => {
  it('is told what can be read from it, and what finds out', () => {
    const { recognised, read, otherwise } = explainText(
      '2026-11-26T07:00:01Z POST https://api.botpress.cloud/v1/admin/bots?x=secret answered 418, x-request-id: abcd-1234-efgh, workspace wkspace_01ABC',
    );
    expect(recognised).toEqual([]);
    expect(read).toMatchObject({
      ...{ method: 'POST', host: 'api.botpress.cloud', path: '/v1/admin/bots' },
      ...{ time: '2026-11-26T07:00:01Z', requestId: 'abcd-1234-efgh' },
      workspaceId: 'wkspace_01ABC',
    });
    expect(otherwise.command).toBe('bp-auth doctor');
  });
});

describe('explain is careful', () => {
  it.each([
    'Error: invalid token',
    '{"error":"token expired"}',
    'Authentication credentials were not provided',
  ])('with words that any service says: %s', text => {
    expect(explainText(text).recognised[0]?.confidence).toBe('likely');
  });

  it('with the Chat API, which takes a key of its own', () => {
    const [first] = explainText(
      `POST https://chat.botpress.cloud/x/messages ${body('Unauthorized', 401)}`,
    ).recognised;
    expect(first).toMatchObject({ cause: 'token-rejected', confidence: 'likely' });
    expect(first?.means).toContain('x-user-key');
  });

  it.each([
    [
      'getaddrinfo ENOTFOUND api.botpress.clould',
      /^api\.botpress\.clould is not a host of Botpress/,
    ],
    ['curl: (6) Could not resolve host: api.botpres.cloud', /^api\.botpres\.cloud is not a host/],
    ['curl: (6) Could not resolve host: api.botpress.cloud', /^The name of the host/],
    ['getaddrinfo ENOTFOUND api.example.cloud', /^The name of the host/],
  ])('a host that is nearly the API’s is told as a slip: %s', (text, means) => {
    expect(explainText(text).recognised[0]).toMatchObject({ cause: 'dns' });
    expect(explainText(text).recognised[0]?.means).toMatch(means);
  });

  it('with another service, unless Botpress has spoken as well', () => {
    const other = 'GET https://api.openai.com/v1/models 401 Unauthorized';
    expect(explainText(other).recognised[0]?.cause).toBe('not-the-api');
    expect(explainText(`${other}\n${body('QuotaExceeded', 403)}`).recognised[0]?.cause).toBe(
      'quota-exceeded',
    );
  });
});

describe('explain says what it cannot know', () => {
  it('from a bare 403: which of the two it is', () => {
    const [first] = explainText('403').recognised;
    expect(first?.means).toMatch(/Forbidden\).*QuotaExceeded/);
    expect(first?.cannotKnow).toContain('only `type` in the body tells');
  });

  it('from a bare 401: whether the API said it at all', () => {
    expect(explainText('401').recognised[0]?.cannotKnow).toContain(
      'whether the Botpress API sent this status',
    );
  });

  it('from a network fault: whether the token is good', () => {
    expect(explainText('ECONNREFUSED').recognised[0]?.cannotKnow).toContain(
      'whether the token is good',
    );
  });
});

describe('a pasted token', () => {
  const text = `curl -H 'Authorization: Bearer ${sampleTokens.owner}' x\nHTTP/2 401\n`;

  it('is masked, and said', () => {
    const explanation = explainText(`${text}${sampleTokens.bot}`);
    expect(JSON.stringify(explanation)).not.toContain(sampleTokens.owner);
    expect(explanation.tokens).toEqual([
      'bp_pat_… (23 characters, #1b25a6ea)',
      expect.stringMatching(/^bp_bak_… \(23 characters/),
    ]);
    expect(explanation.tokenAdvice).toContain('a personal access token and a bot key');
    expect(explanation.tokenAdvice).toContain('rotate');
  });

  it('that is a key is not to be rotated: bp-auth cannot', () => {
    const { tokenAdvice } = explainText(sampleTokens.bot);
    expect(tokenAdvice).toContain('This text contains a bot key');
    expect(tokenAdvice).not.toContain('rotate');
  });

  it('of no known prefix is taken out too', () => {
    const { text } = explainText('Authorization: Bearer abcdefghijklmnop0123456789\n401');
    expect(text).toBe('Authorization: Bearer …\n401');
  });
});

it('takes no time over a text made to take long', () => {
  const before = performance.now();
  const units = [
    ...[
      '{',
      '{"a":',
      '"',
      'bp_pat_',
      'code ',
      ' ',
      '\n',
      '4',
      'bearer ',
      '\u001b]0;',
      'type',
      '\\"',
    ],
    ...['http://a:', 'eyJ.eyJ.', 'Could not ', 'proxy 407 ', 'workspace ', 'EACCES .botpress '],
  ];
  for (const unit of units) explainText(`code${unit.repeat(200_000)}403`);
  expect(performance.now() - before).toBeLessThan(8000);
});

describe('the command', () => {
  it('reads a file', async () => {
    const ctx = fakeContext({ cwd: temporaryDirectory() });
    writeFileSync(join(ctx.cwd, 'deploy.log'), body('Forbidden', 403));
    const { code, stdout } = await runIn(ctx, 'explain', 'deploy.log');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        '403 Forbidden: The token is good, but it is not allowed to do this (likely)',
        '  This does not show: whether the kind of token, the workspace, or the role is the reason',
        '  To find out, check: whether the kind of token, the membership of the workspace and the role allow what you want to do',
        '     bp-auth doctor --for deploy',
        '  It could also be a bot or integration key where a personal access token is needed, if the token begins with bp_bak_ or bp_iak_ and the address holds /v1/admin/',
        '  It could also be an account that is no member of the workspace, if the workspace is not in the list that `bp-auth doctor` shows',
        '  It could also be a role that is not enough, if `bp-auth doctor --for deploy` shows that the role is not enough',
        '  For a report to Botpress: err_7bf53ec53933',
        'Found in the text: status 403, err_7bf53ec53933',
        '',
      ].join('\n'),
    );
  });

  it('reads standard input, and ends with 3 when nothing is known', async () => {
    const ctx = fakeContext();
    ctx.typed.end('all is well');
    const { code, stdout } = await runIn(ctx, 'explain', '-');
    expect(code).toBe(3);
    expect(stdout).toContain('bp-auth doctor');
  });

  it('prints JSON without the text that was pasted', async () => {
    const ctx = fakeContext();
    ctx.typed.end(`${sampleTokens.owner} 401 Unauthorized`);
    const { code, stdout } = await runIn(ctx, 'explain', '--json');
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout))).toEqual([
      ...['recognised', 'read', 'otherwise', 'tokens', 'tokenAdvice'],
    ]);
    expect(stdout).not.toContain(sampleTokens.owner);
  });

  it('prints no control character of the paste', async () => {
    const ctx = fakeContext();
    ctx.typed.end(
      `\u001b[2J${JSON.stringify({ code: 400, type: 'x\u001b]52;c;aGk=\u0007', message: '' })}`,
    );
    const { stdout } = await runIn(ctx, 'explain');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  it('says that a file is not there', async () => {
    const { code } = await runIn(fakeContext(), 'explain', 'nothing.log');
    expect(code).toBe(2);
  });
});
