// The update of the profile list: what its keys do, and what happens after a change.
import type { ProfileView } from '../../../profiles/view.ts';
import { scrolledDetails } from '../../components/detailsScroll.ts';
import { keptFilter, openedFilter, typedFilter } from '../../components/filter.ts';
import { edit, lineOf, textOf } from '../../components/lineEditor.ts';
import { noMarks } from '../../components/marks.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import {
  checkOf,
  directoriesOf,
  hereOf,
  type Shared,
  subjectHere,
  subjectNamed,
} from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop, move } from '../../contract/scroll.ts';
import { doneToast } from '../../home/applies.ts';
import { targetId } from '../../home/labels.ts';
import { loginAgain } from '../../home/loginAgain.ts';
import { copyId, openPageEffects } from '../../home/pageAndCopy.ts';
import { beforeUsing } from '../../home/questions.ts';
import { verifyWork } from '../../home/verifying.ts';
import { profileDetailsExtent } from './details.ts';
import { profilesLayout } from './layout.ts';
import { updateMarking, withMarksRead } from './marking.ts';
import { nextSort } from './order.ts';
import { beforeUnprotecting } from './questions.ts';
import { updateRemoval } from './removal.ts';
import {
  activeProfiles,
  atProfile,
  keepProfilesPosition,
  listedProfiles,
  nameAdvice,
  type ProfilesState,
  previousProfile,
  protectionAdvice,
  renameProblem,
  selectedProfile,
} from './state.ts';
import { changedToast, importToast, leftToast, usedToast } from './toasts.ts';
import { updateVerification } from './verification.ts';

export function updateProfiles(
  own: ProfilesState,
  message: Message,
  shared: Shared,
): Step<ProfilesState> {
  switch (message.type) {
    case 'home.loaded':
      return [keepProfilesPosition(withMarksRead(own, shared), shared)];
    case 'resized':
      return [keepProfilesPosition(own, shared)];
    case 'profiles.move': {
      const rows = listedProfiles(own, shared);
      const height = profilesLayout(shared, rows.length).list;
      return [atProfile(own, shared, move(own.scroll, message.by, rows.length, height))];
    }
    case 'profiles.select': {
      const isShown = listedProfiles(own, shared).some(({ name }) => name === message.name);
      const filter = isShown ? own.filter : null;
      // The next key acts on this profile alone, so all marks are cleared.
      const next = { ...own, filter, marks: noMarks, selected: message.name };
      return [keepProfilesPosition(next, shared)];
    }
    case 'profiles.details': {
      const extent = profileDetailsExtent(own, shared);
      return [{ ...own, detailsTop: scrolledDetails(own.detailsTop, message.towards, extent) }];
    }
    case 'profiles.login':
      return [own, { type: 'go', screen: 'login', profile: null }];
    case 'profiles.loginAgain': {
      const subject = subjectNamed(shared.home, selectedProfile(own, shared)?.name ?? '');
      return subject === null ? [own] : [own, loginAgain(subject)];
    }
    case 'profiles.open': {
      const profile = selectedProfile(own, shared);
      // Without a profile there is nothing to open, except if the profiles cannot be read: then
      // troubleshooting finds out why.
      if (profile === null && shared.home.state === 'ready') return [own];
      return [own, { type: 'go', screen: message.screen, profile: profile?.name ?? null }];
    }
    case 'profiles.refresh':
      return [own, { type: 'home.read' }, ...verifyWork(inUse(shared), shared)];
    case 'profiles.filter':
      return [{ ...own, filter: openedFilter(own.filter) }];
    case 'profiles.filter.type': {
      const filter = typedFilter(own.filter, message.input);
      return [atProfile({ ...own, filter }, shared, atTop)];
    }
    case 'profiles.filter.keep':
      return [{ ...own, filter: keptFilter(own.filter) }];
    case 'profiles.filter.clear':
      return [keepProfilesPosition({ ...own, filter: null }, shared)];
    case 'profiles.sort': {
      const sort = nextSort(own.sort);
      return [
        keepProfilesPosition({ ...own, sort }, shared),
        { type: 'ui.keep', settings: { sort } },
      ];
    }
    case 'profiles.page': {
      const profile = selectedProfile(own, shared);
      return [own, ...(profile === null ? [] : openPageEffects(profile))];
    }
    case 'profiles.copy': {
      const profile = selectedProfile(own, shared);
      return [own, ...copyId(profile && targetId(profile))];
    }
    default:
      return (
        updateMarking(own, message, shared) ??
        updateVerification(own, message, shared) ??
        updateRemoval(own, message, shared) ??
        changes(own, message, shared)
      );
  }
}

/** Messages that change profiles. */
function changes(own: ProfilesState, message: Message, shared: Shared): Step<ProfilesState> {
  const profile = selectedProfile(own, shared);
  switch (message.type) {
    case 'profiles.use':
      return profile === null ? [own] : [own, ...using(profile.name, shared)];
    case 'profiles.previous': {
      const name = previousProfile(shared);
      return name === null ? [own] : [own, ...using(name, shared)];
    }
    case 'profiles.use.confirmed':
      return [own, { type: 'profile.use', name: message.name }];
    case 'profiles.used': {
      const used = shared.profiles.find(({ name }) => name === message.name);
      return [own, usedToast(message.name, shared), ...checkIfUnknown(used, shared)];
    }
    case 'profiles.rename':
      return profile === null
        ? [own]
        : [{ ...own, rename: { name: profile.name, line: lineOf(profile.name) } }];
    case 'profiles.rename.type':
      return own.rename === null
        ? [own]
        : [{ ...own, rename: { ...own.rename, line: edit(own.rename.line, message.input) } }];
    case 'profiles.rename.cancel':
      return [{ ...own, rename: null }];
    case 'profiles.rename.save': {
      if (own.rename === null || renameProblem(own, shared) !== null) return [own];
      const { name: from, line } = own.rename;
      const to = textOf(line);
      if (from === to) return [{ ...own, rename: null }];
      return [
        { ...own, rename: null },
        { type: 'profile.rename', from, to },
      ];
    }
    case 'login.saved': {
      const { name, replaces } = message.saved.plan;
      const advice =
        replaces === null
          ? nameAdvice(name, shared)
          : [protectionAdvice(name, shared)].flatMap(text => text ?? []);
      return [
        keepProfilesPosition({ ...own, filter: null, selected: name }, shared),
        ...verifyWork(inUse(shared), shared),
        ...(advice.length === 0
          ? []
          : [{ type: 'toast', tone: 'info', text: advice.join('. ') } as const]),
      ];
    }
    case 'profiles.renamed': {
      const { from, to } = message;
      const text = [`${from} is now called ${to}`, ...nameAdvice(to, shared)].join('. ');
      return [
        keepProfilesPosition({ ...own, selected: to }, shared),
        changedToast(text, to, shared),
      ];
    }
    case 'profiles.protect': {
      if (profile === null) return [own];
      const { name } = profile;
      return profile.protected
        ? [own, { type: 'ask', question: beforeUnprotecting(profile) }]
        : [own, { type: 'profile.protect', name, on: true }];
    }
    case 'profiles.unprotect.confirmed':
      return [own, { type: 'profile.protect', name: message.name, on: false }];
    case 'workspace.switched':
      return [own, doneToast(shared, message.text, message.name)];
    case 'profiles.protected': {
      const text = message.on
        ? `${message.name} is protected: to use or change this profile, you type its name`
        : `${message.name} is no longer protected`;
      return [own, { type: 'toast', tone: 'ok', text }];
    }
    case 'profiles.bind': {
      const directory = hereOf(shared)?.directory ?? null;
      if (profile === null || directory === null) return [own];
      const isBound = directoriesOf(shared, profile.name).includes(directory);
      return [own, { type: 'directory.bind', directory, name: isBound ? null : profile.name }];
    }
    case 'profiles.bound': {
      const { directory, name } = message;
      return [
        own,
        name === null
          ? leftToast(`${directory} is no longer bound`, shared)
          : doneToast(shared, `Bound ${directory} and all below it to ${name}`, name),
        ...checkIfUnknown(subjectHere(shared.home)?.view, shared),
      ];
    }
    case 'profiles.import':
      return [own, { type: 'profiles.import', from: 'adk' }];
    case 'profiles.imported': {
      const { added } = message.imported;
      const fresh = shared.profiles.filter(({ name }) => added.includes(name));
      const next = keepProfilesPosition({ ...own, selected: added[0] ?? own.selected }, shared);
      return [next, importToast(message.imported, shared), ...verifyWork(fresh, shared)];
    }
    default:
      return [own];
  }
}

/** The credentials that apply here, and the active profile. */
function inUse(shared: Shared): ProfileView[] {
  const current = subjectHere(shared.home)?.view;
  const active = activeProfiles(shared).filter(({ name }) => name !== current?.name);
  return current === undefined ? active : [current, ...active];
}

/** Verifies the credentials that apply from now on, if that was never done. */
function checkIfUnknown(view: ProfileView | undefined, shared: Shared): Effect[] {
  return view === undefined || checkOf(shared, view) !== null ? [] : verifyWork([view], shared);
}

/** Switches to a profile; asks for the name of a protected one first. */
function using(name: string, shared: Shared): Effect[] {
  const profile = shared.profiles.find(other => other.name === name);
  if (profile === undefined) return [];
  // If bp uses something else, switching to the active profile again corrects that.
  const inStep = shared.home.state === 'ready' && shared.home.bp === null;
  if (profile.active && inStep) {
    const toast = doneToast(shared, `${name} is the active profile already`, name);
    const text = `${name} is in use already`;
    return [toast.tone === 'ok' ? { type: 'toast', tone: 'info', text } : toast];
  }
  if (profile.protected) return [{ type: 'ask', question: beforeUsing(profile) }];
  return [{ type: 'profile.use', name }];
}
