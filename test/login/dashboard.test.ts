// Which dashboard belongs to an API URL, and which pages a browser may be sent to.
import { expect, test } from 'vitest';
import { loginPage, mayOpen } from '../../source/login/dashboard.ts';

test.each([
  ['https://api.botpress.cloud', 'https://app.botpress.cloud/cli-login'],
  ['https://api.botpress.cloud/', 'https://app.botpress.cloud/cli-login'],
  ['https://api.botpress.dev', 'https://app.botpress.dev/cli-login'],
  ['https://api.eu.botpress.cloud', 'https://app.eu.botpress.cloud/cli-login'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/cli-login'],
  ['http://localhost:4000/base', 'http://localhost:4000/base/cli-login'],
  ['http://[::1]:4000', 'http://[::1]:4000/cli-login'],
])('%s has its dashboard at %s', (apiUrl, page) => {
  expect(loginPage(apiUrl)).toBe(page);
});

test.each([
  'https://botpress.cloud',
  'https://chat.botpress.cloud',
  'https://api.botpress.cloud:8443',
  'https://api.botpress.cloud.evil.example',
  'https://api-botpress.cloud',
  'https://api.evilbotpress.cloud',
  'https://api.botpress.cloud.',
  'https://api.botpress.com',
  'https://api.bötpress.cloud',
  'https://evil.example/#api.botpress.cloud',
  'https://api.botpress.cloud@evil.example',
  'http://api.botpress.cloud',
  'https://10.0.0.1',
])('%s has none: ask for a token', apiUrl => {
  expect(() => loginPage(apiUrl)).toThrow(expect.objectContaining({ kind: 'usage' }));
});

test.each([
  'https://app.botpress.cloud/cli-login?redirect=x',
  'https://app.botpress.dev/profile/tokens',
  'https://botpress.cloud/',
  'http://127.0.0.1:4000/cli-login',
  'http://localhost:4000/',
])('a browser may be sent to %s', address => {
  expect(mayOpen(address)).toBe(true);
});

test.each([
  'http://app.botpress.cloud/',
  'https://app.botpress.cloud.evil.example/',
  'https://evil.example/app.botpress.cloud',
  'https://evilbotpress.cloud/',
  'https://app.botpress.cloud:444/',
  'https://app.botpress.cloud./',
  'https://user@app.botpress.cloud/',
  'https://app.botpress.cloud@evil.example/',
  'http://127.0.0.1.evil.example/',
  'http://user:secret@127.0.0.1/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'vscode://extension',
  'ftp://127.0.0.1/',
  '--version',
  '',
])('but never to %o', address => {
  expect(mayOpen(address)).toBe(false);
});
