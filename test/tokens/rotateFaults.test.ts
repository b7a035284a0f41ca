// Rotations during which the API fails at any step: some working token stays in the profile, the messages
// are true, and nothing is left over after the rotation is resumed.
import { describe, expect, test } from 'vitest';
import type { FakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { type TokenWorld, tokenWorld } from '../support/tokenWorld.ts';

const pats = '/v1/admin/account/pats';
const oldId = 'pat_owner_sample';
const listedAtFirst = ['pat_owner_ci', 'pat_owner_old_laptop', oldId, 'pat_owner_staging'];

type Status = 401 | 403 | 429 | 500 | 'timeout' | 'reset';

type Fault = {
  method: string;
  path: string;
  /** The first request that fails, counted from 1. */
  nth: number;
  status: Status;
  /** The server does the work, but its answer is lost. */
  applied?: boolean;
  /** How many requests fail from then on. */
  times?: number;
};

/** The world with faults: they are set in the sandbox right before the request that they are for. */
function withFaults({ ctx, sandbox }: TokenWorld, faults: readonly Fault[]): FakeContext {
  const seen = new Map<string, number>();
  const faulty: FakeContext['fetch'] = async (url, init) => {
    const { pathname: path } = new URL(url);
    const method = init.method ?? 'GET';
    const matches = faults.filter(fault => fault.method === method && path.startsWith(fault.path));
    const [fault] = matches.filter(one => {
      const key = JSON.stringify(one);
      seen.set(key, (seen.get(key) ?? 0) + 1);
      const n = seen.get(key) ?? 0;
      return n >= one.nth && n < one.nth + (one.times ?? 1);
    });
    if (fault === undefined) return ctx.fetch(url, init);
    const { status, applied = false } = fault;
    await control(sandbox.url, { failNext: [{ method, path, status, applied }] });
    const answer = ctx.fetch(url, init);
    if (status === 'timeout') void hasArrived(sandbox.url, method, path).then(giveUp);
    return answer;
  };
  const giveUp = () => ctx.clock.advance(10_000);
  return { ...ctx, fetch: faulty };
}

async function control(url: string, body: object) {
  await fetch(`${url}/_control`, { method: 'POST', body: JSON.stringify(body) });
}

/** Resolves once the sandbox has got a request that it will not answer. */
async function hasArrived(url: string, method: string, path: string): Promise<void> {
  for (;;) {
    const { log } = (await (await fetch(`${url}/_control`)).json()) as {
      log: Array<{ method: string; path: string; status: number | null }>;
    };
    const last = log.at(-1);
    if (last?.method === method && last.path === path && last.status === null) return;
  }
}

const statuses: readonly Status[] = [401, 403, 429, 500, 'timeout', 'reset'];

const steps: ReadonlyArray<readonly [step: string, fault: Omit<Fault, 'status'>]> = [
  ['listing', { method: 'GET', path: pats, nth: 1 }],
  ['making', { method: 'POST', path: pats, nth: 1 }],
  ['making, done', { method: 'POST', path: pats, nth: 1, applied: true }],
  ['proving the account', { method: 'GET', path: '/v1/admin/account/me', nth: 1 }],
  ['proving the workspace', { method: 'GET', path: '/v1/admin/workspaces', nth: 1 }],
  ['deleting the old', { method: 'DELETE', path: pats, nth: 1 }],
  ['deleting the old, done', { method: 'DELETE', path: pats, nth: 1, applied: true }],
];

type Row = readonly [what: string, faults: readonly Fault[]];

const single: Row[] = steps.flatMap(([step, fault]) =>
  statuses.map(status => [`${status} at ${step}`, [{ ...fault, status }]] as const),
);

const always = { nth: 2, times: 100 };

function lostAnswer(nth: number): Fault[] {
  return [{ method: 'POST', path: pats, nth, status: 'reset', applied: true }];
}

const double: Row[] = (['reset', 500, 'timeout'] as const).flatMap(status => [
  [
    `${status} at making, done, and no list afterwards`,
    [
      { method: 'POST', path: pats, nth: 1, status, applied: true },
      { method: 'GET', path: pats, status, ...always },
    ],
  ],
  [
    `${status} at making, done, and what was made cannot be revoked`,
    [
      { method: 'POST', path: pats, nth: 1, status, applied: true },
      { method: 'DELETE', path: pats, nth: 1, status: 403 },
    ],
  ],
  [
    `${status} at proving, and what was made cannot be revoked`,
    [
      { method: 'GET', path: '/v1/admin/account/me', nth: 1, status },
      { method: 'DELETE', path: pats, nth: 1, status: 500 },
    ],
  ],
  [
    `${status} at revoking the old, and no list afterwards`,
    [
      { method: 'DELETE', path: pats, nth: 1, status },
      { method: 'GET', path: pats, status, ...always },
    ],
  ],
  [
    `${status} at revoking the old, done, and no list afterwards`,
    [
      { method: 'DELETE', path: pats, nth: 1, status, applied: true },
      { method: 'GET', path: pats, status, ...always },
    ],
  ],
]);

const exits: Readonly<Record<Status, number>> = {
  401: 4,
  403: 5,
  429: 7,
  500: 6,
  timeout: 6,
  reset: 6,
};

/** The state after a run, seen from outside. */
async function truth(world: TokenWorld) {
  const token = world.config().profiles.dev?.token ?? '';
  const ids = await world.idsAtServer();
  return {
    isOld: token === sampleTokens.owner,
    works: await world.works(token),
    oldIsThere: ids.includes(oldId),
    made: ids.filter(id => !listedAtFirst.includes(id)),
  };
}

/** Every sentence that a rotation may end with, and the condition for it. */
const claims: ReadonlyArray<
  readonly [sentence: RegExp, holds: (now: Awaited<ReturnType<typeof truth>>) => boolean]
> = [
  [/No new token was created/, ({ made }) => made.length === 0],
  [/The new token was revoked/, ({ made }) => made.length === 0],
  [/The new token \S+ could not be revoked/, ({ made }) => made.length === 1],
  [/dev has its old token/, ({ isOld, oldIsThere }) => isOld && oldIsThere],
  [/old token \S+ \(#\w+\) still works/, ({ isOld, oldIsThere }) => !isOld && oldIsThere],
  [/old token \S+ \(#\w+\) may still work/, ({ isOld }) => !isOld],
  [/^Rotated the token of dev/m, ({ isOld, made }) => !isOld && made.length === 1],
  [/pat_owner_sample was revoked/, ({ oldIsThere }) => !oldIsThere],
];

describe('a rotation in which the API fails', () => {
  test.each([...single, ...double])('%s', async (_, faults) => {
    const world = await tokenWorld();
    await world.login('ws_dev');
    const argv = ['tokens', 'rotate', '--old-id', oldId];
    const { code, stdout, stderr } = await runIn(withFaults(world, faults), ...argv);
    const now = await truth(world);
    const said = stdout + stderr;

    expect(now.works).toBe(true);
    const false_ = claims.filter(([sentence, holds]) => sentence.test(said) && !holds(now));
    expect(false_.map(([sentence]) => sentence.source)).toEqual([]);
    const isRotated = !now.isOld;
    const status = faults[0]?.status ?? 500;
    // A rotation knows that the old token is gone if it could read the list.
    const isKnownGone = !now.oldIsThere && !faults.some(({ times }) => times === always.times);
    const expected = isRotated ? (isKnownGone ? 0 : 3) : exits[status];
    expect({ code, said }).toEqual({ code: expected, said });
    if (!isRotated && now.made.length > 0) expect(said).toMatch(/To finish: bp-auth tokens resume/);
    if (status === 429 && code !== 0) expect(said).toContain('again in 7 s');
    if (isRotated && now.oldIsThere)
      expect(said).toMatch(/To revoke the old token: bp-auth tokens resume/);
    for (const token of [sampleTokens.owner, world.config().profiles.dev?.token ?? '']) {
      expect(said).not.toContain(token);
    }

    const resumed = await world.run('tokens', 'rotate', '--resume');
    expect(resumed).toMatchObject({ code: 0 });
    const after = await truth(world);
    expect(after.works).toBe(true);
    expect(after.oldIsThere).toBe(after.isOld);
    const { token = '', tokenId } = world.config().profiles.dev ?? {};
    expect(after.made).toEqual(token === sampleTokens.owner ? [] : [tokenId]);
    expect(world.journals()).toEqual([]);
  });
});

/**
 * Faults of the first run, after which a new token is left over. In the first row, the journal then
 * has the token's id; in the second it does not, because the answer was lost.
 */
const firstRuns: readonly Row[] = [
  [
    'a noted token could not be revoked',
    [
      { method: 'GET', path: '/v1/admin/account/me', nth: 1, status: 500 },
      { method: 'DELETE', path: pats, nth: 1, status: 500 },
    ],
  ],
  [
    'the answer was lost',
    [...lostAnswer(1), { method: 'GET', path: pats, status: 500, ...always }],
  ],
];

const secondRuns: readonly Row[] = [
  ...single,
  [
    'lost answer and no list',
    [...lostAnswer(1), { ...always, method: 'GET', path: pats, status: 500 }],
  ],
];

describe('a rotation whose resumption fails, too', () => {
  const rows = firstRuns.flatMap(([first, faults]) =>
    secondRuns.map(([second, more]) => [`${first}, then ${second}`, faults, more] as const),
  );
  test.each(rows)('%s', async (_, first, second) => {
    const world = await tokenWorld();
    await world.login('ws_dev');
    await runIn(withFaults(world, first), 'tokens', 'rotate', '--old-id', oldId);
    expect(world.journals()).toHaveLength(1);
    await runIn(withFaults(world, second), 'tokens', 'rotate', '--resume');
    expect((await truth(world)).works).toBe(true);
    expect(await world.run('tokens', 'rotate', '--resume')).toMatchObject({ code: 0 });
    const { token = '', tokenId } = world.config().profiles.dev ?? {};
    expect(await truth(world)).toMatchObject({
      works: true,
      oldIsThere: token === sampleTokens.owner,
      made: token === sampleTokens.owner ? [] : [tokenId],
    });
    expect(world.journals()).toEqual([]);
  });
});

describe('Ctrl+C during a rotation', () => {
  const rows: ReadonlyArray<readonly [step: string, method: string, path: string, code: number]> = [
    ['listing', 'GET', pats, 130],
    ['making', 'POST', pats, 130],
    ['proving', 'GET', '/v1/admin/account/me', 130],
    ['deleting the old', 'DELETE', pats, 0],
  ];
  test.each(rows)('while %s: taken back, or finished once it is stored', async (...row) => {
    const [, method, path, expected] = row;
    const world = await tokenWorld();
    await world.login('ws_dev');
    const { ctx } = world;
    const interrupting: FakeContext['fetch'] = (url, init) => {
      const isIt = init.method === method && new URL(url).pathname.startsWith(path);
      if (isIt) ctx.interrupt();
      return ctx.fetch(url, init);
    };
    const argv = ['tokens', 'rotate', '--old-id', oldId];
    const { code, stderr } = await runIn({ ...ctx, fetch: interrupting }, ...argv);
    expect({ code, stderr }).toMatchObject({ code: expected });
    const now = await truth(world);
    expect(now).toMatchObject({ works: true, isOld: expected === 130 });
    expect(now.oldIsThere).toBe(now.isOld);
    expect(now.made).toHaveLength(now.isOld ? 0 : 1);
    expect(world.journals()).toEqual([]);
  });
});
