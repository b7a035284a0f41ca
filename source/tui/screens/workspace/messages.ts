// The types of the workspace screen's messages, and of the work that the screen starts.
import type {
  Account,
  AuditRecord,
  Bot,
  Member,
  Page,
  Quota,
  Usage,
  Workspace,
} from '../../../botpress/answers.ts';
import type { Abilities, Ability } from '../../../diagnosis/abilities.ts';
import type { AppError } from '../../../errors.ts';
import type { Asked, Loaded } from '../../contract/knowledge.ts';
import type { ListMessage } from '../../contract/listMessages.ts';
import type { ListMove } from '../../contract/scroll.ts';

/** What the API is asked about a workspace, each part separately; for a list, its first page. */
type Parts = {
  workspace: Workspace;
  account: Account;
  membership: Member;
  bots: Page<Bot>;
  members: Page<Member>;
  quotas: Quota[];
  usages: Usage[];
  activity: Page<AuditRecord>;
  abilities: Abilities;
};

/** The answers by part; null for a part that was not asked for, such as a bot key's account. */
export type Answers = { [Part in keyof Parts]: Loaded<Parts[Part]> | null };

export type WorkspaceMessage =
  | { type: 'workspace.refresh' }
  | { type: 'workspace.troubleshoot' }
  | { type: 'workspace.login' }
  | { type: 'workspace.page' }
  | { type: 'workspace.copy' }
  | { type: 'workspace.scroll'; by: ListMove }
  /** `identity`, here and below: the credentials with which the API was asked (`identityOf`). */
  | { type: 'workspace.answered'; identity: string; answers: Partial<Answers> }
  | { type: 'workspace.ability'; identity: string; ability: Ability }
  /** No request could be sent, or the requests were cancelled. */
  | { type: 'workspace.failed'; identity: string; error: AppError }
  | { type: 'workspace.switch' }
  | { type: 'workspace.switch.page'; identity: string; workspaces: Workspace[] }
  | { type: 'workspace.switch.listed'; identity: string }
  | { type: 'workspace.switch.failed'; identity: string; error: AppError }
  /** Messages of two lists: the workspaces, and the choice of the profile that gets a workspace. */
  | ListMessage<'workspace.switch' | 'workspace.taken'>
  | { type: 'workspace.switch.take' }
  | { type: 'workspace.switch.again' }
  | { type: 'workspace.switch.close' }
  | { type: 'workspace.switch.confirmed'; workspaceId: string }
  /**
   * The user wanted another workspace for the profile `of`. Now the profile `name` has it and is
   * active; `text` says so.
   */
  | { type: 'workspace.switched'; name: string; of: string; text: string };

export type WorkspaceWork =
  | ({ type: 'workspace.load'; identity: string } & Asked)
  /** The workspaces that the token reaches, page by page. */
  | ({ type: 'workspace.list'; identity: string } & Asked)
  /**
   * `named`: whether to change the profile `name`; if not, another profile may be used or created.
   */
  | {
      type: 'workspace.switchTo';
      name: string;
      profile: Asked['profile'];
      workspaceId: string;
      named: boolean;
    };

export type WorkspaceLane = 'workspace.load' | 'workspace.list';
