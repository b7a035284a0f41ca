// What the API's answers reveal about profiles, whoever asked; the list of profiles shows it. Pure.
import { isNews, type Lesson } from '../../profiles/learned.ts';
import type { Work } from '../contract/effects.ts';
import { identityOf, type Learned, type Shared, withLearned } from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import { type Observation, subjectsOf } from '../contract/observation.ts';
import { observationsOfScreens } from './screens.ts';
import type { UiState } from './state.ts';

type Hearing = Pick<UiState, 'screens'>;

/** The shared state with a message's observations. */
export function remembered(shared: Shared, { screens }: Hearing, message: Message): Shared {
  return observationsIn({ screens, shared }, message).reduce(withObservation, shared);
}

function withObservation(
  shared: Shared,
  { about, check, isUsedUp, account, workspace }: Observation,
): Shared {
  const identity = identityOf(about.view);
  let { checks, usedUp } = shared;
  // While a profile is being verified, only the answer to the verification decides its state.
  const isAsked = checks.get(identity)?.state === 'checking';
  if (check !== undefined && !isAsked) checks = new Map(checks).set(identity, check);
  if (isUsedUp !== undefined && isUsedUp !== usedUp.has(identity)) {
    const others = [...usedUp].filter(other => other !== identity);
    usedUp = new Set(isUsedUp ? [...others, identity] : others);
  }
  const fields: Learned = {
    ...(account === undefined ? {} : { account: account.email }),
    ...(workspace === undefined
      ? {}
      : { workspaceName: workspace.name, workspaceHandle: workspace.handle ?? null }),
  };
  return withLearned({ ...shared, checks, usedUp }, about.view, fields);
}

/** The work that stores a message's observations, as far as the store does not have them yet. */
export function lessonsIn(
  { shared, screens }: Hearing & Pick<UiState, 'shared'>,
  message: Message,
): Work[] {
  // What the UI verifies by itself at its start is not stored.
  if (shared.home.state === 'failed' || (message.type === 'profile.verified' && message.unasked))
    return [];
  const { config } = shared.home.stored;
  return observationsIn({ screens, shared }, message).flatMap((told): Work[] => {
    const lesson = lessonOf(told, shared.now);
    return lesson !== null && isNews(config, lesson) ? [{ type: 'profile.learn', lesson }] : [];
  });
}

function lessonOf({ about, check, account, workspace }: Observation, at: number): Lesson | null {
  const isAccepted = check?.state === 'known' && check.status.authenticated === 'yes';
  if (about.name === null || (!isAccepted && account === undefined && workspace === undefined)) {
    return null;
  }
  const { name, profile: asked } = about;
  return { name, asked, account: account ?? null, workspace: workspace ?? null, at };
}

function observationsIn(
  state: Pick<UiState, 'screens' | 'shared'>,
  message: Message,
): readonly Observation[] {
  if (message.type !== 'profile.verified') return observationsOfScreens(state, message);
  const { check, identity } = message;
  if (check.state !== 'known' || check.status.authenticated !== 'yes') return [];
  const { account, workspace } = check.status;
  return subjectsOf(state.shared, identity).map(about => ({
    about,
    check,
    ...(account === null ? {} : { account }),
    ...(workspace === null ? {} : { workspace }),
  }));
}
