// The title of the troubleshooting screen, and of the panels that replace the diagnosis.
import { actionNamed } from '../../../diagnosis/actions.ts';
import type { Title } from '../../contract/screen.ts';
import type { TroubleshootingPanel, TroubleshootingState } from './state.ts';

const panelNames: Readonly<Record<TroubleshootingPanel['type'], string>> = {
  wishes: 'What for',
  paste: 'Explain',
  explained: 'Explain',
  report: 'Report',
  checklist: 'Checklist',
  reference: 'Look-up',
};

export function troubleshootingTitle({ name, wanted, panel }: TroubleshootingState): Title {
  const path = [...(name === null ? [] : [name]), 'Troubleshooting'];
  if (panel !== null) return { path: [...path, panelNames[panel.type]] };
  const purpose = wanted === null ? null : actionNamed(wanted);
  return purpose === null ? { path } : { path, beside: () => [{ text: `to ${purpose.title}` }] };
}
