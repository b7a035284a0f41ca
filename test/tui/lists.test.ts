// The keys of every list and every page: the same keys move, and `/` filters.
import { describe, expect, test } from 'vitest';
import type { ListName } from '../../source/tui/contract/lists.ts';
import type { Message } from '../../source/tui/contract/messages.ts';
import type { ListMove, Scroll } from '../../source/tui/contract/scroll.ts';
import type { UiState } from '../../source/tui/kernel/state.ts';
import { draw } from './easel.tsx';
import { botsWith, candidate, namingOld, tokensWith } from './screens/tokens/samples.ts';
import { full, identityNamed } from './screens/workspace/samples.ts';
import {
  filterBy,
  owner,
  paste,
  play,
  press,
  profile,
  samples,
  type,
  type WorldOptions,
  worldWith,
} from './world.ts';

const size = { columns: 80, rows: 24 };
const numbers = Array.from({ length: 60 }, (_, index) => String(index + 100));
const many = Object.fromEntries(numbers.map(number => [`p${number}`, profile(`p${number}`)]));
const world = (options: WorldOptions = {}) => worldWith({ size, ...options });
const workspaces = numbers.map(number => ({
  id: `ws_${number}`,
  name: `Team ${number}`,
  blocked: false,
}));
const tokens = numbers.map(number => ({
  id: `pat_${number}`,
  createdAt: '2026-11-01T00:00:00Z',
  note: `note ${number}`,
}));
const account = { id: 'user_1', email: 'owner@example.com' };

function switching(page: typeof workspaces): UiState {
  const state = press(world(), 'w', 's').state;
  const identity = identityNamed(state, 'dev');
  return play(state, { type: 'workspace.switch.page', identity, workspaces: page }).state;
}

const apis = Object.fromEntries(
  numbers.map(number => [`p${number}`, profile('x', { apiUrl: `https://api${number}.example` })]),
);

/** The messages that move a list or a page. */
type Moving = Extract<Message, { by: ListMove }>['type'];

type Scene = {
  state: UiState;
  where(state: UiState): Scroll | null | undefined;
  /** The positions that Page Down and End lead to from the first entry; 0 if unknown. */
  page: number;
  last: number;
  /** Whether the last entry is a text field, which receives letters. */
  endsInField?: true;
};

type ListScene = Scene & {
  /** A query that finds one entry, and the look of its row. */
  find: string;
  row: RegExp;
};

const placeIn = ({ where }: Scene, state: UiState) => where(state)?.index;

const createForm = ({ screens }: UiState) => {
  const panel = screens.tokens?.panel;
  return panel?.type === 'create' ? panel.form : null;
};
const tokensPanel = <Type extends string>({ screens }: UiState, type: Type) => {
  const panel = screens.tokens?.panel;
  return panel?.type === type ? panel : null;
};

/** A new list does not compile until it is listed here. */
const lists: Record<ListName | 'tokens, bots', ListScene> = {
  profiles: {
    state: world({ profiles: many, active: 'p100' }),
    where: ({ screens }) => screens.profiles?.scroll,
    ...{ page: 6, last: 59, find: 'p142', row: /^❯ +p142 / },
  },
  tokens: {
    state: tokensWith(tokens),
    where: ({ screens }) => screens.tokens?.tabs.account.scroll,
    ...{ page: 4, last: 59, find: '142', row: /^❯ note 142 / },
  },
  'tokens, bots': {
    state: botsWith(workspaces),
    where: ({ screens }) => screens.tokens?.tabs.bot.scroll,
    ...{ page: 12, last: 59, find: '142', row: /^❯ Team 142 +ws_142/ },
  },
  'tokens.places': {
    state: press(tokensWith([], {}, size), 'c', 'enter').state,
    where: state => createForm(state)?.place,
    ...{ page: 4, last: 4, find: 'prod', row: /^❯ Into prod, / },
  },
  'tokens.candidates': {
    state: namingOld(
      size,
      tokens.map(token => ({ ...candidate, ...token })),
    ),
    where: state => {
      const panel = tokensPanel(state, 'rotation');
      return panel?.type === 'rotation' ? panel.rotating.candidates : null;
    },
    ...{ page: 4, last: 59, find: '142', row: /^❯ pat_142 .*note 142/ },
  },
  'login.urls': {
    state: press(world({ profiles: apis, active: 'p100' }), 'n', 'home').state,
    where: ({ screens }) => screens.login?.where,
    ...{
      page: 11,
      last: 61,
      find: 'api142',
      row: /^❯ https:\/\/api142\.example/,
      endsInField: true,
    },
  },
  'login.ways': {
    state: press(
      world({ tokenVariables: numbers.map(number => `T_${number}`) }),
      'n',
      'tab',
      'enter',
    ).state,
    where: ({ screens }) => screens.login?.how,
    ...{ page: 11, last: 61, find: 'T_142', row: /^❯ Use the token in \$T_142 / },
  },
  'login.workspaces': {
    state: play(
      press(paste(world(), owner).state, 'enter').state,
      { type: 'login.verified', account },
      { type: 'login.page', workspaces },
      { type: 'login.listed' },
    ).state,
    where: ({ screens }) => screens.login?.picker,
    ...{ page: 11, last: 59, find: '142', row: /^❯ Team 142 +ws_142/ },
  },
  'workspace.switch': {
    state: switching(workspaces),
    where: ({ screens }) => screens.workspace?.switching?.picker,
    ...{ page: 14, last: 59, find: '142', row: /^❯ Team 142 +ws_142/ },
  },
  'workspace.taken': {
    state: press(switching([{ id: 'ws_acme', name: 'Acme', blocked: false }]), 'enter').state,
    where: ({ screens }) => screens.workspace?.switching?.taken?.choice,
    ...{ page: 1, last: 1, find: 'switch', row: /^❯ Switch dev to this workspace, too/ },
  },
  'troubleshooting.wishes': {
    state: press(world(), 'x', 'f').state,
    where: ({ screens }) => {
      const panel = screens.troubleshooting?.panel;
      return panel?.type === 'wishes' ? panel.list : null;
    },
    ...{ page: 13, last: 0, find: 'deploy', row: /^❯ .*deploy/i },
  },
  help: {
    state: press(world(), '?').state,
    where: ({ help }) => help,
    ...{ page: 15, last: 0, find: 'rename', row: /Rename the selected profile/ },
  },
  log: {
    state: press(
      play(world(), ...numbers.map((text): Message => ({ type: 'stray', text: `stray ${text}` })))
        .state,
      'L',
    ).state,
    where: ({ log }) => log.seen,
    ...{ page: 15, last: 0, find: '142', row: /stray 142/ },
  },
};

/** A new page does not compile until it is listed here. */
const pages: Record<Exclude<Moving, `${ListName}.move`>, Scene> = {
  'palette.move': {
    state: press(world(), ':').state,
    where: ({ palette }) => palette?.scroll,
    ...{ page: 12, last: 0 },
  },
  'workspace.scroll': {
    state: (() => {
      const state = press(world(), 'w').state;
      const identity = identityNamed(state, 'dev');
      return play(state, { type: 'workspace.answered', identity, answers: full }).state;
    })(),
    where: ({ screens }) => screens.workspace?.scroll,
    ...{ page: 15, last: 0 },
  },
  'tokens.scopes.scroll': {
    state: press(tokensWith(tokens), 's').state,
    where: state => {
      const panel = tokensPanel(state, 'scopes');
      return panel?.type === 'scopes' ? panel.scroll : null;
    },
    ...{ page: 15, last: 0 },
  },
  'troubleshooting.scroll': {
    state: press(world(), 'x', 'i').state,
    where: ({ screens }) => {
      const panel = screens.troubleshooting?.panel;
      return panel !== null && panel !== undefined && 'scroll' in panel ? panel.scroll : null;
    },
    ...{ page: 15, last: 0 },
  },
};

/** Keys to press one after the other, and the position after the last. Every key that moves occurs. */
function movesOf(scene: Scene, isTyped: boolean): [keys: string[], at: number][] {
  const last = placeIn(scene, press(scene.state, 'end').state) ?? 0;
  const page = Math.min(scene.page, last);
  const plain: [string[], number][] = [
    [['down'], 1],
    [['down', 'up'], 0],
    [['pagedown'], page],
    [['pagedown', 'pageup'], 0],
    [['end'], last],
    [['end', 'home'], 0],
    [['up'], 0],
  ];
  const letters: [string[], number][] = [
    [['j'], 1],
    [['j', 'k'], 0],
    [['ctrl+f'], page],
    [['ctrl+f', 'ctrl+b'], 0],
    [['G'], last],
  ];
  const back: [string[], number] = [['G', 'g'], 0];
  if (isTyped) return plain;
  return [...plain, ...letters, ...(scene.endsInField ? [] : [back])];
}

describe.each(Object.entries<Scene>({ ...lists, ...pages }))('%s', (name, scene) => {
  test('the keys that move', () => {
    const moves = movesOf(scene, name === 'palette.move');
    if (scene.last > 0) expect(placeIn(scene, press(scene.state, 'end').state)).toBe(scene.last);
    else expect(placeIn(scene, press(scene.state, 'end').state)).toBeGreaterThan(1);
    const came = moves.map(([keys]) => [keys, placeIn(scene, press(scene.state, ...keys).state)]);
    expect(came).toEqual(moves);
  });
});

describe.each(Object.entries(lists))('%s', (_, scene) => {
  const { state, find, row } = scene;

  test('/ filters, the keys that are no text move meanwhile, Enter keeps, Esc clears', () => {
    const typed = type(press(state, '/').state, find).state;
    expect(draw(typed).rows.some(line => row.test(line))).toBe(true);
    expect(placeIn(scene, press(typed, 'end', 'home', 'pagedown', 'pageup').state)).toBe(0);
    const kept = press(typed, 'enter');
    expect(kept.work).toEqual([]);
    expect(draw(kept.state).rows.join('\n')).toMatch(/\(esc clears\)/);
    const cleared = draw(press(kept.state, 'esc').state).rows;
    expect(cleared.join('\n')).not.toMatch(/\(esc clears\)/);
    // The cursor stays on the entry that was found.
    if (row.source.startsWith('^❯')) expect(cleared.some(line => row.test(line))).toBe(true);
  });

  test('what matches nothing says so, and Enter does nothing', () => {
    const none = filterBy(state, 'zzzzqq');
    expect(draw(none).rows.join('\n')).toMatch(/match(es)?\b/);
    expect(press(none, 'enter').work).toEqual([]);
    expect(press(none, 'esc').state.stack).toEqual(state.stack);
  });

  test('a token that is pasted opens the login, also into the filter', () => {
    const { token } = samples.acme ?? {};
    for (const there of [state, press(state, '/').state]) {
      const login = paste(there, token ?? '').state;
      expect(login.stack.at(-1)).toBe('login');
      expect(login.screens.login).toMatchObject({ step: 'token', token: { before: token } });
    }
  });
});

describe('details that are longer than their room', () => {
  const names = numbers.slice(0, 20).map(number => `prod-${number}`);
  const long = Object.fromEntries(
    names.map(name => [name, profile(name, { usedAt: '2026-11-20T00:00:00Z' })]),
  );
  const directories = Object.fromEntries(
    Array.from({ length: 600 }, (_, index) => [`/work/a-directory/${index}`, 'prod-100']),
  );
  const at = (columns: number, rows: number) =>
    worldWith({ profiles: long, active: 'prod-100', directories, size: { columns, rows } });
  const rowsOf = (state: UiState) => draw(state).rows.map(row => row.trimEnd());
  /** The numbers of hidden rows above and below, as the details show them. */
  const marks = (state: UiState) => {
    const mark = rowsOf(state).findLast(row => / more$/.test(row)) ?? '';
    return [/↑ (\d+) more/, /↓ (\d+) more/].map(mark1 => Number(mark1.exec(mark)?.[1] ?? 0));
  };

  test.each([
    [80, 24],
    [100, 30],
  ])('are scrolled by J and K, with a mark that counts right, at %d by %d', (columns, rows) => {
    const start = at(columns, rows);
    const [, below = 0] = marks(start);
    expect(below).toBeGreaterThan(0);
    let state = start;
    const seen: number[][] = [];
    for (let turn = 0; turn < 90; turn++) {
      state = press(state, 'J').state;
      // Drawing every turn would take long.
      if (turn % 10 === 9 || turn < 3) seen.push(marks(state));
    }
    // The rows above and below always add up to the same number: no row is lost.
    for (const [above = 0, left = 0] of seen) expect(above + left).toBe(below);
    expect(seen.at(-1)).toEqual([below, 0]);
    expect(rowsOf(state).join('\n')).toMatch(/added +2026-11-01/);
    for (let turn = 0; turn < 90; turn++) state = press(state, 'ctrl+u').state;
    expect(rowsOf(state)).toEqual(rowsOf(start));
  });

  test('begin with their first row on another profile, and have no keys where all is seen', () => {
    const start = at(80, 24);
    expect(rowsOf(start).at(-1)).toMatch(/ J details /);
    const other = press(start, 'J', 'j', 'k').state;
    expect(rowsOf(other)).toEqual(rowsOf(start));
    const short = world();
    expect(rowsOf(short).at(-1)).not.toMatch(/ J details/);
    expect(press(short, 'J').state).toBe(short);
  });
});
