// A terminal UI without a terminal: its state, keys pressed on it, and the work it requests.
import { AppError } from '../../source/errors.ts';
import type { Importable } from '../../source/profiles/adk.ts';
import { claimsOn } from '../../source/profiles/applies.ts';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';
import type { Notice } from '../../source/profiles/notice.ts';
import { resolve } from '../../source/profiles/resolve.ts';
import type { Status } from '../../source/tokens/status.ts';
import type { Work } from '../../source/tui/contract/effects.ts';
import {
  type AdkHome,
  type Here,
  identityOf,
  type ProfileCheck,
  type StoredHome,
  subjectNamed,
} from '../../source/tui/contract/knowledge.ts';
import type { Message } from '../../source/tui/contract/messages.ts';
import type { Go } from '../../source/tui/contract/screenTypes.ts';
import { messagesOf } from '../../source/tui/kernel/listening.ts';
import { initialState, type UiState } from '../../source/tui/kernel/state.ts';
import { updateUi } from '../../source/tui/kernel/update.ts';
import type { Size } from '../../source/tui/look/layout.ts';
import type { LoginWanted } from '../../source/tui/screens/login/messages.ts';
import type { ProfilesState } from '../../source/tui/screens/profiles/state.ts';
import type { KeyInput } from '../../source/tui/terminal/keys.ts';

export const noon = Date.parse('2026-11-22T12:00:00Z');
export const owner = 'bp_pat_1234567890abcdef';

const origin = 'https://api.botpress.cloud';

/** A profile as a login stores it. */
export function profile(name: string, more: Partial<StoredProfile> = {}): StoredProfile {
  return {
    apiUrl: origin,
    workspaceId: `ws_${name}`,
    workspaceName: `Team ${name}`,
    token: owner,
    tokenOrigin: origin,
    kind: 'pat',
    accountEmail: 'owner@example.com',
    createdAt: '2026-11-01T00:00:00Z',
    ...more,
  };
}

/** The API of a demo, and its sample tokens. */
export const demo = {
  apiUrl: 'http://127.0.0.1:4711',
  samples: [
    { token: owner, account: 'owner@example.com' },
    { token: 'bp_pat_viewer000000000', account: 'viewer@example.com' },
  ],
};

export const samples: Config['profiles'] = {
  dev: profile('dev'),
  prod: profile('prod', { protected: true }),
  acme: profile('acme', { token: 'bp_pat_acme000000000000' }),
};

export type WorldOptions = {
  profiles?: Config['profiles'];
  active?: string | null;
  previous?: string;
  env?: Record<string, string>;
  size?: Size;
  /** Starts with the login form, given these values. */
  login?: LoginWanted;
  notices?: Notice[];
  importable?: Importable[];
  tokenVariables?: string[];
  dotenv?: string;
  isDemo?: boolean;
  directories?: Record<string, string>;
  /** What config.json has for the terminal UI. */
  ui?: unknown;
  /** The current directory and its ancestors, nearest first; by default none. */
  cwd?: string[];
  /** The value of --profile. */
  flag?: string;
  here?: Partial<Here>;
  adk?: Partial<AdkHome>;
};

export function homeWith(options: WorldOptions = {}): StoredHome {
  const { profiles = samples, active = 'dev', previous = null, env = {} } = options;
  const config: Config = {
    version: 1,
    activeProfile: active,
    previousProfile: previous,
    profiles,
    directories: options.directories ?? {},
    ...('ui' in options ? { ui: options.ui } : {}),
  };
  const bp = {
    profiles: { found: 'missing', text: null, entries: {}, bad: {} },
    cache: { found: 'missing', text: null, triple: null, activeProfile: null, extra: {} },
  } as const;
  const input = { config, flag: options.flag, env, directories: options.cwd ?? [] };
  const claims = claimsOn(input);
  return {
    state: 'ready',
    claims,
    adk: { differs: null, isHere: false, holders: new Map(), ...options.adk },
    place: { platform: 'linux', shell: 'posix', home: null },
    bp: null,
    here: { directory: '/work/here', workspaceId: null, differs: null, ...options.here },
    importable: options.importable ?? [],
    tokenVariables: options.tokenVariables ?? [],
    dotenv: options.dotenv ?? null,
    demo: options.isDemo === true ? demo : null,
    stored: { config, notices: options.notices ?? [], broken: {}, bp },
    resolution: claims[0]?.problem
      ? {
          current: null,
          shadowed: [],
          warnings: [claims[0].problem.message],
          cutOff: null,
          hasProfiles: true,
        }
      : resolve(input),
  };
}

export const brokenHome: StoredHome = {
  state: 'failed',
  error: new AppError('config-unreadable', 'config.json cannot be read (line 3, column 7)', {
    hint: 'Run `bp-auth doctor --repair`',
  }),
};

function firstOf({ login: wanted }: WorldOptions): Go | undefined {
  return wanted && { type: 'go', screen: 'login', profile: null, wanted };
}

export function worldWith(options: WorldOptions = {}): UiState {
  const size = options.size ?? { columns: 80, rows: 24 };
  return initialState(homeWith(options), size, noon, firstOf(options));
}

/** The state of the profile list. */
export function profilesIn({ screens: { profiles } }: UiState): ProfilesState {
  if (profiles === null) throw new Error('There is no profile list');
  return profiles;
}

/** The resulting state, and all work requested on the way, except ticks. */
export type Played = { state: UiState; work: Work[] };

/** Handles messages one after the other, each a second after the previous one. */
export function play(before: UiState, ...messages: Message[]): Played {
  let state = before;
  const work: Work[] = [];
  for (const message of messages) {
    const [next, more] = updateUi(state, message, state.shared.now + 1000);
    state = next;
    work.push(...more.filter(({ type }) => type !== 'tick'));
  }
  return { state, work };
}

/** Presses keys by name, each interpreted in the state at that moment. */
export function press(before: UiState, ...keys: string[]): Played {
  return hear(before, ...keys.map(inputOf));
}

export function paste(before: UiState, text: string): Played {
  return hear(before, { type: 'paste', text });
}

function hear(before: UiState, ...inputs: KeyInput[]): Played {
  let played: Played = { state: before, work: [] };
  for (const input of inputs) {
    const messages = messagesOf(played.state, input, played.state.shared.now + 1000);
    const next = play(played.state, ...messages);
    played = { state: next.state, work: [...played.work, ...next.work] };
  }
  return played;
}

/** Types a text: each character is a key. */
export function type(before: UiState, text: string): Played {
  return press(before, ...text);
}

/** Filters the list on the screen, and keeps the filter. */
export const filterBy = (before: UiState, text: string): UiState =>
  press(type(press(before, '/').state, text).state, 'enter').state;

function inputOf(key: string): KeyInput {
  if (key === ' ') return { type: 'key', key: 'space', text: ' ' };
  return { type: 'key', key, text: [...key].length === 1 ? key : '' };
}

export const accepted: Status = {
  authenticated: 'yes',
  reason: null,
  error: null,
  workspace: null,
  account: null,
  checkedAt: noon,
};

export const rejected: Status = {
  ...accepted,
  authenticated: 'no',
  reason: 'token rejected',
  error: new AppError('token-rejected', 'The API does not accept the token (401 Unauthorized)', {
    hint: 'Create a new one',
  }),
};

export const offline: Status = {
  ...accepted,
  authenticated: 'unknown',
  reason: 'cannot reach api.botpress.cloud: ENOTFOUND',
  error: new AppError('dns', 'The name api.botpress.cloud cannot be resolved (ENOTFOUND)'),
};

export const forbidden: Status = {
  ...accepted,
  authenticated: 'no',
  reason: 'no access to this workspace',
  error: new AppError(
    'forbidden',
    'The token is good, but it is not allowed to do this (403 Forbidden)',
  ),
};

/** The message for the result of a check of this profile. */
export function checked(state: UiState, name: string, status: Status): Message {
  const subject = subjectNamed(state.shared.home, name);
  if (subject === null) throw new Error(`There is no profile ${name}`);
  const check: ProfileCheck = { state: 'known', status };
  return { type: 'profile.verified', identity: identityOf(subject.view), check };
}
