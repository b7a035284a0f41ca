// The table of causes. For an exchange with the API it names the code that a command's error has,
// and a shell reads the command of every fix as it is meant.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apiError, notTheApi } from '../../source/botpress/apiError.ts';
import { type Exchange, unanswered } from '../../source/botpress/exchange.ts';
import { networkError } from '../../source/botpress/networkError.ts';
import { actionNamed } from '../../source/diagnosis/actions.ts';
import { causeIds, causeOfExchange, causes } from '../../source/diagnosis/causes.ts';
import type { FixContext } from '../../source/diagnosis/fixContext.ts';
import { temporaryDirectory } from '../support/context.ts';

const exchange = (known: Partial<Exchange>): Exchange =>
  unanswered({ path: '/v1/admin/account/me', origin: 'https://api.botpress.cloud', ...known });
const direct = { redirected: false };

describe('a cause and the error of every other command', () => {
  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'CONNECT_TIMEOUT',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ANSWER_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ECONNRESET',
    'UND_ERR_SOCKET',
    'SOMETHING_NEW',
  ])('have the same code for %s', networkCode => {
    const seen = exchange({ networkCode });
    expect(causeOfExchange({ ...seen, ...direct })).toBe(networkError(seen).code);
  });

  it.each([
    ['Unauthorized', 401],
    ['Forbidden', 403],
    ['QuotaExceeded', 403],
    ['PaymentRequired', 402],
    ['RateLimited', 429],
    ['Internal', 500],
    ['OperationTimeout', 504],
  ])('have the same code for %s', (errorType, status) => {
    const seen = exchange({ status, errorType });
    const error = apiError({ id: '', code: status, type: errorType, message: '' }, seen);
    expect(causeOfExchange({ ...seen, ...direct })).toBe(error.code);
  });

  it.each([200, 401, 403, 502])('have the same code for a web page with %i', status => {
    const seen = exchange({ status, contentType: 'text/html' });
    expect(causeOfExchange({ ...seen, ...direct })).toBe(notTheApi(seen).code);
  });
});

const hostile = `-it's $(touch canary) \`touch canary\` "z" \\ ; touch canary #\n\u001b[2J\u202e`;
const details = {
  paths: [hostile],
  variables: ['BP_TOKEN', 'BP_WORKSPACE_ID'],
  names: [hostile],
  workspaces: [{ id: hostile, name: hostile }],
  role: 'viewer',
  retryAfter: 7,
  skew: 600,
  what: 'this',
};
const contextWith = (change: Partial<FixContext>): FixContext => ({
  platform: 'linux',
  shell: 'posix',
  name: hostile,
  kind: 'pat',
  apiUrl: `https://host.example/${hostile}`,
  host: 'host.example',
  tokenOrigin: `https://host.example`,
  workspaceId: hostile,
  botId: null,
  integrationId: null,
  tokenSource: null,
  variables: [],
  home: hostile,
  action: actionNamed('deploy'),
  ...change,
});

describe.each(causeIds)('the cause %s', id => {
  const { title, fixes, rivals = [], test: separating } = causes[id];

  it('has a title and fixes in every context', () => {
    for (const change of [{}, { variables: ['BP_TOKEN'] }, { botId: 'b' }, { name: null }]) {
      expect(title(contextWith(change), details)).not.toMatch(/undefined|null|NaN/);
      expect(fixes(contextWith(change), details).length).toBeGreaterThan(0);
    }
  });

  it('names rivals that there are, and every one of them has its test', () => {
    for (const rival of rivals) {
      expect(causeIds).toContain(rival);
      expect(causes[rival as typeof id].test?.(contextWith({})) ?? '').not.toBe('');
    }
    if (rivals.length > 0 && separating) expect(separating(contextWith({}))).not.toBe('');
  });
});

it('fixes are taken by a shell as they are meant, whatever a name or path holds', () => {
  const directory = temporaryDirectory();
  const contexts = [{}, { variables: ['BP_TOKEN'] }, { botId: hostile }].map(contextWith);
  const commands = contexts.flatMap(one =>
    causeIds.flatMap(id => causes[id].fixes(one, details).map(({ command }) => command)),
  );
  const bash = (script: string) =>
    execFileSync('bash', ['--norc', '-c', script], {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH ?? '' },
    });
  for (const command of new Set(commands)) expect(command).not.toContain('\n');
  execFileSync('bash', ['--norc', '-n', '-c', commands.join('\n')]);
  // bash has parsed every command. It also splits the plain ones into words.
  const plain = commands.filter(
    command => !/^(?:sleep|printf|openssl|env|eval|sudo|export)\b/.test(command),
  );
  const taken = bash(plain.map(command => `printf '%s\\0' ${command}; printf '\\1'`).join('\n'));
  const words = taken.split('\u0001').map(line => line.split('\0'));
  for (const [at, command] of plain.entries()) {
    if (!command.includes('touch')) continue;
    const quoted = words[at]?.filter(word => word.includes('touch')) ?? [];
    expect(quoted.length).toBeGreaterThan(0);
    for (const word of quoted) expect(word).toContain(hostile);
  }
  expect(readdirSync(directory)).toEqual([]);
});
