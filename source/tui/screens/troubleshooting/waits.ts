// The texts shown while the troubleshooting screen waits.
import type { WaitsOf } from '../../contract/waits.ts';
import type { TroubleshootingWork } from './messages.ts';

const at = 'troubleshooting';

export const troubleshootingWaits: WaitsOf<TroubleshootingWork> = {
  diagnose: ({ name }) => ({ says: `Checking ${name}`, at }),
  checklist: () => ({ says: 'Checking your set-up', at }),
  'repairs.plan': () => null,
  'repairs.apply': () => ({ says: 'Repairing' }),
  report: () => null,
};
