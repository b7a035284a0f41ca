// All key tables of the terminal UI, by owner.

import { modalBindings, typedModalBindings } from '../../source/tui/components/dialog.ts';
import type { Binding } from '../../source/tui/contract/keymap.ts';
import {
  alwaysBindings,
  everywhereBindings,
  helpFilterBindings,
  paletteBindings,
} from '../../source/tui/kernel/listening.ts';
import { logBindings } from '../../source/tui/kernel/logBindings.ts';
import {
  browserKeys,
  choiceKeys,
  demoTokenKeys,
  fieldKeys,
  firstTokenKeys,
  firstWayKeys,
  loginFilterKeys,
  nameKeys,
  pasteKeys,
  pickWorkspaceKeys,
  refusedDemoTokenKeys,
  refusedTokenKeys,
  savedKeys,
  urlKeys,
  whereKeys,
} from '../../source/tui/screens/login/bindings.ts';
import { listKeys } from '../../source/tui/screens/profiles/bindings.ts';
import { filterKeys, renameKeys } from '../../source/tui/screens/profiles/modeBindings.ts';
import {
  holderKeys,
  tokenFilterKeys,
  tokenKeys as tokensKeys,
} from '../../source/tui/screens/tokens/bindings.ts';
import {
  candidateKeys,
  madeKeys,
  newNameKeys,
  noteKeys,
  placeKeys,
  rotationKeys,
  scopesKeys,
} from '../../source/tui/screens/tokens/panelBindings.ts';
import {
  checklistBindings,
  choiceBindings,
  explainedBindings,
  pageBindings,
  pasteBindings,
  troubleshootingBindings,
} from '../../source/tui/screens/troubleshooting/bindings.ts';
import {
  explanationKeys,
  markedCommandKeys,
  reportKeys,
} from '../../source/tui/screens/troubleshooting/commandKeys.ts';
import {
  switchBindings,
  switchFilterBindings,
  takenBindings,
  workspaceBindings,
} from '../../source/tui/screens/workspace/bindings.ts';

export type AnyBinding = Omit<Binding, 'unavailable'>;

export const commandTables: Record<string, readonly AnyBinding[]> = {
  profiles: listKeys,
  'login choices': choiceKeys,
  'login APIs': whereKeys,
  'login workspaces': pickWorkspaceKeys,
  'workspace, switching': switchBindings,
  workspace: workspaceBindings,
  'workspace, another profile’s': takenBindings,
  tokens: tokensKeys,
  'tokens, bots': holderKeys,
  'tokens, places': placeKeys,
  'tokens, candidates': candidateKeys,
  'tokens, scopes': scopesKeys,
  troubleshooting: troubleshootingBindings,
  'what for': choiceBindings,
  'explain, read': explainedBindings,
  'report and reference': pageBindings,
  checklist: checklistBindings,
};
export const typingTables: Record<string, readonly AnyBinding[]> = {
  filter: filterKeys,
  'tokens, filter': tokenFilterKeys,
  'tokens, note': noteKeys,
  'tokens, new name': newNameKeys,
  rename: renameKeys,
  'login URL': urlKeys,
  'login field': fieldKeys,
  'login name': nameKeys,
  'login token': pasteKeys,
  'login browser': browserKeys,
  'login, begun with the token': firstTokenKeys,
  'login, the first token refused': refusedTokenKeys,
  'login, in a demo': demoTokenKeys,
  'login, in a demo, refused': refusedDemoTokenKeys,
  'login, filter': loginFilterKeys,
  'workspace, switching, filter': switchFilterBindings,
  'explain, paste': pasteBindings,
  'typed question': typedModalBindings,
  palette: paletteBindings,
  'help, filter': helpFilterBindings,
};
export const allTables: Record<string, readonly AnyBinding[]> = {
  ...commandTables,
  ...typingTables,
  'login, begun with the way': firstWayKeys,
  saved: savedKeys,
  'tokens, made': madeKeys,
  'marked command': markedCommandKeys,
  report: reportKeys,
  explanation: explanationKeys,
  'tokens, rotation': rotationKeys,
  question: modalBindings,
  everywhere: everywhereBindings,
  log: logBindings,
  always: alwaysBindings,
};
