// The number keys of the fixes that the troubleshooting screen can carry out.
import type { Deed } from '../../../diagnosis/diagnosis.ts';
import type { Binding } from '../../contract/keymap.ts';
import { isGone, needsNone, type SeenTroubleshooting } from './commandKeys.ts';
import { fixActionsOf, type TroubleshootingState } from './state.ts';

const deedWords: Readonly<Record<Deed['type'], { does: string; footer: string }>> = {
  login: { does: 'Log in again, into this profile', footer: 'log in' },
  workspace: { does: 'Use the workspace that fits', footer: 'use it' },
  repair: { does: 'Repair what can be repaired here', footer: 'repair' },
  again: { does: 'Run the checks again', footer: 'look again' },
  inspect: { does: 'Show what this token may do', footer: 'what it may do' },
  scopes: { does: 'Look up token kinds and scopes', footer: 'kinds' },
  protect: { does: 'Protect the profile, so that its name has to be typed', footer: 'protect' },
  tokens: { does: 'Show the tokens, to rotate or revoke them', footer: 'tokens' },
};

export function fixBindings(own: TroubleshootingState): Binding<SeenTroubleshooting>[] {
  return fixActionsOf(own).map((deed, index) => {
    const { does, footer } = deedWords[deed.type];
    const what = deed.type === 'workspace' ? `Use ${deed.name} (${deed.id}) instead` : does;
    const message = { type: 'troubleshooting.fix', index } as const;
    const needs = needsNone.includes(deed.type) ? {} : { unavailable: isGone };
    return {
      keys: [String(index + 1)],
      does: what,
      footer,
      message,
      changes: true,
      ...needs,
    };
  });
}
