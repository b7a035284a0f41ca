// What people paste, and what is said about it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CauseId } from '../../source/diagnosis/causes.ts';
import { explainText } from '../../source/diagnosis/explain.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

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
const curl = (status: string, rest: string) => `HTTP/2 ${status}\r\ndate: x\r\n${rest}`;

const pastes: ReadonlyArray<readonly [name: string, text: string, cause: CauseId, found: string]> =
  [
    ['an error body', body('Unauthorized', 401), 'token-rejected', '401 Unauthorized'],
    [
      'an error body in a log line',
      `12:00 ERROR call failed ${body('Forbidden', 403)} (retry)`,
      'forbidden',
      '403 Forbidden',
    ],
    [
      'an error body in an envelope',
      `{"error": ${body('QuotaExceeded', 403)}}`,
      'quota-exceeded',
      '403 QuotaExceeded',
    ],
    [
      'an error body over several lines',
      JSON.stringify(JSON.parse(body('PaymentRequired', 402)), null, 2),
      'payment-required',
      '402 PaymentRequired',
    ],
    [
      'an error type that is not in the table',
      body('ResourceLockedConflict', 409),
      'unexpected-refusal',
      '409 ResourceLockedConflict',
    ],
    ['the error of the SDK, inspected', inspected, 'forbidden', '403 Forbidden'],
    [
      'curl -i with the API’s body',
      curl('429', `retry-after: 7\r\n\r\n${body('RateLimited', 429)}`),
      'rate-limited',
      '429 RateLimited',
    ],
    [
      'curl -i with a web page',
      curl('403 Forbidden', 'content-type: text/html\r\n\r\n<html>blocked</html>'),
      'login-page',
      '403',
    ],
    [
      'curl -i of a gateway',
      curl('502 Bad Gateway', 'content-type: text/html\r\n\r\n<html>'),
      'gateway-fault',
      '502',
    ],
    ['curl -v', '< HTTP/2 401\n< content-length: 0', 'token-rejected', '401'],
    [
      'a line of bp deploy',
      "× Could not deploy bot\n  The requested action can't be peform by this resource.",
      'forbidden',
      '403 Forbidden',
    ],
    ['a line of bp deploy without a login', '× Not logged in', 'no-profile', 'Not logged in'],
    [
      'bp on a dead network',
      'Login failed. Please check your credentials\n  fetch failed',
      'network-failed',
      'Login failed. Please check your credentials',
    ],
    ['axios', 'AxiosError: Request failed with status code 403', 'forbidden', '403'],
    ['a bare 401', '401', 'token-rejected', '401'],
    ['a bare 403', ' 403\n', 'forbidden', '403'],
    ['a bare 429', '429 Too Many Requests', 'rate-limited', '429'],
    ['a bare 404', '(404)', 'unexpected-refusal', '404'],
    ['a bare 503', 'HTTP 503', 'gateway-fault', '503'],
    [
      'a name that is not found',
      'TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND api.botpress.clod',
      'dns',
      'ENOTFOUND',
    ],
    [
      'a closed port',
      'Error: connect ECONNREFUSED 127.0.0.1:443',
      'connection-refused',
      'ECONNREFUSED',
    ],
    [
      'a time-out',
      'curl: (28) Failed to connect after 4000 ms',
      'connection-timeout',
      'curl: (28) Failed to connect after 4000 ms',
    ],
    [
      'a company proxy',
      'Error: self-signed certificate in certificate chain',
      'certificate-authority',
      'self-signed certificate in certificate chain',
    ],
    [
      'an old certificate',
      'curl: (60) SSL certificate problem: certificate has expired',
      'certificate-expired',
      'certificate has expired',
    ],
    [
      'a wrong name',
      "Hostname/IP does not match certificate's altnames: Host: x",
      'certificate-name',
      "does not match certificate's altnames",
    ],
    ['a reset', 'Error: socket hang up\n  code: ECONNRESET', 'connection-broken', 'ECONNRESET'],
    ...(
      [
        [
          'Login failed. Please check your credentials: The token is missing, invalid, expired or revoked',
          'token-rejected',
        ],
        [
          'Login failed. Please check your credentials: You are not a member of this workspace',
          'not-a-member',
        ],
        [
          'Login failed. Please check your credentials: The workspace does not exist',
          'workspace-not-found',
        ],
        [
          'Login failed. Please check your credentials: This workspace is blocked',
          'workspace-blocked',
        ],
        [
          'Login failed. Please check your credentials: Request failed with status code 401',
          'token-rejected',
        ],
        ['Could not create bot: The role viewer is not allowed to do this', 'role-insufficient'],
        ['Could not update integration x: Integration "x" doesn\'t exist', 'target-not-found'],
        ['Integration x does not belong to your workspace', 'target-not-found'],
        ['The handle x is already reserved by another workspace', 'target-not-found'],
        [
          'Your current workspace handle is "a" but the integration handle is "b"',
          'target-not-found',
        ],
        ['It is not associated with any of your workspaces', 'target-not-found'],
        ['Could not claim handle x', 'target-not-found'],
        ['Your workspace is not allowed to deploy interfaces', 'forbidden'],
        ['Profile "dev" not found in /home/me/.botpress/profiles.json', 'profile-unknown'],
        ['Could not get bot x: The path does not exist', 'target-not-found'],
        ['Parameter is required: token', 'no-token'],
        [
          'HTTPError: 403 Client Error: Forbidden for url: https://api.botpress.cloud/v1',
          'forbidden',
        ],
        ['Response status code does not indicate success: 403 (Forbidden).', 'forbidden'],
        ['The remote server returned an error: (401) Unauthorized.', 'token-rejected'],
        [JSON.stringify({ level: 'error', body: body('Forbidden', 403) }), 'forbidden'],
        ['SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON', 'login-page'],
        ['TypeError [ERR_INVALID_CHAR]: Invalid character in header content', 'token-unsendable'],
        ['Cannot convert argument to a ByteString because of 8203', 'token-unsendable'],
        [
          "Error: EACCES: permission denied, open '/home/me/.botpress/profiles.json'",
          'home-unreadable',
        ],
        ["Error: EROFS: read-only file system, open '/home/me/.botpress/x'", 'home-unreadable'],
        ['x-workspace-id header is required', 'no-workspace'],
        ['Wrong scheme Basic, expected Bearer', 'token-wrapped'],
        ['Not authenticated. Run adk login', 'no-profile'],
        ['Unauthorized', 'token-rejected'],
        ['curl: (56) CONNECT tunnel failed, response 407', 'proxy-auth-required'],
        ['curl: (56) Received HTTP code 407 from proxy after CONNECT', 'proxy-auth-required'],
        ['HTTP/1.1 407 Proxy Authentication Required', 'proxy-auth-required'],
        ['curl: (56) CONNECT tunnel failed, response 403', 'proxy-refused'],
        ['curl: (56) CONNECT tunnel failed, response 502', 'proxy-failed'],
        ['curl: (5) Could not resolve proxy: proxy.corp', 'proxy-unreachable'],
        ['curl: (56) Recv failure: Connection reset by peer', 'connection-broken'],
        ['certificate is not yet valid', 'certificate-expired'],
      ] as const
    ).map(([text, cause]) => [text, text, cause, expect.any(String)] as never),
    ['a login page', '<!DOCTYPE html><title>Sign in to Wi-Fi</title>', 'login-page', 'a web page'],
  ];

describe('explain recognises', () => {
  it.each(pastes)('%s', (_, text, cause, found) => {
    const [first] = explainText(text).recognised;
    expect([first?.cause, first?.found]).toEqual([cause, found]);
    expect(first?.check).not.toBe('');
    expect(first?.command).toMatch(/^bp-auth doctor/);
  });

  it('the error id, for a report', () => {
    expect(explainText(inspected).recognised[0]?.errorId).toBe('err_7bf53ec53933');
    expect(explainText(body('Internal', 500)).recognised[0]?.errorId).toBe('err_7bf53ec53933');
  });

  it.each([
    '',
    'hello world',
    'Deployed 401 bots in 403 seconds',
    '{"id": 1, "code": "x"}',
    '200 OK',
    'The build took 404 ms',
  ])('nothing in: %s', text => {
    expect(explainText(text).recognised).toEqual([]);
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
    expect(dead?.kind).toBe('network');
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
      'whether the Botpress API said it',
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
    expect(explanation.tokenAdvice).toContain('personal access token and bot key');
    expect(explanation.tokenAdvice).toContain('rotate');
  });

  it('of no known prefix is taken out too', () => {
    const { text } = explainText('Authorization: Bearer abcdefghijklmnop0123456789\n401');
    expect(text).toBe('Authorization: Bearer …\n401');
  });
});

it('takes no time over a text made to take long', () => {
  const before = performance.now();
  for (const [text, times] of [
    ['{', 2e5],
    ['{"a":', 5e4],
    ['"', 2e5],
    ['bp_pat_', 3e4],
    ['code ', 4e4],
    [' ', 2e5],
    ['\n', 2e5],
    ['4', 2e5],
    ['bearer ', 3e4],
    ['\u001b]0;', 4e4],
  ] as const) {
    explainText(`code${text.repeat(times)}`);
    explainText(`type${text.repeat(times)}403`);
  }
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
        '403 Forbidden: The token is good, but it may not do this (403 Forbidden)',
        '  Not known from this: whether the kind of token, the workspace, or the role is the reason',
        '  What would tell: kind against API, membership of the workspace, and the role for what you want to do',
        '     bp-auth doctor --for deploy',
        '  For a report to Botpress: err_7bf53ec53933',
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
    expect(Object.keys(JSON.parse(stdout))).toEqual(['recognised', 'tokens', 'tokenAdvice']);
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
