// The tokens screen: its parts.

import type { Screen } from '../../contract/screen.ts';
import type { TypesOf } from '../../contract/screenTypes.ts';
import { tokenKeys } from './bindings.ts';
import { tokenCommands } from './commands.ts';
import { beforeLosing } from './kept.ts';
import { tokensKeys } from './keys.ts';
import type { TokensLane, TokensMessage, TokensWork } from './messages.ts';
import { tokensObservations } from './observations.ts';
import { areTokensBusy, openTokens, stayReason, type TokensState } from './state.ts';
import { tokensTitle } from './title.ts';
import { rotationProgress, tokensOutcome, unfinishedTokens } from './unfinished.ts';
import { updateTokens } from './update.ts';
import { TokensView } from './view.tsx';
import { tokensWaits } from './waits.ts';

declare module '../../contract/screenTypes.ts' {
  interface ScreenTypes {
    tokens: TypesOf<TokensState, TokensMessage, TokensWork, TokensLane>;
  }
}

export const tokensScreen: Screen<'tokens'> = {
  name: 'tokens',
  open: ({ profile }, shared) => openTokens(profile ?? '', shared),
  update: updateTokens,
  title: tokensTitle,
  bindings: tokensKeys,
  table: tokenKeys,
  isBusy: areTokensBusy,
  actions: 'everywhere',
  commands: tokenCommands,
  View: TokensView,
  jobs: async () => (await import('./jobs.ts')).tokensJobs,
  waits: tokensWaits,
  about: ({ name }) => name,
  whyStay: stayReason,
  lost: beforeLosing,
  observes: tokensObservations,
  progress: rotationProgress,
  unfinished: unfinishedTokens,
  outcome: tokensOutcome,
};
