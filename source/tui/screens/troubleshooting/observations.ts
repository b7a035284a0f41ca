// The observation in a diagnosis: whether a quota of the workspace is exhausted.
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import type { Observation } from '../../contract/observation.ts';
import type { TroubleshootingState } from './state.ts';

export function diagnosisObservations(
  { name }: TroubleshootingState,
  message: Message,
  { home }: Shared,
): Observation[] {
  const about = subjectNamed(home, name);
  if (message.type !== 'troubleshooting.done' || about === null) return [];
  const { checks, rootCause } = message.diagnosis;
  const isUsedUp = rootCause?.id === 'quota-exceeded';
  const isKnown = isUsedUp || checks.find(({ id }) => id === 'limits')?.status === 'pass';
  return isKnown ? [{ about, isUsedUp }] : [];
}
