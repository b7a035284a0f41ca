// Secrets that people paste along with an error: none of them is repeated.
import { expect, test } from 'vitest';
import { explainText } from '../../../source/diagnosis/explain.ts';
import { explanationLines } from '../../../source/diagnosis/explanationText.ts';
import { withoutSecrets } from '../../../source/diagnosis/pasted/secrets.ts';

/** The secret is the word hunter2, or one of these. */
const base64 = Buffer.from('user:hunter2').toString('base64');
const jwt = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"hunter2":1}').toString('base64url')}.hunter2hunter2`;

test.each([
  'HTTPS_PROXY=http://user:hunter2@proxy.corp:3128 401 Unauthorized',
  'https://hunter2@api.botpress.cloud/v1/x 403',
  'http://user:hun/ter2@hunter2@proxy:3128 407',
  'curl -x user:hunter2@proxy.corp:3128 https://api.botpress.cloud',
  'curl -u user:hunter2 https://x 401',
  'curl --proxy-user user:hunter2 https://x 401',
  'bp login --token hunter2hunter2',
  `> Authorization: Basic ${base64}`,
  `Proxy-Authorization: Basic ${base64}`,
  `{"headers":{"authorization":"Basic ${base64}"}}`,
  `{\\"authorization\\":\\"Basic ${base64}\\"}`,
  `headers: [['authorization', 'Basic ${base64}']]`,
  'Authorization: Bearer hunter2hunter2hunter2',
  'authorization: hunter2',
  "'Authorization' => 'Token hunter2abc'",
  'Bearer%20hunter2hunter2',
  'Cookie: session=hunter2; other=hunter2',
  'set-cookie: __cf_bm=hunter2; path=/',
  '{"cookie":"a=hunter2"}',
  'GET https://app.botpress.cloud/cli?pat=hunter2&x=1 401',
  'https://x/?access_token=hunter2#token=hunter2',
  'password: hunter2',
  '{"password":"hunter2","clientSecret": "hunter2"}',
  'BP_TOKEN=hunter2hunter2X1',
  'BOTPRESS_TOKEN: "hunter2hunter2X1"',
  'x-api-key: hunter2',
  'x-user-key: hunter2',
  jwt,
  `bp_pat_hunter2${'a'.repeat(29)}`,
  'bp_pat_\u001b[0mhunter2hunter2hunter2hunter2hunter2hun',
  'ghp_hunter2hunter2hunter2hunter2hunter2',
  'npm_hunter2hunter2hunter2hunter2',
  '-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----',
])('%s', text => {
  for (const whole of [text, JSON.stringify(text), JSON.stringify({ a: JSON.stringify(text) })]) {
    const explanation = explainText(
      `${whole}\n401 Unauthorized err_1234567 https://api.botpress.cloud/v1/x`,
    );
    const all = JSON.stringify([explanation, explanationLines(explanation)]);
    expect(all).not.toContain('hunter2');
    expect(all).not.toContain(base64);
    expect(all).not.toContain('eyJhbGci');
  }
});

test('a token that a window broke in two is hidden whole', () => {
  const token = `bp_pat_${'aB3_-xYz9'.repeat(4)}`;
  for (const at of [10, 20, 40]) {
    const { text } = explainText(`token: ${token.slice(0, at)}\n  ${token.slice(at)}\n401`);
    expect(text).not.toContain(token.slice(at));
  }
});

test.each([
  'Authorization: Bearer undefined',
  'Authorization: Bearer ${BP_TOKEN}',
  'The token is missing, invalid, expired or revoked',
  'a Bearer token is expected',
  'Basic authentication is not supported',
  'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
  'the key belongs to another bot',
  'https://api.botpress.cloud/v1/admin/bots?limit=10',
  'Could not find package.json at "/home/me/@scope/x"',
])('%s stays as it is', text => {
  expect(withoutSecrets(text)).toBe(text);
});
