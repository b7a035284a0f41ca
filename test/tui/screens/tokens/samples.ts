// Every state that the tokens screen can be in, reached by keys and answers.
import type { ListedKey } from '../../../../source/botpress/answers.ts';
import { AppError } from '../../../../source/errors.ts';
import type { StoredProfile } from '../../../../source/profiles/config.ts';
import type { TokenView } from '../../../../source/tokens/inventory.ts';
import type { Rotation } from '../../../../source/tokens/rotationRun.ts';
import type { UiState } from '../../../../source/tui/kernel/state.ts';
import type { Size } from '../../../../source/tui/look/layout.ts';
import { play, press, profile, samples, type, worldWith } from '../../world.ts';

const evilNote = '\u001b[2J\u001b]0;title\u0007\u009b31mEvil\r\u202egnp';

export const oldToken = { id: 'pat_1', createdAt: '2026-01-01T00:00:00Z', note: evilNote };
export const newToken = { id: 'pat_2', createdAt: '2026-11-20T00:00:00Z', note: 'CI' };
export const pats = { name: 'dev', owner: { type: 'account' } } as const;
export const bot = { id: 'bot_1', name: 'Support' };
export const keysOfBot = {
  name: 'dev',
  owner: { type: 'bot', id: bot.id, workspaceId: 'ws_dev' },
} as const;

export const value = `bp_pat_${'x'.repeat(36)}`;

const error = new AppError('dns', `The name api.botpress.cloud cannot be resolved ${evilNote}`, {
  hint: 'Check the API URL and your network connection (VPN, DNS)',
});

export const forbidden = new AppError(
  'forbidden',
  'The token is good, but it is not allowed to do this',
  {
    hint: 'Run `bp-auth doctor`',
  },
);

export const candidate: TokenView = {
  ...oldToken,
  ageDays: 325,
  profiles: [],
  inUse: null,
  expiresAt: null,
  tooOld: true,
  warning: null,
};

const candidates = [candidate, { ...candidate, id: 'pat_3', note: 'laptop' }];

/** A completed rotation. */
export const rotated: Rotation = {
  end: 'done',
  profile: 'dev',
  created: newToken,
  adkProfiles: [],
  savedTo: ['dev', 'prod'],
  oldFingerprint: '1b25a6ea',
  oldId: 'pat_1',
  oldNote: 'laptop',
  revoked: 'pat_1',
  removed: [],
  orphans: [],
  candidates: [],
  problem: null,
  failedAt: null,
  uncertain: false,
  held: 'new',
};

const at80 = { columns: 80, rows: 24 };

/** The tokens screen of dev with these tokens listed. */
export function tokensWith(
  tokens: ListedKey[],
  more: Partial<StoredProfile> = {},
  size: Size = at80,
): UiState {
  const world = worldWith({ size, profiles: { ...samples, dev: profile('dev', more) } });
  return play(press(world, 't').state, { type: 'tokens.listed', ...pats, tokens }).state;
}

/** The tab of bot keys with these bots to choose from. */
export function botsWith(page: { id: string; name: string }[], size: Size = at80): UiState {
  const about = { name: 'dev', tab: 'bot', first: true, last: true } as const;
  const message = { type: 'tokens.holders.page', page, ...about } as const;
  return play(press(tokensWith([], {}, size), 'tab').state, message).state;
}

/** The keys of a bot. */
export function botKeys(tokens: ListedKey[], size: Size = at80): UiState {
  const picked = press(botsWith([bot], size), 'enter').state;
  return play(picked, { type: 'tokens.listed', ...keysOfBot, tokens }).state;
}

/** A rotation of dev in the middle of its steps. */
export function rotating(size: Size = at80): UiState {
  return play(
    tokensWith([oldToken], {}, size),
    { type: 'tokens.rotate.confirmed', name: 'dev', oldId: null },
    { type: 'tokens.rotate.step', step: 'begin' },
    { type: 'tokens.rotate.step', step: 'create' },
    { type: 'tokens.rotate.step', step: 'prove' },
  ).state;
}

/** A rotation after which somebody has to say which token was the old one. */
export function namingOld(size: Size = at80, among = candidates): UiState {
  const rotation: Rotation = {
    ...rotated,
    end: 'name-old',
    oldNote: null,
    oldId: null,
    revoked: null,
    candidates: among,
  };
  return play(rotating(size), { type: 'tokens.rotated', rotation }).state;
}

export function made(size: Size = at80): UiState {
  const created = { ...newToken, value, savedTo: [] };
  return play(press(tokensWith([], {}, size), 'c', 'enter', 'enter').state, {
    type: 'tokens.created',
    created,
  }).state;
}

const ofBotKey = { dev: profile('dev', { kind: 'bot', botId: 'bot_1' }) };
const both = [oldToken, newToken];

export const tokensScenes: Record<string, (size: Size) => UiState> = {
  'tokens, loading': size => press(worldWith({ size }), 't').state,
  tokens: size => tokensWith(both, {}, size),
  'tokens, some in use': size => tokensWith(both, { tokenId: 'pat_1' }, size),
  'tokens, a filter': size => type(press(tokensWith(both, {}, size), '/').state, 'ci').state,
  'tokens, a filter kept': size =>
    press(type(press(tokensWith(both, {}, size), '/').state, 'zz').state, 'enter').state,
  'no tokens': size => tokensWith([], {}, size),
  'tokens, refused': size =>
    play(press(worldWith({ size }), 't').state, { type: 'tokens.failed', ...pats, error }).state,
  'tokens, refused again': size =>
    play(tokensWith(both, {}, size), { type: 'tokens.failed', ...pats, error }).state,
  'tokens, of a bot key': size => press(worldWith({ size, profiles: ofBotKey }), 't').state,
  'tokens, choosing a bot': size => botsWith([{ id: 'bot_1', name: evilNote }], size),
  'tokens, no bots': size => botsWith([], size),
  'tokens, of a bot': size => botKeys([oldToken], size),
  'tokens, a new one': size => type(press(tokensWith([], {}, size), 'c').state, 'for CI').state,
  'tokens, where a new one goes': size =>
    press(tokensWith([], {}, size), 'c', 'enter', 'down').state,
  'tokens, a new profile': size =>
    type(press(tokensWith([], {}, size), 'c', 'enter', 'down', 'enter').state, '!').state,
  'tokens, making': size => press(tokensWith([], {}, size), 'c', 'enter', 'enter').state,
  'tokens, made': made,
  'tokens, before revoking': size => press(tokensWith([oldToken], {}, size), 'd').state,
  'tokens, before rotating': size => press(tokensWith([oldToken], {}, size), 'R').state,
  'tokens, rotating': rotating,
  'tokens, rotated': size =>
    play(rotating(size), { type: 'tokens.rotated', rotation: rotated }).state,
  'tokens, which was the old one': namingOld,
  'tokens, rotation failed': size =>
    play(rotating(size), { type: 'tokens.rotate.failed', error }).state,
  'tokens, scopes': size => press(tokensWith([oldToken], {}, size), 's').state,
};
