// The update of the workspace screen: the API's answers, each part separately.
import type { Step } from '../../contract/effects.ts';
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { scrollBy } from '../../contract/scroll.ts';
import { targetId } from '../../home/labels.ts';
import { loginAgain } from '../../home/loginAgain.ts';
import { copyId, openPageEffects } from '../../home/pageAndCopy.ts';
import { layoutOf } from '../../look/layout.ts';
import { panesHeight, workspacePanes } from './panes.ts';
import { askAll, lookBrokenOff, type WorkspaceState, withLook } from './state.ts';
import { updateSwitch } from './switch.ts';

export function updateWorkspace(
  own: WorkspaceState,
  message: Message,
  shared: Shared,
): Step<WorkspaceState> {
  return updateSwitch(own, message, shared) ?? updateTiles(own, message, shared);
}

function updateTiles(own: WorkspaceState, message: Message, shared: Shared): Step<WorkspaceState> {
  switch (message.type) {
    case 'workspace.refresh':
      return askAll(own, shared);
    case 'workspace.troubleshoot':
      return [own, { type: 'go', screen: 'troubleshooting', profile: own.name }];
    case 'workspace.login': {
      const subject = subjectNamed(shared.home, own.name);
      return subject === null ? [own] : [own, loginAgain(subject)];
    }
    case 'workspace.page': {
      const subject = subjectNamed(shared.home, own.name);
      return [own, ...(subject === null ? [] : openPageEffects(subject.view))];
    }
    case 'workspace.copy': {
      const subject = subjectNamed(shared.home, own.name);
      return [own, ...copyId(subject && targetId(subject.view))];
    }
    case 'workspace.scroll': {
      const count = panesHeight(workspacePanes(own, shared));
      const { body } = layoutOf(shared.size);
      return [{ ...own, scroll: scrollBy(own.scroll, message.by, count, body) }];
    }
    case 'workspace.answered':
      return [
        withLook(own, message.identity, look => ({
          ...look,
          answers: { ...look.answers, ...message.answers },
        })),
      ];
    case 'workspace.ability':
      return [
        withLook(own, message.identity, look => ({
          ...look,
          probed: [...look.probed, message.ability],
        })),
      ];
    case 'workspace.failed':
      return [withLook(own, message.identity, look => lookBrokenOff(look, message.error))];
    default:
      return [own];
  }
}
