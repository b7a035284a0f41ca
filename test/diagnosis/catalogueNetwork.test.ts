// Faults on the way to the API, and faults of whatever answers in its place. They say nothing about the
// token.
import { describe } from 'vitest';
import type { CauseId } from '../../source/diagnosis/causes.ts';
import type { Fault } from '../support/certificates.ts';
import { type Row, tryRows } from './catalogue.ts';
import {
  answering,
  babbling,
  blackHole,
  closedPort,
  refusingProxy,
  silent,
  tlsServer,
} from './servers.ts';
import type { World } from './world.ts';

const at = (apiUrl: string) => (world: World) =>
  world.store({ apiUrl, tokenOrigin: new URL(apiUrl).origin });
const fault = (name: string) => (world: World) =>
  world.store({ apiUrl: `${world.sandbox.url}/_fault/${name}` });
/** The profile's API URL leads to a faulty server. */
const server = (start: () => Promise<string>) => async (world: World) => at(await start())(world);
/** Stores the right API URL again, as a user does who has found it. */
const home = (world: World) => world.store();
const foreign = 'https://host.invalid';
const behind =
  (proxy: () => Promise<string>, variable = 'HTTPS_PROXY') =>
  async (world: World) => {
    world.env[variable] = await proxy();
    await at(foreign)(world);
  };
const minutesOff = (minutes: number) => (world: World) => {
  world.ctx.now = () => Date.now() + minutes * 60_000;
};

const withoutProxies = ({ env }: World) => {
  for (const name of Object.keys(env)) delete env[name];
};

/** As if the host's name resolved to these addresses, where nothing answers. */
const leadingTo =
  (addresses: readonly string[], code: string, apiUrl = 'https://api.botpress.cloud') =>
  async (world: World) => {
    world.ctx.fetch = async (_url, { onAddress }) => {
      for (const address of addresses) onAddress?.(address);
      throw Object.assign(new Error(code), { code });
    };
    await at(apiUrl)(world);
  };

const addresses: Row[] = [
  {
    name: 'inside a private network',
    arrange: leadingTo(['10.0.0.7'], 'ECONNREFUSED'),
    expect: ['address-foreign', 6],
  },
  {
    name: 'made up by a VPN',
    arrange: leadingTo(['198.18.0.44'], 'ETIMEDOUT'),
    expect: ['address-foreign', 6],
  },
  {
    name: 'nowhere, as DNS that blocks says',
    arrange: leadingTo(['0.0.0.0'], 'ECONNREFUSED'),
    expect: ['address-foreign', 6],
  },
  {
    name: 'this machine, by /etc/hosts, and its certificate is another’s',
    arrange: leadingTo(['127.0.0.1'], 'ERR_TLS_CERT_ALTNAME_INVALID'),
    expect: ['address-foreign', 6],
  },
  {
    name: 'inside a private network, for an API of one’s own',
    arrange: leadingTo(['10.0.0.7'], 'ECONNREFUSED', 'https://api.example.com'),
    expect: ['connection-refused', 6],
  },
  {
    name: 'by IPv6 alone, which leads nowhere',
    arrange: leadingTo(['2606:4700::1111'], 'ENETUNREACH'),
    expect: ['address-unreachable', 6],
  },
  {
    name: 'by IPv6 alone, which is silent',
    arrange: leadingTo(['2606:4700::1111', '2606:4700::2222'], 'ETIMEDOUT'),
    expect: ['address-unreachable', 6],
  },
  {
    name: 'right, and refuses',
    arrange: leadingTo(['104.18.1.1'], 'ECONNREFUSED'),
    expect: ['connection-refused', 6],
  },
  {
    name: 'right, by both families, and silent',
    arrange: leadingTo(['2606:4700::1111', '104.18.1.1'], 'ETIMEDOUT'),
    expect: ['connection-timeout', 6],
  },
];

/** A clock that is a month behind the time at which config.json was written. */
const clockBehind = (code: string) => async (world: World) => {
  await leadingTo([], code)(world);
  world.ctx.now = () => Date.now() - 30 * 86_400_000;
};

const way: Row[] = [
  {
    name: 'a name that does not exist',
    arrange: at('https://nothing.invalid'),
    expect: ['dns', 6],
    mend: home,
  },
  {
    name: 'a closed port',
    arrange: server(async () => `http://127.0.0.1:${await closedPort()}`),
    expect: ['connection-refused', 6],
    mend: home,
  },
  {
    name: 'a closed port, with a token that is expired as well',
    arrange: async world =>
      world.store({
        apiUrl: `http://127.0.0.1:${await closedPort()}`,
        token: 'bp_pat_expired00000000',
        tokenOrigin: null,
      }),
    expect: ['connection-refused', 6],
  },
  {
    name: 'a black hole',
    arrange: server(blackHole),
    expect: ['connection-timeout', 6],
    hurry: true,
  },
  {
    name: 'a listener that never answers',
    arrange: server(silent),
    expect: ['answer-timeout', 6],
    hurry: true,
  },
  {
    name: 'an API that is too slow',
    arrange: fault('slow'),
    expect: ['answer-timeout', 6],
    hurry: true,
  },
  {
    name: 'a connection that is reset',
    arrange: fault('reset'),
    expect: ['connection-broken', 6],
    mend: home,
  },
  {
    name: 'a server that hangs up',
    arrange: server(() => babbling('')),
    expect: ['connection-broken', 6],
  },
  {
    name: 'a server that speaks something else',
    arrange: server(() => babbling('220 mail.example ESMTP\r\n')),
    expect: ['network-failed', 6],
  },
  {
    name: 'one of the requests is reset',
    arrange: world => world.failing('/v1/admin/bots', 'reset'),
    expect: ['answer-missing', 3],
    mend: world => world.failing('/nothing', 500),
  },
  {
    name: 'a proxy that is not there',
    arrange: behind(async () => `http://127.0.0.1:${await closedPort()}`),
    expect: ['proxy-unreachable', 6],
  },
  {
    name: 'a proxy whose name does not exist',
    arrange: behind(async () => 'http://proxy.invalid:3128', 'https_proxy'),
    expect: ['proxy-unreachable', 6],
  },
  {
    name: 'a proxy that refuses',
    arrange: behind(() => refusingProxy('403 Forbidden')),
    expect: ['proxy-refused', 6],
  },
  {
    name: 'a proxy that wants a password',
    arrange: behind(() => refusingProxy('407 Proxy Authentication Required')),
    expect: ['proxy-auth-required', 6],
  },
  {
    name: 'a proxy that does not accept the password',
    arrange: behind(async () => {
      const { host } = new URL(await refusingProxy('407 Proxy Authentication Required'));
      return `http://kim:old@${host}`;
    }),
    expect: ['proxy-auth-required', 6],
    mend: withoutProxies,
    afterwards: 'dns',
  },
  {
    name: 'a proxy that cannot reach the host',
    arrange: behind(() => refusingProxy('502 Bad Gateway')),
    expect: ['proxy-refused', 6],
  },
  {
    name: 'a proxy that says nothing',
    arrange: behind(silent),
    expect: ['proxy-timeout', 6],
    hurry: true,
  },
  {
    name: 'a proxy that is none',
    arrange: behind(() => babbling('220 mail.example ESMTP\r\n')),
    expect: ['proxy-failed', 6],
  },
  {
    name: 'a proxy of ALL_PROXY that is not there',
    arrange: behind(async () => `http://127.0.0.1:${await closedPort()}`, 'ALL_PROXY'),
    expect: ['proxy-unreachable', 6],
    mend: 0,
    afterwards: 'dns',
  },
  {
    name: 'a SOCKS proxy',
    arrange: behind(async () => 'socks5://127.0.0.1:1080'),
    expect: ['proxy-unsupported', 6],
    mend: 1,
    afterwards: 'dns',
  },
  {
    name: 'a proxy variable that is no address',
    arrange: behind(async () => 'http://:::bad'),
    expect: ['proxy-invalid', 6],
    mend: 1,
    afterwards: 'dns',
  },
  {
    name: 'a proxy password with a character that ends the host',
    arrange: behind(async () => 'http://kim:pa/ss@127.0.0.1:3128'),
    expect: ['proxy-invalid', 6],
  },
  {
    name: 'a proxy that does not apply to this host',
    arrange: async world => {
      world.env.NO_PROXY = 'host.invalid';
      await behind(async () => 'http://proxy.invalid:3128')(world);
    },
    expect: ['dns', 6],
  },
];

const trusting = (fault: Fault) => async (world: World) => {
  const { url, trust } = await tlsServer(fault);
  trust();
  await at(url)(world);
};
const untrusting = (fault: Fault) => async (world: World) =>
  at((await tlsServer(fault)).url)(world);

const tls: Row[] = [
  {
    name: 'self-signed',
    arrange: untrusting('self-signed'),
    expect: ['certificate-self-signed', 6],
  },
  {
    name: 'signed by an authority that nobody knows',
    arrange: untrusting('unknown authority'),
    expect: ['certificate-authority', 6],
  },
  { name: 'expired', arrange: trusting('expired'), expect: ['certificate-expired', 6] },
  { name: 'for another name', arrange: trusting('wrong name'), expect: ['certificate-name', 6] },
  {
    name: 'good, but it is not the API that shows it',
    arrange: trusting('good'),
    expect: ['not-the-api', 6],
  },
  {
    name: 'not valid yet',
    arrange: leadingTo([], 'CERT_NOT_YET_VALID'),
    expect: ['certificate-not-yet-valid', 6],
  },
  {
    name: 'not valid yet by a clock that is behind its own files',
    arrange: clockBehind('CERT_NOT_YET_VALID'),
    expect: ['clock-wrong', 6],
  },
  {
    name: 'expired by a clock that is behind its own files',
    arrange: clockBehind('CERT_HAS_EXPIRED'),
    expect: ['clock-wrong', 6],
  },
  ...(
    [
      ['names no file', () => '/nonexistent/company.pem'],
      ['names no file, for the quotes around it', () => '"/etc/company.pem"'],
      ['names a file without certificates', (world: World) => world.write('company.pem', 'no PEM')],
      ['names a directory', (world: World) => world.home],
    ] as const
  ).map(
    ([name, value]): Row => ({
      name: `self-signed, and NODE_EXTRA_CA_CERTS ${name}`,
      arrange: async world => {
        world.env.NODE_EXTRA_CA_CERTS = value(world);
        await leadingTo([], 'SELF_SIGNED_CERT_IN_CHAIN')(world);
      },
      expect: ['extra-ca-unusable', 6],
    }),
  ),
  {
    name: 'https where plain HTTP is spoken',
    arrange: world => at(world.sandbox.url.replace('http:', 'https:'))(world),
    expect: ['tls-failed', 6],
    mend: home,
  },
];

const clock: Row[] = [
  {
    name: 'the server is ten minutes behind',
    arrange: fault('clock'),
    expect: ['clock-wrong', 6],
    inline: null,
    mend: home,
  },
  {
    name: 'this machine is ten minutes ahead',
    arrange: minutesOff(10),
    expect: ['clock-wrong', 6],
    inline: null,
    mend: world => minutesOff(0)(world),
  },
  {
    name: 'this machine is a day behind',
    arrange: minutesOff(-1440),
    expect: ['clock-wrong', 6],
    inline: null,
  },
  {
    name: 'this machine is two minutes ahead',
    arrange: minutesOff(2),
    expect: ['clock-drifts', 3],
    mend: world => minutesOff(0)(world),
  },
  { name: 'half a minute is nothing', arrange: minutesOff(0.5), expect: [null, 0] },
];

const page = (status: number) => () => answering(() => ({ status, body: '<h1>Hello</h1>' }));

const servers: Row[] = [
  {
    name: 'the sign-in page of a network',
    arrange: fault('html'),
    expect: ['login-page', 6],
    mend: home,
  },
  {
    name: 'JSON that is cut off',
    arrange: fault('garbage'),
    expect: ['not-the-api', 6],
    mend: home,
  },
  {
    name: 'JSON of another API',
    arrange: server(() => answering(() => ({ status: 200, body: { ok: true } }))),
    expect: ['not-the-api', 6],
  },
  {
    name: 'another API’s 404',
    arrange: server(() => answering(() => ({ status: 404, body: { error: 'not found' } }))),
    expect: ['not-the-api', 6],
  },
  {
    name: 'a proxy’s own 401: nothing about the token',
    arrange: server(page(401)),
    expect: ['login-page', 6],
  },
  {
    name: 'a firewall’s own 403: nothing about permissions',
    arrange: server(page(403)),
    expect: ['login-page', 6],
  },
  {
    name: 'another API’s 401 in JSON',
    arrange: server(() => answering(() => ({ status: 401, body: { error: 'no' } }))),
    expect: ['not-the-api', 6],
  },
  {
    name: 'an empty answer',
    arrange: server(() => answering(() => ({ status: 204, body: '' }))),
    expect: ['login-page', 6],
  },
  {
    name: 'a redirect to another host',
    arrange: fault('redirect'),
    expect: ['redirected-elsewhere', 9],
    mend: home,
  },
  {
    name: 'a redirect within the host',
    arrange: server(() =>
      answering(path => ({ status: 301, body: {}, headers: { location: `${path}/` } })),
    ),
    expect: ['not-the-api', 6],
  },
  { name: '500 of the API', arrange: fault('500'), expect: ['api-fault', 6], mend: home },
  {
    name: '500 of the API for the bots alone',
    arrange: world => world.failing('/v1/admin/bots', 500),
    expect: ['api-fault', 6],
    inline: null,
    mend: world => world.failing('/nothing', 500),
  },
  { name: '502 of a gateway', arrange: fault('502'), expect: ['gateway-fault', 6], mend: home },
  { name: '503 of a gateway', arrange: server(page(503)), expect: ['gateway-fault', 6] },
  {
    name: 'the right host, the wrong path',
    arrange: world => world.store({ apiUrl: `${world.sandbox.url}/api` }),
    expect: ['unexpected-refusal', 6],
    inline: 'workspace-not-found',
    mend: home,
  },
];

const urls: ReadonlyArray<readonly [name: string, apiUrl: string, cause: CauseId, exit: number]> = [
  ['http to another machine', 'http://api.botpress.cloud', 'api-url-invalid', 2],
  ['a user name in it', 'https://user:secret@api.botpress.cloud', 'api-url-invalid', 2],
  ['a query in it', 'https://api.botpress.cloud?x=1', 'api-url-invalid', 2],
  ['no scheme', 'api.botpress.cloud', 'api-url-invalid', 2],
  ['the dashboard’s host', 'https://app.botpress.cloud', 'api-url-invalid', 2],
  ['the website’s host', 'https://botpress.com', 'api-url-invalid', 2],
  ['a dot at its end', 'https://api.botpress.cloud.', 'api-url-invalid', 2],
  ['another host than the token’s', 'https://api.botpress.cloud.evil.example', 'other-origin', 9],
  ['another port than the token’s', 'http://127.0.0.1:1', 'other-origin', 9],
];

/**
 * Every error type of the API, each as the answer to all calls (source: `errors` of @botpress/api's
 * adminApi).
 */
const types: ReadonlyArray<readonly [type: string, status: number, cause: CauseId, exit: number]> =
  [
    ['Unknown', 500, 'api-fault', 6],
    ['Internal', 500, 'api-fault', 6],
    ['OperationTimeout', 504, 'api-fault', 6],
    ['Unauthorized', 401, 'token-rejected', 4],
    ['PaymentRequired', 402, 'payment-required', 7],
    ['RateLimited', 429, 'rate-limited', 7],
    ['QuotaExceeded', 403, 'quota-exceeded', 7],
    ['Forbidden', 403, 'forbidden', 5],
    ...(
      [
        ['PayloadTooLarge', 413],
        ['LimitExceeded', 413],
        ['InvalidPayload', 400],
        ['UnsupportedMediaType', 415],
        ['MethodNotFound', 405],
        ['ResourceNotFound', 404],
        ['InvalidJsonSchema', 400],
        ['InvalidDataFormat', 400],
        ['InvalidIdentifier', 400],
        ['RelationConflict', 409],
        ['ReferenceConstraint', 409],
        ['ResourceLockedConflict', 409],
        ['ResourceGone', 410],
        ['ReferenceNotFound', 400],
        ['InvalidQuery', 400],
        ['Runtime', 400],
        ['AlreadyExists', 409],
        ['BreakingChanges', 400],
      ] as const
    ).map(([type, status]) => [type, status, 'unexpected-refusal', 6] as const),
  ];

const refusing = (type: string, code: number) =>
  server(() =>
    answering(() => ({ status: code, body: { id: 'err_catalogue', code, type, message: 'No' } })),
  );

/** What `profiles active` reports: it makes a single call, the one for the workspace. */
function inlineType(status: number, cause: CauseId): Pick<Row, 'inline'> {
  if (cause === 'forbidden') return { inline: 'not-a-member' };
  if (cause !== 'unexpected-refusal') return {};
  return { inline: status === 404 || status === 410 ? 'workspace-not-found' : 'request-refused' };
}

describe('the way there', () => tryRows(way));
describe('the host’s name leads', () => tryRows(addresses));
describe('the certificate is', () => tryRows(tls));
describe('the clock', () => tryRows(clock));
describe('what answers is', () => tryRows(servers));
describe('the API URL has', () =>
  tryRows(
    urls.map(([name, apiUrl, ...expected]) => ({
      name,
      arrange: world => world.store({ apiUrl }),
      expect: expected,
      mend: home,
    })),
  ));
describe('the API answers everything with', () =>
  tryRows(
    types.map(([type, status, ...expected]) => ({
      name: `${status} ${type}`,
      arrange: refusing(type, status),
      expect: expected,
      ...inlineType(status, expected[0]),
    })),
  ));
