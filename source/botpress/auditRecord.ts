// An audit record in words: who did what, and to what.
import type { AuditRecord } from './answers.ts';

/** `DEPLOY_BOT` as people read it: `deploy bot`. */
export const actionWords = (action: string) => action.toLowerCase().replaceAll('_', ' ');

/** The actor; Botpress itself for system events. */
export const actorOf = ({ userEmail, userId }: AuditRecord) => userEmail ?? userId ?? 'Botpress';

export const resourceOf = ({ resourceName, resourceId }: AuditRecord) =>
  resourceName || resourceId || null;
