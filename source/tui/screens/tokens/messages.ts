// The types of the tokens screen's messages, and of the work that the screen starts.
import type { ListedKey } from '../../../botpress/answers.ts';
import type { AppError } from '../../../errors.ts';
import type { Created, CreateOptions } from '../../../tokens/create.ts';
import type { Owner } from '../../../tokens/owner.ts';
import type { Rotation } from '../../../tokens/rotationRun.ts';
import type { RotationStep } from '../../../tokens/rotationTable.ts';
import type { DetailsMove } from '../../components/detailsScroll.ts';
import type { MarkMessage } from '../../components/markBindings.ts';
import type { Asked } from '../../contract/knowledge.ts';
import type { ListMessage } from '../../contract/listMessages.ts';
import type { ListMove } from '../../contract/scroll.ts';
import type { KeyInput } from '../../terminal/keys.ts';

/** A tab, by the kind of owner that its tokens have. */
export type Tab = Owner['type'];

/** The tabs of keys, whose owner has to be chosen first. */
export type HolderTab = Exclude<Tab, 'account'>;

/** A bot or an integration. */
export type KeyHolder = { id: string; name: string };

/** The request that an answer belongs to: the profile that asked, and the owner of the tokens. */
type About = { name: string | null; owner: Owner };
type HoldersOf = { name: string | null; tab: HolderTab };

export type TokensMessage =
  | { type: 'tokens.details'; towards: DetailsMove }
  | { type: 'tokens.tab'; to: Tab | 'next' | 'previous' }
  | { type: 'tokens.refresh' }
  | ({ type: 'tokens.listed'; tokens: ListedKey[] } & About)
  | ({ type: 'tokens.failed'; error: AppError } & About)
  /** A page of bots or integrations; the first page replaces the list that was there. */
  | ({ type: 'tokens.holders.page'; page: KeyHolder[]; first: boolean; last: boolean } & HoldersOf)
  | ({ type: 'tokens.holders.failed'; error: AppError } & HoldersOf)
  | { type: 'tokens.pick' }
  | { type: 'tokens.unpick' }
  | MarkMessage<'tokens'>
  | { type: 'tokens.create' }
  | { type: 'tokens.create.type'; input: KeyInput }
  | ListMessage<'tokens' | 'tokens.places' | 'tokens.candidates'>
  | { type: 'tokens.create.next' }
  | { type: 'tokens.create.back' }
  | { type: 'tokens.create.confirmed'; name: string }
  | { type: 'tokens.created'; created: Created }
  | { type: 'tokens.create.failed'; error: AppError }
  | { type: 'tokens.rotate' }
  /** `oldId`: the id of the old token if the user chose it; null if bp-auth finds it. */
  | { type: 'tokens.rotate.confirmed'; name: string; oldId: string | null }
  | { type: 'tokens.rotate.step'; step: RotationStep }
  | { type: 'tokens.rotated'; rotation: Rotation }
  | { type: 'tokens.rotate.failed'; error: AppError }
  | { type: 'tokens.rotate.again' }
  | { type: 'tokens.candidates.choose' }
  | { type: 'tokens.revoke' }
  | { type: 'tokens.revoke.confirmed'; ids: readonly string[]; maybeInUse: boolean }
  /** `left`: the tokens that were not tried because Esc stopped the action. */
  | {
      type: 'tokens.revoked';
      owner: Owner;
      ids: readonly string[];
      failed: readonly { id: string; error: AppError }[];
      left: readonly string[];
    }
  /** The only token to revoke could not be revoked, or Esc came before any token was tried. */
  | { type: 'tokens.revoke.failed'; error: AppError }
  | { type: 'tokens.login' }
  | { type: 'tokens.troubleshoot' }
  | { type: 'tokens.scopes' }
  | { type: 'tokens.scopes.scroll'; by: ListMove }
  /** Copies the new token, or the id of the selected entry. */
  | { type: 'tokens.copy' }
  /** `sure`: the user has agreed to leave a token that was not copied. */
  | { type: 'tokens.close'; sure?: true };

export type TokensWork =
  | ({ type: 'tokens.list'; owner: Owner } & Asked)
  | ({ type: 'tokens.holders'; tab: HolderTab; workspaceId: string } & Asked)
  | ({ type: 'token.create'; options: CreateOptions } & Asked)
  | { type: 'token.rotate'; name: string; oldId: string | null }
  /**
   * `maybeInUse`: whether to revoke even a token that a profile may be using; one that certainly is
   * in use always stays.
   */
  | ({
      type: 'token.revoke';
      owner: Owner;
      ids: readonly string[];
      maybeInUse: boolean;
    } & Asked);

export type TokensLane = `tokens.${Tab}`;
