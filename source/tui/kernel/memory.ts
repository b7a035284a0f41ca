// The one memory of what the API told about profiles, whatever it was asked for: the list shows it. Pure.
import type { Account, Workspace } from '../../botpress/answers.ts';
import type { AppError } from '../../errors.ts';
import { isNews, type Lesson } from '../../profiles/learned.ts';
import { accepted, refused } from '../../tokens/status.ts';
import {
  identityOf,
  type KnownCheck,
  type Learned,
  type NamedProfile,
  type ScreenSubject,
  type Shared,
  subjectHere,
  subjectNamed,
  withLearned,
} from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import type { Work } from '../contract/screen.ts';
import type { Answers } from '../screens/workspace/messages.ts';
import type { UiState } from './state.ts';

/** What one message tells about one profile; what is left out it says nothing about. */
type Told = {
  about: ScreenSubject;
  check?: KnownCheck;
  isUsedUp?: boolean;
  account?: Account;
  workspace?: Workspace;
};

/** What all screens see, with what the message tells. */
export function remembered(
  shared: Shared,
  { screens }: Pick<UiState, 'screens'>,
  message: Message,
): Shared {
  return toldBy(shared, screens, message).reduce(withTold, shared);
}

function withTold(shared: Shared, { about, check, isUsedUp, account, workspace }: Told): Shared {
  const identity = identityOf(about.view);
  let { checks, usedUp } = shared;
  // What is being asked about has its answer to come.
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

/** The same for the store, where it does not know it yet. */
export function lessonsIn(
  { shared, screens }: Pick<UiState, 'shared' | 'screens'>,
  message: Message,
): Work[] {
  // What the UI asks by itself when it starts is a look, and a look writes nothing.
  if (shared.home.state === 'failed' || (message.type === 'check.done' && message.unasked))
    return [];
  const { config } = shared.home.stored;
  return toldBy(shared, screens, message).flatMap((told): Work[] => {
    const lesson = lessonOf(told, shared.now);
    return lesson !== null && isNews(config, lesson) ? [{ type: 'profile.learn', lesson }] : [];
  });
}

function lessonOf({ about, check, account, workspace }: Told, at: number): Lesson | null {
  const isAccepted = check?.state === 'known' && check.status.authenticated === 'yes';
  if (about.name === null || (!isAccepted && account === undefined && workspace === undefined)) {
    return null;
  }
  const { name, profile: asked } = about;
  return { name, asked, account: account ?? null, workspace: workspace ?? null, at };
}

function toldBy(shared: Shared, screens: UiState['screens'], message: Message): Told[] {
  const { home } = shared;
  const named = (
    name: string | null | undefined,
    told: (about: ScreenSubject) => Omit<Told, 'about'>,
  ) => {
    const about = name == null ? null : subjectNamed(home, name);
    return about === null ? [] : [{ about, ...told(about) }];
  };
  const failed = (name: string | null | undefined, error: AppError) =>
    named(name, about => failure(error, about, shared.now));
  const { tokens } = screens;
  switch (message.type) {
    case 'check.done': {
      const { check } = message;
      if (check.state !== 'known' || check.status.authenticated !== 'yes') return [];
      const { account, workspace } = check.status;
      return aboutAll(shared, message.identity).map(about => ({
        about,
        check,
        ...(account === null ? {} : { account }),
        ...(workspace === null ? {} : { workspace }),
      }));
    }
    case 'workspace.answered':
      return aboutAll(shared, message.identity).flatMap(about =>
        answered(message.answers, about, shared.now),
      );
    case 'workspace.failed':
    case 'workspace.switch.failed':
      return aboutAll(shared, message.identity).map(about => ({
        about,
        ...failure(message.error, about, shared.now),
      }));
    case 'tokens.failed':
    case 'tokens.holders.failed':
      return failed(message.name, message.error);
    case 'tokens.create.failed':
    case 'tokens.revoke.failed':
      return failed(tokens?.name, message.error);
    case 'tokens.rotate.failed':
      return failed(rotated(screens), message.error);
    case 'tokens.rotated': {
      const { profile, problem } = message.rotation;
      return problem === null ? [] : failed(profile, problem);
    }
    case 'troubleshooting.done': {
      const found = message.diagnosis.checks.find(({ id }) => id === 'limits');
      const isUsedUp = message.diagnosis.rootCause?.id === 'quota-exceeded';
      const isKnown = found?.status === 'pass' || isUsedUp;
      return named(screens.troubleshooting?.name, () => (isKnown ? { isUsedUp } : {}));
    }
    default:
      return [];
  }
}

function rotated({ tokens }: UiState['screens']): string | null {
  return tokens?.panel?.type === 'rotation' ? tokens.panel.rotating.name : null;
}

/** All that the answer holds for: profiles of the same credentials and target. */
function aboutAll({ home, profiles }: Shared, identity: string): ScreenSubject[] {
  const current = subjectHere(home);
  const unnamed = current?.name === null && identityOf(current.view) === identity ? [current] : [];
  const found = viewsOf(profiles).get(identity) ?? [];
  return [...unnamed, ...found.flatMap(({ name }) => subjectNamed(home, name) ?? [])];
}

const indices = new WeakMap<readonly NamedProfile[], Map<string, NamedProfile[]>>();

/** By what is asked with: there may be thousands, and as many answers. */
function viewsOf(profiles: readonly NamedProfile[]): Map<string, NamedProfile[]> {
  const known = indices.get(profiles);
  if (known !== undefined) return known;
  const index = new Map<string, NamedProfile[]>();
  for (const view of profiles) {
    const identity = identityOf(view);
    index.set(identity, [...(index.get(identity) ?? []), view]);
  }
  indices.set(profiles, index);
  return index;
}

/** What a failed call tells: of the token and the network always, of anything else only what is asked about it. */
function failure(error: AppError, { profile }: ScreenSubject, now: number): Omit<Told, 'about'> {
  if (error.code === 'quota-exceeded') return { isUsedUp: true };
  if (error.kind !== 'auth' && error.kind !== 'network') return {};
  const status = error.exchange === undefined ? null : refused(error, profile, now);
  return status === null ? {} : { check: { state: 'known', status } };
}

function answered(answers: Partial<Answers>, about: ScreenSubject, now: number): Told[] {
  const { workspace, account, bots } = answers;
  const told: Told[] = [];
  if (workspace?.state === 'ready') {
    const status = accepted({ workspace: workspace.value, account: null }, now);
    told.push({ about, check: { state: 'known', status }, workspace: workspace.value });
  } else if (workspace?.state === 'failed') {
    const status = refused(workspace.error, about.profile, now);
    if (status !== null) told.push({ about, check: { state: 'known', status } });
  }
  if (account?.state === 'ready') told.push({ about, account: account.value });
  if (account?.state === 'failed') told.push({ about, ...failure(account.error, about, now) });
  if (bots?.state === 'ready') told.push({ about, isUsedUp: false });
  if (bots?.state === 'failed') told.push({ about, ...failure(bots.error, about, now) });
  return told;
}
