// Which proxy applies, for every form of its variables.
import { describe, expect, test } from 'vitest';
import { proxyFor } from '../../source/botpress/proxy.ts';

const api = 'https://api.botpress.cloud';
const to = (env: Record<string, string>, origin = api) => {
  const proxy = proxyFor(env, origin);
  if (proxy === null) return null;
  const { variable, host } = proxy;
  return proxy.fault === null ? `${variable} ${proxy.url}` : `${variable} ${host} ${proxy.fault}`;
};

describe('a proxy is named', () => {
  const rows: ReadonlyArray<readonly [env: Record<string, string>, expected: string | null]> = [
    [{}, null],
    [{ HTTPS_PROXY: '' }, null],
    [{ HTTPS_PROXY: ' \t' }, null],
    [{ HTTPS_PROXY: '""' }, null],
    [{ HTTPS_PROXY: 'http://p:3128' }, 'HTTPS_PROXY http://p:3128'],
    [{ HTTPS_PROXY: 'http://p:3128/' }, 'HTTPS_PROXY http://p:3128'],
    [{ HTTPS_PROXY: 'http://p' }, 'HTTPS_PROXY http://p'],
    [{ HTTPS_PROXY: 'HTTP://P:3128' }, 'HTTPS_PROXY http://p:3128'],
    [{ HTTPS_PROXY: 'https://p:3129' }, 'HTTPS_PROXY https://p:3129'],
    [{ HTTPS_PROXY: 'p:3128' }, 'HTTPS_PROXY http://p:3128'],
    [{ HTTPS_PROXY: 'p.corp' }, 'HTTPS_PROXY http://p.corp'],
    [{ HTTPS_PROXY: '10.1.2.3:8080' }, 'HTTPS_PROXY http://10.1.2.3:8080'],
    [{ HTTPS_PROXY: '[::1]:8080' }, 'HTTPS_PROXY http://[::1]:8080'],
    [{ HTTPS_PROXY: "'http://p:3128'\r\n" }, 'HTTPS_PROXY http://p:3128'],
    [{ HTTPS_PROXY: 'user:secret@p:3128' }, 'HTTPS_PROXY http://p:3128'],
    [{ https_proxy: 'a:1', HTTPS_PROXY: 'b:1' }, 'https_proxy http://a:1'],
    [{ https_proxy: '', HTTPS_PROXY: 'b:1' }, 'HTTPS_PROXY http://b:1'],
    [{ ALL_PROXY: 'a:1', HTTPS_PROXY: 'b:1' }, 'HTTPS_PROXY http://b:1'],
    [{ ALL_PROXY: 'a:1', HTTP_PROXY: 'b:1' }, 'ALL_PROXY http://a:1'],
    [{ all_proxy: 'a:1', ALL_PROXY: 'b:1' }, 'all_proxy http://a:1'],
    [{ HTTP_PROXY: 'b:1' }, 'HTTP_PROXY http://b:1'],
    [{ ALL_PROXY: 'socks5h://u:secret@s:1080' }, 'ALL_PROXY s:1080 PROXY_UNSUPPORTED'],
    [{ ALL_PROXY: 'socks4://s:1080' }, 'ALL_PROXY s:1080 PROXY_UNSUPPORTED'],
    [{ HTTPS_PROXY: 'ftp://p:2121' }, 'HTTPS_PROXY p:2121 PROXY_UNSUPPORTED'],
    [{ HTTPS_PROXY: 'http://' }, 'HTTPS_PROXY HTTPS_PROXY PROXY_INVALID'],
    [{ HTTPS_PROXY: ':3128' }, 'HTTPS_PROXY HTTPS_PROXY PROXY_INVALID'],
    [{ HTTPS_PROXY: 'http://p:70000' }, 'HTTPS_PROXY HTTPS_PROXY PROXY_INVALID'],
    [{ HTTPS_PROXY: 'two words' }, 'HTTPS_PROXY HTTPS_PROXY PROXY_INVALID'],
    [{ HTTPS_PROXY: 'http://u:12/secret@p:3128' }, 'HTTPS_PROXY HTTPS_PROXY PROXY_INVALID'],
    [{ HTTPS_PROXY: 'http://u:12#secret@p:3128' }, 'HTTPS_PROXY HTTPS_PROXY PROXY_INVALID'],
    [{ HTTPS_PROXY: '${PROXY}' }, 'HTTPS_PROXY HTTPS_PROXY PROXY_INVALID'],
  ];
  test.each(rows)('%j: %s', (env, expected) => {
    expect(to(env)).toBe(expected);
    expect(JSON.stringify([proxyFor(env, api)])).not.toContain('secret');
  });

  test.each([
    ['user:pass', 'user:pass'],
    ['user', 'user:'],
    ['us%40er:p%3Ass', 'us@er:p:ss'],
    ['user:100%', 'user:100%'],
  ])('with %s as user and password', (typed, sent) => {
    const proxy = proxyFor({ HTTPS_PROXY: `http://${typed}@p:3128` }, api);
    const authorization = `Basic ${Buffer.from(sent).toString('base64')}`;
    expect(proxy).toMatchObject({ url: 'http://p:3128', authorization });
  });

  test.each(['http://127.0.0.1:1', 'http://localhost:1', 'https://[::1]', 'https://127.9.9.9'])(
    'but not for %s',
    origin => {
      const all = { HTTPS_PROXY: 'p:1', HTTP_PROXY: 'p:1', ALL_PROXY: 'p:1' };
      expect(proxyFor(all, origin)).toBe(null);
    },
  );
});

describe('NO_PROXY', () => {
  const rows: ReadonlyArray<readonly [noProxy: string, origin: string, exempt: boolean]> = [
    ['api.botpress.cloud', api, true],
    ['API.Botpress.Cloud', api, true],
    ['botpress.cloud', api, true],
    ['.botpress.cloud', api, true],
    ['*.botpress.cloud', api, true],
    ['press.cloud', api, false],
    ['pi.botpress.cloud', api, false],
    ['api.botpress.cloud.evil.example', api, false],
    ['.api.botpress.cloud', api, true],
    ['*', api, true],
    ['a.example,api.botpress.cloud', api, true],
    ['a.example api.botpress.cloud', api, true],
    [' a.example , api.botpress.cloud ', api, true],
    ['a.example;api.botpress.cloud', api, true],
    ['"api.botpress.cloud"', api, true],
    ['', api, false],
    [',', api, false],
    ['.', api, false],
    ['api.botpress.cloud:443', api, true],
    ['api.botpress.cloud:8443', api, false],
    ['api.botpress.cloud:8443', `${api}:8443`, true],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3:443', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['0.1.2.3', 'https://10.1.2.3', false],
    ['10.0.0.0/8', api, false],
    ['fd00::/8', 'https://[fd00::1]', true],
    ['fd00::1', 'https://[fd00::1]', true],
    ['[fd00::1]', 'https://[fd00::1]', true],
    ['[fd00::1]:443', 'https://[fd00::1]', true],
    ['fd00::2', 'https://[fd00::1]', false],
  ];
  test.each(rows)('%j for %s: %s', (noProxy, origin, exempt) => {
    expect(proxyFor({ HTTPS_PROXY: 'p:1', NO_PROXY: noProxy }, origin) === null).toBe(exempt);
  });

  test('in lower case is the one that counts', () => {
    const env = { HTTPS_PROXY: 'p:1', no_proxy: 'other.example', NO_PROXY: '*' };
    expect(to(env)).toBe('HTTPS_PROXY http://p:1');
  });
});
