// The workspace screen in the states it can be in, reached by keys and answers.
import type { AuditRecord, Bot, Quota, Usage } from '../../../../source/botpress/answers.ts';
import { unanswered } from '../../../../source/botpress/exchange.ts';
import type { Ability } from '../../../../source/diagnosis/abilities.ts';
import { AppError } from '../../../../source/errors.ts';
import {
  identityOf,
  type Loaded,
  subjectNamed,
} from '../../../../source/tui/contract/knowledge.ts';
import type { Message } from '../../../../source/tui/contract/messages.ts';
import type { UiState } from '../../../../source/tui/kernel/state.ts';
import type { Size } from '../../../../source/tui/look/layout.ts';
import type { Answers } from '../../../../source/tui/screens/workspace/messages.ts';
import { noon, play, press, profile, worldWith } from '../../world.ts';

const evil = '\u001b[2J\u001b]0;title\u0007\u009b31mEvil\r\u202egnp';

export const ready = <Value>(value: Value): Loaded<Value> => ({ state: 'ready', value });
export const failed = (error: AppError): Loaded<never> => ({ state: 'failed', error });

/** An error as the API gives it. */
export function refusal(
  code: AppError['code'],
  status: number,
  errorType: string,
  message: string,
): AppError {
  const origin = 'https://api.botpress.cloud';
  const contentType = 'application/json';
  const exchange = unanswered({ origin, status, errorType, contentType, retryAfter: 7, ms: 1 });
  return new AppError(code, message, { exchange, hint: 'There is something to be done about it' });
}

/** The message that brings the API's answers about a profile. */
export function answered(state: UiState, name: string, answers: Partial<Answers>): Message {
  return { type: 'workspace.answered', identity: identityNamed(state, name), answers };
}

export function identityNamed(state: UiState, name: string): string {
  const subject = subjectNamed(state.shared.home, name);
  if (subject === null) throw new Error(`There is no profile ${name}`);
  return identityOf(subject.view);
}

const hours = (count: number) => new Date(noon - count * 3_600_000).toISOString();

const record = (index: number): AuditRecord => ({
  id: `audit_${index}`,
  recordedAt: hours(index * 7),
  userId: null,
  userEmail: index % 2 === 0 ? 'owner@example.com' : null,
  resourceId: 'ws_dev',
  resourceName: index === 1 ? evil : 'Acme Support',
  action: 'UPDATE_BOT_CONFIG',
});
const bot = (index: number): Bot => ({
  id: `${index}f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e01`,
  name: index === 0 ? evil : index === 1 ? '世界の名前 that is a long one indeed' : `Bot ${index}`,
});
const period = '2026-11-01';
const limits: Record<string, [quota: number, used: number]> = {
  bot_count: [5, 4],
  ai_spend: [50_000_000_000, 38_500_000_000],
  storage_count: [10_737_418_240, 3_328_599_654],
  table_row_count: [50_000, 46_750],
  workspace_member_count: [10, 10],
  invocation_calls: [0, 42_000],
};
const uncounted: Quota[] = ['workspace_ratelimit', 'invocation_timeout', 'always_alive'].map(
  type => ({ type, period, value: 60_000 }),
);
const quotas: Quota[] = [
  ...uncounted,
  ...Object.entries(limits).map(([type, [value]]) => ({ type, period, value })),
];
const usages: Usage[] = Object.entries(limits).map(([type, [quota, value]]) => ({
  ...{ id: 'ws_dev', type, period, quota, value },
}));

export const ability = (title: string, more: Partial<Ability> = {}): Ability => ({
  ...{ name: title, title, verdict: 'allowed', basis: 'probed', why: null, documented: true },
  ...more,
});

/** Complete answers, with the largest realistic contents. */
export const full: Answers = {
  workspace: ready({
    ...{ id: 'wkspace_01K5ZZZZZZZZZZZZZZZZZZZZZZ', name: evil, handle: 'acme-dev', plan: 'team' },
    ...{ blocked: true, botCount: 130, createdAt: '2025-11-01T00:00:00Z' },
  }),
  account: ready({ id: 'user_1', email: 'owner@example.com', displayName: 'Owner' }),
  membership: ready({ id: 'member_1', role: 'developer' }),
  bots: ready({
    items: Array.from({ length: 100 }, (_, index) => bot(index % 10)),
    nextToken: 'x',
  }),
  members: ready({
    items: ['owner', 'developer', 'developer', 'odd'].map(role => ({ id: role, role })),
    nextToken: null,
  }),
  quotas: ready(quotas),
  usages: ready(usages),
  activity: ready({
    items: Array.from({ length: 12 }, (_, index) => record(index)),
    nextToken: null,
  }),
  abilities: ready({
    kind: 'pat',
    role: 'developer',
    abilities: [
      ability('list bots'),
      ability('see invoices', { verdict: 'denied', why: 'the role developer may not' }),
    ],
  }),
};

const opened = (size: Size) => press(worldWith({ size }), 'w').state;
const showing = (size: Size, answers: Partial<Answers>): UiState => {
  const state = opened(size);
  return play(state, answered(state, 'dev', answers)).state;
};

const forbidden = refusal('forbidden', 403, 'Forbidden', `It may not (403 Forbidden) ${evil}`);
const limited = refusal(
  'rate-limited',
  429,
  'RateLimited',
  'Too many requests (429 RateLimited, try again in 7 s)',
);
const quota = refusal(
  'quota-exceeded',
  403,
  'QuotaExceeded',
  'A quota is used up (403 QuotaExceeded)',
);

/** For test/tui/frames.test.tsx. */
export const workspaceScenes: Record<string, (size: Size) => UiState> = {
  'workspace, loading': opened,
  workspace: size => showing(size, full),
  'workspace, the end': size => press(showing(size, full), 'G').state,
  'workspace, in part': size =>
    showing(size, {
      ...full,
      ...{ bots: failed(quota), members: failed(forbidden), activity: failed(limited) },
      ...{ usages: failed(limited), workspace: failed(limited) },
    }),
  'workspace, nothing but errors': size => {
    const state = opened(size);
    const identity = identityNamed(state, 'dev');
    return play(state, { type: 'workspace.failed', identity, error: limited }).state;
  },
  'workspace, abilities coming': size => {
    const state = opened(size);
    const identity = identityNamed(state, 'dev');
    return play(state, { type: 'workspace.ability', identity, ability: ability('list bots') })
      .state;
  },
  'workspace of a key': size => {
    const dev = profile('dev', { kind: 'bot', botId: 'bot_1', token: 'bp_bak_1234567890abcdef' });
    return press(worldWith({ profiles: { dev }, size }), 'w').state;
  },
  'workspace, switching': size => {
    const state = press(worldWith({ size }), 'w', 's').state;
    const workspaces = [
      { id: 'ws_acme', name: evil, blocked: true },
      { id: 'wkspace_01K5ZZZZZZZZZZZZZZZZZZZZZZ', name: '世界の名前'.repeat(9), blocked: false },
    ];
    const identity = identityNamed(state, 'dev');
    return play(state, { type: 'workspace.switch.page', identity, workspaces }).state;
  },
  'workspace, switching to another profile’s': size =>
    press(workspaceScenes['workspace, switching']?.(size) as UiState, 'enter').state,
  'workspace, switching, broken off': size => {
    const state = press(worldWith({ size }), 'w', 's').state;
    const identity = identityNamed(state, 'dev');
    return play(state, { type: 'workspace.switch.failed', identity, error: limited }).state;
  },
  'workspace, none stored': size =>
    press(worldWith({ profiles: { dev: profile('dev', { workspaceId: null }) }, size }), 'w').state,
};
