// Calls about the caller: the account and its personal access tokens.
import { notFound } from './errors.ts';
import { readStrings } from './payload.ts';
import { type Answer, json } from './reply.ts';
import type { AccountCall } from './route.ts';
import { mint, revoke, tokensOfOwner } from './tokens.ts';

export function handleGetAccount({ account }: AccountCall): Answer {
  const { id, email, displayName, createdAt } = account;
  return json({ account: { id, email, displayName, emailVerified: true, createdAt } });
}

export function handleListPats({ state, account }: AccountCall): Answer {
  return json({ pats: tokensOfOwner(state, 'pat', account.id) });
}

export function handleCreatePat({ state, account, body }: AccountCall): Answer {
  const payload = readStrings(body, ['note']);
  if (!payload.ok) return payload.answer;
  return json({ pat: mint(state, 'pat', account.id, payload.value.note) });
}

export function handleDeletePat({ state, account, params }: AccountCall): Answer {
  const revoked = revoke(state, 'pat', params.id ?? '', ownerId => ownerId === account.id);
  return revoked ? json({}) : notFound('personal access token');
}
