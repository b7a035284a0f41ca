// The troubleshooting screen: its parts.

import type { Screen } from '../../contract/screen.ts';
import type { TypesOf } from '../../contract/screenTypes.ts';
import { troubleshootingBindings, troubleshootingKeys } from './bindings.ts';
import { shownCommands } from './commands.ts';
import type {
  TroubleshootingLane,
  TroubleshootingMessage,
  TroubleshootingWork,
} from './messages.ts';
import { diagnosisObservations } from './observations.ts';
import { isDiagnosing, openTroubleshooting, type TroubleshootingState } from './state.ts';
import { troubleshootingTitle } from './title.ts';
import { updateTroubleshooting } from './update.ts';
import { TroubleshootingView } from './view.tsx';
import { troubleshootingWaits } from './waits.ts';

declare module '../../contract/screenTypes.ts' {
  interface ScreenTypes {
    troubleshooting: TypesOf<
      TroubleshootingState,
      TroubleshootingMessage,
      TroubleshootingWork,
      TroubleshootingLane
    >;
  }
}

export const troubleshootingScreen: Screen<'troubleshooting'> = {
  name: 'troubleshooting',
  open: ({ profile }, shared) => openTroubleshooting(profile, shared),
  update: updateTroubleshooting,
  title: troubleshootingTitle,
  bindings: troubleshootingKeys,
  table: troubleshootingBindings,
  isBusy: isDiagnosing,
  actions: 'everywhere',
  commands: shownCommands,
  View: TroubleshootingView,
  jobs: async () => (await import('./jobs.ts')).troubleshootingJobs,
  waits: troubleshootingWaits,
  about: ({ name }) => name,
  observes: diagnosisObservations,
};
