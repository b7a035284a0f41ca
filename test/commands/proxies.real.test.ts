// Behind proxies such as companies have: the built program, real proxies and certificates.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeCertificate } from '../support/certificates.ts';
import { temporaryDirectory } from '../support/context.ts';
import { builtCli, cleanEnv } from '../support/programs.ts';
import {
  behindTls,
  leadingTo,
  noProxy,
  refusing,
  startProxy,
  type TestProxy,
} from '../support/proxies.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

/** Only the proxy can resolve this name. */
const hidden = 'api.behind.invalid';
/** This machine, by an address that does not count as loopback. */
const open = '0.0.0.0';
const good = makeCertificate('good', `${hidden},${open},localhost`);
const selfSigned = makeCertificate('self-signed', `${hidden},localhost`);
const token = sampleTokens.owner;
const secret = 'p@ss:hunter2';
const encoded = 'p%40ss%3Ahunter2';

type Answer = { code: number | null; stdout: string; stderr: string; lingered: number };

/**
 * Runs the built program.
 * @returns its output, and how long it lived after its last output
 */
function run(args: readonly string[], env: Record<string, string>): Promise<Answer> {
  const home = temporaryDirectory();
  const child = spawn(process.execPath, [builtCli, ...args], {
    env: cleanEnv({ HOME: home, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const answer: Answer = { code: null, stdout: '', stderr: '', lingered: 0 };
  let last = performance.now();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', chunk => {
      answer[stream] += chunk;
      last = performance.now();
    });
  }
  return new Promise(resolve => {
    child.on('close', code => resolve({ ...answer, code, lingered: performance.now() - last }));
  });
}

/**
 * What a test starts with: the port of the API over TLS, the sandbox behind it, and the variable
 * that makes Node trust our certificate authority.
 */
type World = { api: number; sandbox: string; trusted: { NODE_EXTRA_CA_CERTS: string } };

async function world(certificate = good): Promise<World> {
  const { url } = await sandboxForTest();
  const file = join(temporaryDirectory(), 'ca.pem');
  writeFileSync(file, good.ca);
  return {
    api: await behindTls(url, certificate),
    sandbox: url,
    trusted: { NODE_EXTRA_CA_CERTS: file },
  };
}

const credentials = (apiUrl: string) => ({
  BP_TOKEN: token,
  BP_WORKSPACE_ID: 'ws_abc123',
  BP_API_URL: apiUrl,
});

const at = ({ port }: Pick<TestProxy, 'port'>) => `127.0.0.1:${port}`;
const sound = ({ api }: World) => startProxy({ tunnel: leadingTo(api) });
/** A port where nothing listens. */
const dead = '127.0.0.1:9';

type Way = {
  env: Record<string, string>;
  /** The API to ask; by default the one whose name only the proxy can resolve (`hidden`). */
  apiUrl?: string;
  proxy?: TestProxy;
};

describe('a request goes through the proxy', () => {
  const named =
    (variable: string, value = at as (proxy: TestProxy) => string) =>
    async (here: World): Promise<Way> => {
      const proxy = await sound(here);
      return { proxy, env: { [variable]: value(proxy) } };
    };
  const protectedBy = (value: (proxy: TestProxy) => string) => async (here: World) => {
    const proxy = await startProxy({ tunnel: leadingTo(here.api), password: `user:${secret}` });
    return { proxy, env: { HTTPS_PROXY: value(proxy) } };
  };
  const rows: ReadonlyArray<readonly [name: string, way: (here: World) => Promise<Way>]> = [
    ['HTTPS_PROXY', named('HTTPS_PROXY', proxy => `http://${at(proxy)}`)],
    ['https_proxy', named('https_proxy', proxy => `http://${at(proxy)}/`)],
    ['without a scheme', named('HTTPS_PROXY')],
    ['ALL_PROXY', named('ALL_PROXY')],
    ['all_proxy', named('all_proxy')],
    ['HTTP_PROXY alone', named('HTTP_PROXY')],
    ['http_proxy alone', named('http_proxy')],
    ['in quotes, from a file of Windows', named('HTTPS_PROXY', proxy => `"http://${at(proxy)}"\r`)],
    ['with a password', protectedBy(proxy => `http://user:${encoded}@${at(proxy)}`)],
    ['with a password, without a scheme', protectedBy(proxy => `user:${encoded}@${at(proxy)}`)],
    [
      'with a password that is not encoded',
      protectedBy(proxy => `http://user:${secret}@${at(proxy)}`),
    ],
    [
      'lower case before upper case',
      async here => {
        const proxy = await sound(here);
        return { proxy, env: { https_proxy: at(proxy), HTTPS_PROXY: dead } };
      },
    ],
    [
      'HTTPS_PROXY before a SOCKS proxy in ALL_PROXY',
      async here => {
        const proxy = await sound(here);
        return { proxy, env: { HTTPS_PROXY: at(proxy), ALL_PROXY: `socks5://${dead}` } };
      },
    ],
    [
      'spoken to by TLS',
      async here => {
        const proxy = await startProxy({ tunnel: leadingTo(here.api), certificate: good });
        return { proxy, env: { HTTPS_PROXY: `https://localhost:${proxy.port}` } };
      },
    ],
    [
      'NO_PROXY names other hosts',
      async here => {
        const { proxy, env } = await named('HTTPS_PROXY')(here);
        const others = 'localhost, 127.0.0.1,hind.invalid .api.behind.invalid.example';
        return { ...(proxy ? { proxy } : {}), env: { ...env, NO_PROXY: others } };
      },
    ],
    [
      'NO_PROXY names another port',
      async here => {
        const proxy = await sound(here);
        return { proxy, env: { HTTPS_PROXY: at(proxy), NO_PROXY: `${hidden}:8443` } };
      },
    ],
  ];
  test.each(rows)('%s', async (_, way) => {
    const here = await world();
    const { env, proxy } = await way(here);
    const all = { ...credentials(`https://${hidden}`), ...here.trusted, ...env };
    const answer = await run(['profiles', 'active'], all);
    expect(answer).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Authenticated: Yes$/m),
    });
    expect(proxy?.asked).toEqual([`${hidden}:443`]);
    expect(answer.lingered).toBeLessThan(1000);
  });

  test('once for a list of many pages', async () => {
    const here = await world();
    const proxy = await sound(here);
    const env = { HTTPS_PROXY: at(proxy), ...here.trusted };
    const apiUrl = `https://${hidden}`;
    const login = ['login', '--token', sampleTokens.manyWorkspaces, '--apiUrl', apiUrl];
    const { code, stderr } = await run(login, env);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('2500 workspaces'),
    });
    expect(proxy.asked.length).toBeLessThan(5);
  });
});

describe('a request goes past the proxy', () => {
  const past =
    (noProxy: (here: World) => string, variable = 'NO_PROXY') =>
    async (here: World): Promise<Way> => ({
      apiUrl: `https://${open}:${here.api}`,
      env: { HTTPS_PROXY: dead, [variable]: noProxy(here) },
    });
  const rows: ReadonlyArray<readonly [name: string, way: (here: World) => Promise<Way>]> = [
    ['to a host that NO_PROXY names', past(() => open)],
    ['to a host that no_proxy names among others', past(() => `x.example, ${open}`, 'no_proxy')],
    ['to a host and port that NO_PROXY names', past(({ api }) => `${open}:${api}`)],
    ['to a network that NO_PROXY names', past(() => '0.0.0.0/8')],
    ['to all hosts', past(() => '*')],
    [
      'to this machine, whatever is set',
      async ({ sandbox }) => ({
        apiUrl: sandbox,
        env: { HTTP_PROXY: dead, http_proxy: dead, ALL_PROXY: `socks5://${dead}` },
      }),
    ],
    [
      'where the variables are empty',
      async ({ api }) => ({
        apiUrl: `https://${open}:${api}`,
        env: { HTTPS_PROXY: '', ALL_PROXY: ' ' },
      }),
    ],
  ];
  test.each(rows)('%s', async (_, way) => {
    const here = await world();
    const { env, apiUrl = '' } = await way(here);
    const all = { ...credentials(apiUrl), ...here.trusted, ...env };
    const answer = await run(['profiles', 'active'], all);
    expect(answer).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Authenticated: Yes$/m),
    });
    expect(answer.lingered).toBeLessThan(1000);
  });

  test.each(['.behind.invalid', 'behind.invalid', '*.behind.invalid', hidden])(
    'to a host that NO_PROXY=%s covers: then it is the host that cannot be found',
    async exempt => {
      const env = { HTTPS_PROXY: dead, NO_PROXY: exempt };
      const answer = await run(['profiles', 'active'], {
        ...credentials(`https://${hidden}`),
        ...env,
      });
      expect(answer.code).toBe(6);
      expect(answer.stdout).toMatch(
        /^Authenticated: Unknown \(cannot reach api\.behind\.invalid: E\w+\)$/m,
      );
    },
  );
});

describe('a proxy’s fault is told as one', () => {
  type Fault = { proxy?: TestProxy; env: Record<string, string>; host: string };
  const http = (proxy: TestProxy, variable = 'HTTPS_PROXY'): Fault => ({
    proxy,
    env: { [variable]: `http://${at(proxy)}` },
    host: at(proxy),
  });
  const set =
    (value: string, host: string, variable = 'HTTPS_PROXY') =>
    async (): Promise<Fault> => ({
      env: { [variable]: value },
      host,
    });
  const granting = (then: Parameters<typeof startProxy>[0]['tunnel']) => async () =>
    http(await startProxy({ tunnel: then }));
  const noise = '220 mail.example ESMTP\r\n\r\n';
  const rows: ReadonlyArray<
    readonly [name: string, code: string, network: RegExp, arrange: (here: World) => Promise<Fault>]
  > = [
    ['refuses', 'proxy-refused', /^HTTP_403$/, async () => http(await refusing('403 Forbidden'))],
    [
      'refuses, named by ALL_PROXY',
      'proxy-refused',
      /^HTTP_403$/,
      async () => http(await refusing('403 Forbidden'), 'ALL_PROXY'),
    ],
    [
      'cannot reach the host itself',
      'proxy-refused',
      /^HTTP_502$/,
      async () => http(await refusing('502 Bad Gateway')),
    ],
    [
      'wants a password',
      'proxy-auth-required',
      /^HTTP_407$/,
      async () => http(await refusing('407 Proxy Authentication Required')),
    ],
    [
      'does not accept the password',
      'proxy-auth-required',
      /^HTTP_407$/,
      async here => {
        const proxy = await startProxy({ tunnel: leadingTo(here.api), password: 'user:other' });
        const env = { HTTPS_PROXY: `http://user:${encoded}@${at(proxy)}` };
        return { proxy, env, host: at(proxy) };
      },
    ],
    ['says nothing', 'proxy-timeout', /_TIMEOUT$/, async () => http(await noProxy(() => {}))],
    ['says nothing after CONNECT', 'proxy-timeout', /_TIMEOUT$/, granting(() => {})],
    ['is not there', 'proxy-unreachable', /^ECONNREFUSED$/, set(`http://${dead}`, dead)],
    [
      'is not there, and has a password',
      'proxy-unreachable',
      /^ECONNREFUSED$/,
      set(`http://user:${encoded}@${dead}`, dead),
    ],
    [
      'has a name that nobody knows',
      'proxy-unreachable',
      /^(ENOTFOUND|EAI_AGAIN)$/,
      set('proxy.invalid:3128', 'proxy.invalid:3128'),
    ],
    [
      'hangs up',
      'proxy-failed',
      /^(PROXY_ANSWER|ECONNRESET)$/,
      async () => http(await noProxy(client => client.end())),
    ],
    [
      'speaks something else',
      'proxy-failed',
      /^PROXY_ANSWER$/,
      async () => http(await noProxy(client => client.end(noise))),
    ],
    [
      'is asked for by TLS and does not speak it',
      'proxy-failed',
      /^(EPROTO|ERR_SSL_\w+|ECONNRESET)$/,
      async here => {
        const proxy = await sound(here);
        return {
          proxy,
          env: { HTTPS_PROXY: `https://localhost:${proxy.port}` },
          host: `localhost:${proxy.port}`,
        };
      },
    ],
    [
      'is spoken to by TLS, with a certificate of its own',
      'proxy-certificate',
      /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
      async here => {
        const proxy = await startProxy({ tunnel: leadingTo(here.api), certificate: selfSigned });
        return {
          proxy,
          env: { HTTPS_PROXY: `https://localhost:${proxy.port}` },
          host: `localhost:${proxy.port}`,
        };
      },
    ],
    ['sends noise in place of TLS', 'proxy-breaks-tls', /./, granting(client => client.end(noise))],
    [
      'hangs up after CONNECT',
      'proxy-breaks-tls',
      /^ECONNRESET$/,
      granting(client => client.end()),
    ],
    [
      'opens TLS by an authority that nobody knows',
      'proxy-certificate',
      /^SELF_SIGNED_CERT_IN_CHAIN$/,
      async here => ({ ...http(await sound(here)) }),
    ],
    [
      'opens TLS with a certificate of its own',
      'proxy-certificate',
      /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
      async () => {
        const { api } = await world(selfSigned);
        return http(await startProxy({ tunnel: leadingTo(api) }));
      },
    ],
    [
      'speaks SOCKS',
      'proxy-unsupported',
      /^PROXY_UNSUPPORTED$/,
      set(`socks5://user:${encoded}@${dead}`, dead),
    ],
    [
      'speaks SOCKS, named by all_proxy',
      'proxy-unsupported',
      /^PROXY_UNSUPPORTED$/,
      set(`socks://${dead}`, dead, 'all_proxy'),
    ],
    [
      'has an address that is none',
      'proxy-invalid',
      /^PROXY_INVALID$/,
      set('http://proxy.corp:99999', 'HTTPS_PROXY'),
    ],
    [
      'has a password that breaks its address',
      'proxy-invalid',
      /^PROXY_INVALID$/,
      set(`http://user:12/${secret}@proxy.corp:3128`, 'https_proxy', 'https_proxy'),
    ],
  ];
  test.each(rows)('that %s: %s', async (_, code, network, arrange) => {
    const here = await world();
    const { env, host } = await arrange(here);
    const [variable = ''] = Object.keys(env);
    const all = { ...credentials(`https://${hidden}`), ...env };

    const active = await run(['profiles', 'active'], all);
    const [, at, why] =
      /^Authenticated: Unknown \(proxy (\S+): (\S+)\)$/m.exec(active.stdout) ?? [];
    expect([at, active.code]).toEqual([host, 6]);
    expect(why).toMatch(network);

    const apiUrl = ['--apiUrl', `https://${hidden}`];
    const login = await run(['login', '--token', token, ...apiUrl, '--json'], env);
    expect(login.code).toBe(6);
    const { error } = JSON.parse(login.stderr.split('\n').find(line => line.startsWith('{')) ?? '');
    expect(error).toMatchObject({ code, kind: 'network' });
    expect(error.message).toContain(variable);

    const doctor = await run(['doctor', '--json'], all);
    const { rootCause } = JSON.parse(doctor.stdout);
    expect([rootCause.id, doctor.code]).toEqual([code, 6]);
    expect(rootCause.title).toContain(variable);

    const said = [active, login, doctor].map(({ stdout, stderr }) => stdout + stderr).join('');
    for (const kept of ['hunter2', token]) expect(said).not.toContain(kept);
    const lingered = [active, login, doctor].map(answer => Math.round(answer.lingered));
    expect(Math.max(...lingered)).toBeLessThan(1000);
  });
});
