// The questions before a token is rotated or revoked.
import { adkNames } from '../../../profiles/adkFile.ts';
import { fingerprintOf, profileNamed } from '../../../profiles/config.ts';
import { type TokenView, tokenIdOf, usersOfUnknownId } from '../../../tokens/inventory.ts';
import { namedToken } from '../../../tokens/named.ts';
import type { Owner } from '../../../tokens/owner.ts';
import { rotatedWith } from '../../../tokens/rotation.ts';
import { hiddenLines } from '../../components/marks.ts';
import type { Question } from '../../contract/effects.ts';
import {
  adkHoldersOf,
  type NamedProfile,
  type ScreenSubject,
  type Shared,
} from '../../contract/knowledge.ts';
import { counted, joinNames } from '../../text/names.ts';
import { ago, dateOf } from '../../text/time.ts';

const protectedAmong = (names: readonly string[], { profiles }: Shared): string | null =>
  profiles.find(profile => profile.protected && names.includes(profile.name))?.name ?? null;

/**
 * @param token the selected token
 * @param why the reason for the question, if the user did not ask to rotate
 * @returns the question before a profile's token is rotated; null if the profile is gone
 */
export function beforeRotating(
  name: string,
  token: TokenView,
  shared: Shared,
  why: string[] = [],
): Question | null {
  if (shared.home.state === 'failed') return null;
  const { config } = shared.home.stored;
  const profile = profileNamed(config, name);
  if (profile === null) return null;
  const names = [name, ...rotatedWith(config, profile).filter(other => other !== name)];
  const oldId = tokenIdOf(config, profile);
  const holders = adkHoldersOf(shared, fingerprintOf(profile));
  const adk = holders.length === 0 ? '' : `, and given to the ADK (${adkNames(holders)})`;
  const isIt = oldId === token.id;
  const old = isIt
    ? 'Then the old one is revoked: whatever else uses it stops working.'
    : `${namedToken(token)} may be the old one, but that is not certain. Afterwards you choose the old one, and it is revoked.`;
  return {
    title: isIt
      ? `Rotate ${namedToken(token)}, the token of ${name}?`
      : `Rotate the token of ${name}?`,
    lines: [
      ...why,
      `A new one${isIt && token.note !== '' ? ' with the same note' : ''} is created, verified, and stored in ${joinNames(names)}${adk}.`,
      old,
    ],
    confirm: 'Rotate',
    destroys: true,
    typed: protectedAmong(names, shared),
    onConfirm: { type: 'tokens.rotate.confirmed', name, oldId: null },
  };
}

/** @returns the question before revoking the token that the user chose as the profile's old one */
export function beforeNamingOld(name: string, token: TokenView, shared: Shared): Question {
  return {
    title: `Revoke ${namedToken(token)}?`,
    lines: [
      described(token, shared),
      `This token is revoked as the old one of ${name}. If it is a different one, whatever uses it stops working.`,
    ],
    confirm: 'Revoke',
    destroys: true,
    typed: null,
    onConfirm: { type: 'tokens.rotate.confirmed', name, oldId: token.id },
  };
}

/** @returns the question before a new token takes the place of a profile's token */
export function beforeStoring({ name, protected: isProtected }: NamedProfile): Question {
  return {
    title: `Put the new token into ${name}?`,
    lines: [
      `${name} will use the new token. The token that ${name} has now is not revoked (rotating would revoke it).`,
    ],
    confirm: 'Put in',
    typed: isProtected ? name : null,
    onConfirm: { type: 'tokens.create.confirmed', name },
  };
}

/** The text to type before revoking a token that may be in use, if no profile is protected. */
const onPurpose = 'revoke';

/** @returns the question before revoking a token that is not known to be in use */
export function beforeRevoking(
  token: TokenView,
  owner: Owner,
  { profile }: ScreenSubject,
  shared: Shared,
): Question {
  const { id, inUse } = token;
  const base = {
    title: `Revoke ${namedToken(token)}?`,
    confirm: 'Revoke',
    destroys: true as const,
  };
  if (inUse === false || shared.home.state === 'failed') {
    return {
      ...base,
      lines: [
        described(token, shared),
        'No profile here uses this token. Anything else that uses it stops working at once.',
      ],
      typed: null,
      onConfirm: { type: 'tokens.revoke.confirmed', ids: [id], maybeInUse: false },
    };
  }
  const { config } = shared.home.stored;
  const names = usersOfUnknownId(config, { owner, asked: profile });
  return {
    ...base,
    lines: [
      described(token, shared),
      `This may be the token of ${joinNames(names)}: the API does not tell. Rotating (R) is safer.`,
    ],
    typed: protectedAmong(names, shared) ?? onPurpose,
    onConfirm: { type: 'tokens.revoke.confirmed', ids: [id], maybeInUse: true },
  };
}

/**
 * @param tokens the tokens to revoke, none of them in use
 * @param leftOut the marked tokens that are, or may be, in use
 * @param hidden the number of marked tokens that the filter hides
 * @returns the question before several tokens are revoked
 */
export function beforeRevokingSeveral(
  tokens: readonly TokenView[],
  leftOut: readonly TokenView[],
  hidden: number,
): Question {
  const names = (some: readonly TokenView[]) => joinNames(some.map(namedToken));
  const used = leftOut.filter(({ inUse }) => inUse === true);
  const maybe = leftOut.filter(({ inUse }) => inUse === null);
  return {
    title: `Revoke ${counted(tokens.length, 'token')}?`,
    lines: [
      `${names(tokens)}.`,
      'No profile here uses them. Anything else that uses them stops working at once.',
      ...(used.length === 0 ? [] : [`Not revoked, because in use: ${names(used)}.`]),
      ...(maybe.length === 0
        ? []
        : [
            `Not revoked now, because maybe in use: ${names(maybe)}. Revoke such a token by itself.`,
          ]),
      ...hiddenLines(hidden),
    ],
    confirm: 'Revoke',
    destroys: true,
    typed: null,
    onConfirm: {
      ...{ type: 'tokens.revoke.confirmed', ids: tokens.map(({ id }) => id) },
      maybeInUse: false,
    },
  };
}

function described({ createdAt }: TokenView, { now }: Shared): string {
  return `It was created ${dateOf(createdAt)}, ${ago(Date.parse(createdAt), now)}.`;
}
