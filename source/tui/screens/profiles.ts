// Owns the profile list: what is selected, the filter, renaming in place, and what its keys do.
import { profileNamed } from '../../profiles/config.ts';
import { nameProblem } from '../../profiles/name.ts';
import { checksFor } from '../checks.ts';
import type { Effect, Step } from '../effects.ts';
import { createFilter } from '../fuzzy.ts';
import { edit, emptyLine, type Line, lineOf, textOf } from '../lineEditor.ts';
import { atTop, move, type Scroll, scrollTo } from '../list.ts';
import type { Message } from '../messages.ts';
import { beforeRemoving, beforeUsing, beforeVerifyingAll } from '../questions.ts';
import { checkOf, identityOf, type NamedProfile, type Shared } from '../shared.ts';
import { hostOf } from '../words.ts';
import { profilesLayout } from './profilesLayout.ts';

export type State = {
  /** By name, so that it stays selected when the list changes; null before the first key. */
  selected: string | null;
  scroll: Scroll;
  /** Null without a filter; one that is no longer typed in stays in force. */
  filter: { line: Line; typing: boolean } | null;
  rename: { name: string; line: Line } | null;
  /** Identities of the `verify all` that is under way, or was the last. */
  batch: readonly string[];
};

export const initial: State = {
  selected: null,
  scroll: atTop,
  filter: null,
  rename: null,
  batch: [],
};

const found = createFilter<NamedProfile>(profile =>
  [
    profile.name,
    profile.workspaceName,
    profile.workspaceHandle,
    profile.workspaceId,
    profile.account,
    hostOf(profile.apiUrl),
  ].join(' '),
);

/** The profiles that the filter lets through. */
export function listed(own: State, shared: Shared): readonly NamedProfile[] {
  return found(shared.profiles, own.filter === null ? '' : textOf(own.filter.line));
}

/** The profile that the keys act on; null in an empty list. */
export function selectedProfile(own: State, shared: Shared): NamedProfile | null {
  return listed(own, shared)[own.scroll.index] ?? null;
}

/** Why the name in the field cannot be taken; null when it can. */
export function renameProblem(own: State, shared: Shared): string | null {
  if (own.rename === null) return null;
  const name = textOf(own.rename.line);
  const problem = nameProblem(name);
  if (problem !== null) return `the name ${problem}`;
  const taken = shared.profiles.some(profile => profile.name === name) && name !== own.rename.name;
  return taken ? `there is a profile ${name} already` : null;
}

export function update(own: State, message: Message, shared: Shared): Step<State> {
  switch (message.type) {
    case 'home.loaded':
    case 'resized':
      return [kept(own, shared)];
    case 'profiles.move': {
      const rows = listed(own, shared);
      const height = profilesLayout(shared.size).list;
      return [at(own, shared, move(own.scroll, message.by, rows.length, height))];
    }
    case 'profiles.login':
      return [own, { type: 'go', screen: 'login', profile: null }];
    case 'profiles.open': {
      const profile = selectedProfile(own, shared);
      return profile === null
        ? [own]
        : [own, { type: 'go', screen: message.screen, profile: profile.name }];
    }
    case 'profiles.refresh':
      return [own, { type: 'home.read' }, ...checksFor(activeOf(shared), shared)];
    case 'profiles.filter':
      return [{ ...own, filter: { line: own.filter?.line ?? emptyLine, typing: true } }];
    case 'profiles.filter.type': {
      if (own.filter === null) return [own];
      const line = edit(own.filter.line, message.input);
      return [kept({ ...own, filter: { line, typing: true } }, shared)];
    }
    case 'profiles.filter.keep': {
      if (own.filter === null || textOf(own.filter.line) === '') return [{ ...own, filter: null }];
      return [{ ...own, filter: { ...own.filter, typing: false } }];
    }
    case 'profiles.filter.clear':
      return [kept({ ...own, filter: null }, shared)];
    default:
      return changes(own, message, shared);
  }
}

/** What changes profiles, and what the API is asked about them. */
function changes(own: State, message: Message, shared: Shared): Step<State> {
  const profile = selectedProfile(own, shared);
  switch (message.type) {
    case 'profiles.use':
      return profile === null ? [own] : [own, ...using(profile.name, shared)];
    case 'profiles.previous': {
      const name = previousOf(shared);
      return name === null ? [own] : [own, ...using(name, shared)];
    }
    case 'profiles.use.confirmed':
      return [own, { type: 'profile.use', name: message.name }];
    case 'profiles.used': {
      const used = shared.profiles.find(({ name }) => name === message.name);
      const text = `Now using ${message.name}`;
      const unknown = used && checkOf(shared, used) === null ? checksFor([used], shared) : [];
      return [own, { type: 'toast', tone: 'ok', text }, ...unknown];
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
    case 'profiles.renamed': {
      const text = `${message.from} is now called ${message.to}`;
      return [kept({ ...own, selected: message.to }, shared), { type: 'toast', tone: 'ok', text }];
    }
    case 'profiles.remove':
      return profile === null
        ? [own]
        : [own, { type: 'ask', question: beforeRemoving(profile, shared) }];
    case 'profiles.remove.confirmed':
      return [own, { type: 'profile.remove', name: message.name }];
    case 'profiles.removed': {
      const { name, files, sameToken } = message.removal;
      const others = sameToken.length === 0 ? '' : `; ${sameToken.join(', ')} has the same token`;
      const text = `Removed ${name} from ${files.join(', ')}${others}`;
      return [own, { type: 'toast', tone: others === '' ? 'ok' : 'warn', text }];
    }
    case 'profiles.verify':
      return profile === null ? [own] : [own, ...checksFor([profile], shared)];
    case 'profiles.verifyAll': {
      const question = beforeVerifyingAll(shared.profiles);
      return question === null ? verifyAll(own, shared) : [own, { type: 'ask', question }];
    }
    case 'profiles.verifyAll.confirmed':
      return verifyAll(own, shared);
    default:
      return [own];
  }
}

/** Selection and window as near to what they were as the list allows. */
function kept(own: State, shared: Shared): State {
  const rows = listed(own, shared);
  const wanted = own.selected ?? activeOf(shared)[0]?.name;
  const index = rows.findIndex(({ name }) => name === wanted);
  const { list } = profilesLayout(shared.size);
  const scroll = scrollTo(own.scroll, index === -1 ? own.scroll.index : index, rows.length, list);
  return at(own, shared, scroll);
}

function at(own: State, shared: Shared, scroll: Scroll): State {
  return { ...own, scroll, selected: listed(own, shared)[scroll.index]?.name ?? own.selected };
}

/** A protected profile wants its name typed; one that is in use already is only said to be. */
function using(name: string, shared: Shared): Effect[] {
  const profile = shared.profiles.find(other => other.name === name);
  if (profile === undefined) return [];
  if (profile.active) return [{ type: 'toast', tone: 'info', text: `${name} is in use already` }];
  if (profile.protected) return [{ type: 'ask', question: beforeUsing(profile) }];
  return [{ type: 'profile.use', name }];
}

function verifyAll(own: State, shared: Shared): Step<State> {
  const batch = [...new Set(shared.profiles.map(identityOf))];
  return [{ ...own, batch }, ...checksFor(shared.profiles, shared)];
}

function activeOf(shared: Shared): NamedProfile[] {
  return shared.profiles.filter(profile => profile.active);
}

/** The profile that `-` goes back to; null when there is none any more. */
export function previousOf(shared: Shared): string | null {
  if (shared.home.state === 'failed') return null;
  const { config } = shared.home.stored;
  const name = config.previousProfile ?? null;
  return name !== null && profileNamed(config, name) !== null ? name : null;
}
