// Questions that several screens ask before they change a profile.
import type { Question } from '../contract/effects.ts';
import type { NamedProfile, ScreenSubject } from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import { targetName } from './labels.ts';

/** @returns the question before switching to a protected profile */
export function beforeUsing(profile: NamedProfile): Question {
  const { name } = profile;
  return {
    title: `Use ${name}?`,
    lines: [`${name} is protected: what you run next runs on ${targetName(profile)}.`],
    confirm: 'Use',
    typed: name,
    onConfirm: { type: 'profiles.use.confirmed', name },
  };
}

/** @returns the question before a profile gets another workspace and keeps its token */
export function beforeMoving(
  { view }: Pick<ScreenSubject, 'view'>,
  { id, name }: { id: string; name: string },
  onConfirm: Message,
): Question {
  return {
    title: `Use ${name} instead?`,
    lines: [
      `${view.name} uses ${targetName(view)} now. It will use ${name} (${id}), with the same token.`,
      ...(view.active ? [] : [`${view.name} becomes the active profile.`]),
    ],
    confirm: 'Use it',
    typed: view.protected ? view.name : null,
    onConfirm,
  };
}
