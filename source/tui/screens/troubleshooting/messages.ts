// The types of the troubleshooting screen's messages, and of the work that the screen starts.
import type { CheckUpdate, Diagnosis } from '../../../diagnosis/diagnosis.ts';
import type { Practice } from '../../../diagnosis/practices/practice.ts';
import type { Repair } from '../../../diagnosis/repair.ts';
import type { AppError } from '../../../errors.ts';
import type { Asked } from '../../contract/knowledge.ts';
import type { ListMessage } from '../../contract/listMessages.ts';
import type { ListMove } from '../../contract/scroll.ts';
import type { KeyInput } from '../../terminal/keys.ts';

export type PlannedRepair = Pick<Repair, 'id' | 'title'>;

export type TroubleshootingMessage =
  | { type: 'troubleshooting.run' }
  | { type: 'troubleshooting.scroll'; by: ListMove }
  | { type: 'troubleshooting.check'; check: CheckUpdate }
  | { type: 'troubleshooting.done'; diagnosis: Diagnosis }
  | { type: 'troubleshooting.failed'; error: AppError }
  | { type: 'troubleshooting.choose' }
  | ListMessage<'troubleshooting.wishes'>
  | { type: 'troubleshooting.choose.take' }
  /** `index`: the place among the fixes that have a number key, from 0. */
  | { type: 'troubleshooting.fix'; index: number }
  /** Marks another command. */
  | { type: 'troubleshooting.command.mark'; by: 1 | -1 }
  | { type: 'troubleshooting.command.copy' }
  /** Does what the marked command would do; if that takes a shell, copies the command. */
  | { type: 'troubleshooting.command.run' }
  /** Copies the report or the explanation on the screen. */
  | { type: 'troubleshooting.text.copy' }
  | { type: 'troubleshooting.login' }
  | { type: 'troubleshooting.move.confirmed'; workspaceId: string }
  | { type: 'troubleshooting.repairs'; repairs: PlannedRepair[] }
  | { type: 'troubleshooting.repair.confirmed'; ids: string[] }
  /** The repairs have ended; `text` is the toast. */
  | { type: 'troubleshooting.mended'; text: string }
  | { type: 'troubleshooting.page' }
  | { type: 'troubleshooting.report' }
  | { type: 'troubleshooting.reported'; text: string }
  | { type: 'troubleshooting.reference' }
  | { type: 'troubleshooting.checklist' }
  | { type: 'troubleshooting.checklist.done'; practices: Practice[] }
  | { type: 'troubleshooting.checklist.failed'; error: AppError }
  | { type: 'troubleshooting.explain' }
  | { type: 'troubleshooting.explain.type'; input: KeyInput }
  | { type: 'troubleshooting.explain.read' }
  /** Returns from the panel to the diagnosis. */
  | { type: 'troubleshooting.close' };

export type TroubleshootingWork =
  /**
   * Diagnoses a profile. If `profile` is null, diagnoses the credentials that apply here. `wanted`:
   * the action for which the permissions are checked.
   */
  | ({ type: 'diagnose'; wanted: string | null } & (Asked | { name: null; profile: null }))
  | { type: 'repairs.plan' }
  /** Makes the repairs that the user agreed to. */
  | { type: 'repairs.apply'; ids: readonly string[] }
  | { type: 'report'; diagnosis: Diagnosis }
  | { type: 'checklist' };

export type TroubleshootingLane = 'troubleshooting.diagnosis' | 'troubleshooting.checklist';
