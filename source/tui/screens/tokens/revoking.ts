// Marking tokens and revoking them: the selected one, or the marked ones together.
import type { TokenView } from '../../../tokens/inventory.ts';
import { namedById, namedToken } from '../../../tokens/named.ts';
import {
  type ActedOn,
  actedOn,
  type Markable,
  type MarkEvent,
  updateMarks,
} from '../../components/marks.ts';
import type { Effect, Step, ToastRequest } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { move } from '../../contract/scroll.ts';
import { failureToast } from '../../home/failure.ts';
import { countedNames, failedTexts, stoppedTexts } from '../../home/outcomes.ts';
import { counted, joinNames } from '../../text/names.ts';
import { tokensLayout } from './layout.ts';
import {
  atToken,
  countOf,
  extentOf,
  keepTokensPosition,
  selectedToken,
  tokensShown,
  viewsOf,
} from './list.ts';
import { beforeRevoking, beforeRevokingSeveral, beforeRotating } from './questions.ts';
import { rotationTarget } from './rotation.ts';
import { loadTab, ownerOf, shownTab, subjectOf, type TokensState, withTab } from './state.ts';

/**
 * A token as an entry that can be marked. Two tokens can have the same note, so the id serves as
 * the name.
 */
const markableOf = ({ id }: { id: string }): Markable => ({ name: id, id });

/** What revoking acts on: the marked tokens that are shown, or the selected one. */
export const targetTokens = (own: TokensState, shared: Shared): ActedOn<TokenView> =>
  actedOn(
    shownTab(own).marks,
    tokensShown(own, shared),
    ({ id }) => id,
    selectedToken(own, shared),
  );

/** A tab's marks after its tokens were listed again. */
export function withMarksListed(own: TokensState, tab: TokensState['tab']): TokensState {
  const { marks, keys } = own.tabs[tab];
  const all = (keys.items ?? []).map(markableOf);
  return withTab(own, { marks: updateMarks(marks, { type: 'read', all }) }, tab);
}

/** The screen after a message about marks or revoking; null for other messages. */
export function updateRevoking(
  own: TokensState,
  message: Message,
  shared: Shared,
): Step<TokensState> | null {
  const marked = (event: MarkEvent) =>
    withTab(own, { marks: updateMarks(shownTab(own).marks, event) });
  switch (message.type) {
    case 'tokens.mark': {
      const token = selectedToken(own, shared);
      if (token === null) return [own];
      const next = marked({ type: 'toggle', entry: markableOf(token) });
      const { list } = tokensLayout(shared.size, extentOf(own, shared));
      const scroll = move(shownTab(own).scroll, 'down', countOf(own, shared), list);
      return [atToken(next, shared, scroll)];
    }
    case 'tokens.mark.shown':
      return [marked({ type: 'toggle-shown', shown: tokensShown(own, shared).map(markableOf) })];
    case 'tokens.mark.clear':
      return [marked({ type: 'clear' })];
    case 'tokens.revoke':
      return revoking(own, shared);
    case 'tokens.revoke.confirmed': {
      const subject = subjectOf(own, shared);
      const owner = ownerOf(own, shared);
      if (subject === null || owner === null) return [own];
      const { name, profile } = subject;
      const { ids, maybeInUse } = message;
      const [only = '', ...others] = ids;
      const what =
        others.length === 0 ? namedById(only, viewsOf(own, shared)) : counted(ids.length, 'token');
      return [
        { ...own, busy: `Revoking ${what}` },
        { type: 'token.revoke', name, profile, owner, ids, maybeInUse },
      ];
    }
    case 'tokens.revoked': {
      const { ids, owner } = message;
      const { keys } = own.tabs[owner.type];
      const items = keys.items?.filter(({ id }) => !ids.includes(id)) ?? null;
      const fewer = withTab({ ...own, busy: null }, { keys: { ...keys, items } }, owner.type);
      const [next, ...effects] = loadTab(withMarksListed(fewer, owner.type), shared);
      const toast = revokedToast(message, id => namedById(id, keys.items ?? []));
      return [keepTokensPosition(next, shared), toast, ...effects];
    }
    case 'tokens.revoke.failed':
      return [{ ...own, busy: null }, failureToast(message.error)];
    default:
      return null;
  }
}

type Revoked = Extract<Message, { type: 'tokens.revoked' }>;

function revokedToast(
  { ids, failed, left }: Revoked,
  nameOf: (id: string) => string,
): ToastRequest {
  const all = ids.length + failed.length + left.length;
  const names = ids.map(nameOf);
  const done = all === 1 ? joinNames(names) : countedNames(names, all, 'token');
  const text = [
    ...stoppedTexts(left.map(nameOf)),
    ...(ids.length === 0 ? [] : [`Revoked ${done}`]),
    ...failedTexts(
      failed.map(({ id, error }) => ({ name: nameOf(id), error })),
      'revoked',
    ),
  ].join('. ');
  return {
    type: 'toast',
    tone: failed.length > 0 ? 'error' : left.length > 0 ? 'warn' : 'ok',
    text,
  };
}

function revoking(own: TokensState, shared: Shared): Step<TokensState> {
  const { entries, hidden } = targetTokens(own, shared);
  const [first, ...others] = entries;
  if (first === undefined) return [own];
  if (others.length === 0) {
    // The cursor goes to the only marked token, so that the question is about what the user sees.
    const there = keepTokensPosition(withTab(own, { selected: first.id }), shared);
    return [there, ...revokingOne(there, first, shared)];
  }
  const tokens = entries.filter(({ inUse }) => inUse === false);
  const leftOut = entries.filter(({ inUse }) => inUse !== false);
  if (tokens.length > 0) {
    return [own, { type: 'ask', question: beforeRevokingSeveral(tokens, leftOut, hidden) }];
  }
  const text = `${joinNames(leftOut.map(namedToken))} are, or may be, in use: revoke or rotate each by itself, with no other marked`;
  return [own, { type: 'toast', tone: 'warn', text }];
}

/**
 * A token in use is not revoked: a question offers to rotate it. For a bot or integration key, a
 * toast advises the user to create a new key first.
 */
function revokingOne(own: TokensState, token: TokenView, shared: Shared): Effect[] {
  const subject = subjectOf(own, shared);
  const owner = ownerOf(own, shared);
  if (subject === null || owner === null) return [];
  const { inUse, profiles } = token;
  if (inUse !== true) {
    return [{ type: 'ask', question: beforeRevoking(token, owner, subject, shared) }];
  }
  const users = profiles.length === 0 ? 'what you are logged in with' : joinNames(profiles);
  const refusal = `${namedToken(token)} is not revoked: it is in use by ${users}.`;
  const target = rotationTarget(own, shared);
  const question =
    target.type === 'profile'
      ? beforeRotating(target.name, target.token, shared, [
          `${refusal} Replace it with a new one instead?`,
        ])
      : null;
  if (question !== null) return [{ type: 'ask', question }];
  const instead = 'First create a new key (c), and put it where this key is used';
  return [{ type: 'toast', tone: 'warn', text: `${refusal} ${instead}` }];
}
