// The form for a new token: its note, the place for its value, and its creation.
import { profileNamed } from '../../../profiles/config.ts';
import { freeName, nameProblem } from '../../../profiles/name.ts';
import type { CreateOptions } from '../../../tokens/create.ts';
import { namedToken } from '../../../tokens/named.ts';
import { edit, emptyLine, lineOf, textOf } from '../../components/lineEditor.ts';
import { pickedIn, untouchedPicker, updatePicker } from '../../components/picker.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { failureToast } from '../../home/failure.ts';
import { verifyWorkOf } from '../../home/verifying.ts';
import type { TokensMessage } from './messages.ts';
import { destinationOf, formOf, placeKey, placesWithCursor, problemWith } from './places.ts';
import { beforeStoring } from './questions.ts';
import {
  type CreateForm,
  loadTab,
  ownerOf,
  shownTab,
  subjectOf,
  type TokensState,
} from './state.ts';

const empty: CreateForm = {
  step: 'note',
  note: emptyLine,
  place: { ...untouchedPicker, key: 'show' },
  name: emptyLine,
};

const withForm = (own: TokensState, form: CreateForm): TokensState => ({
  ...own,
  panel: { type: 'create', form },
});

/** Why the new profile cannot get the typed name; null if it can. */
export function newNameProblem(own: TokensState, shared: Shared): string | null {
  const form = formOf(own);
  if (form === null || shared.home.state === 'failed') return null;
  const name = textOf(form.name);
  const problem = nameProblem(name);
  if (problem !== null) return `the name ${problem}`;
  if (profileNamed(shared.home.stored.config, name) !== null) {
    return `there is a profile ${name} already`;
  }
  return problemWith(own, shared, name);
}

/** The note of a token if the field was left empty. */
export const defaultNote = (own: TokensState, place: string | null): string =>
  `bp-auth ${place ?? own.name}`;

/** The form's reaction to a message; null if the message has no meaning for it. */
export function updateCreate(
  own: TokensState,
  message: Message,
  shared: Shared,
): Step<TokensState> | null {
  const form = formOf(own);
  switch (message.type) {
    case 'tokens.create':
      return [withForm(own, empty)];
    case 'tokens.create.failed':
      return [{ ...own, busy: null }, failureToast(message.error)];
    case 'tokens.created':
      return created(own, message.created, shared);
    default:
      return form === null ? null : updateForm(own, form, message, shared);
  }
}

function updateForm(
  own: TokensState,
  form: CreateForm,
  message: Message,
  shared: Shared,
): Step<TokensState> | null {
  switch (message.type) {
    case 'tokens.create.type': {
      const field = form.step === 'name' ? 'name' : 'note';
      return [withForm(own, { ...form, [field]: edit(form[field], message.input) })];
    }
    case 'tokens.create.back':
      if (form.step === 'note') return [{ ...own, panel: null }];
      return [withForm(own, { ...form, step: form.step === 'name' ? 'place' : 'note' })];
    case 'tokens.create.next':
      return next(own, form, shared);
    case 'tokens.create.confirmed': {
      const problem = problemWith(own, shared, message.name);
      return problem === null
        ? make(own, form, shared, message.name)
        : [own, { type: 'toast', tone: 'error', text: problem }];
    }
    default: {
      if (form.step !== 'place') return null;
      const { pickable, picker } = placesWithCursor(own, form, shared);
      const moved = updatePicker(picker, pickable, message);
      if (moved === null) return null;
      const marked = pickedIn(pickable, moved);
      const key = marked === undefined ? form.place.key : placeKey(marked);
      return [withForm(own, { ...form, place: { ...moved, key } })];
    }
  }
}

function next(own: TokensState, form: CreateForm, shared: Shared): Step<TokensState> {
  if (form.step === 'note') return [withForm(own, { ...form, step: 'place' })];
  if (form.step === 'name') {
    const refused = newNameProblem(own, shared) !== null;
    return refused ? [own] : make(own, form, shared, textOf(form.name));
  }
  const { marked: place } = placesWithCursor(own, form, shared);
  if (place === undefined) return [own];
  if (place.type === 'show') return make(own, form, shared, null);
  if (place.type === 'new') {
    const isTyped = textOf(form.name) !== '';
    const name = isTyped ? form.name : lineOf(suggestion(own, shared));
    return [withForm(own, { ...form, step: 'name', name })];
  }
  const { name } = place;
  const profile = shared.profiles.find(other => other.name === name);
  return profile === undefined ? [own] : [own, { type: 'ask', question: beforeStoring(profile) }];
}

/**
 * A free name for a new profile, made from the name of the bot or integration, or of the screen's
 * profile.
 */
function suggestion(own: TokensState, shared: Shared): string {
  const held =
    shownTab(own)
      .holder?.name.replace(/[^\p{L}\p{N}]+/gu, '-')
      .toLowerCase() ?? '';
  const name = nameProblem(held) === null ? held : own.name;
  return freeName(name, taken => shared.profiles.some(profile => profile.name === taken));
}

function make(
  own: TokensState,
  form: CreateForm,
  shared: Shared,
  saveTo: string | null,
): Step<TokensState> {
  const subject = subjectOf(own, shared);
  const owner = ownerOf(own, shared);
  if (subject === null || owner === null) return [own];
  const options: CreateOptions = {
    owner,
    note: textOf(form.note).trim() || defaultNote(own, saveTo),
    destination: saveTo === null ? null : destinationOf(own, shared, saveTo),
    expiresAt: null,
  };
  const { name, profile } = subject;
  return [
    { ...own, busy: 'Creating a token' },
    { type: 'token.create', name, profile, options },
  ];
}

/** The new token is selected; its value is shown unless it was stored. */
function created(
  own: TokensState,
  made: Extract<TokensMessage, { type: 'tokens.created' }>['created'],
  shared: Shared,
): Step<TokensState> {
  const [place] = made.savedTo;
  const panel =
    place === undefined
      ? ({ type: 'made', created: made, openedAt: shared.now, isCopied: false } as const)
      : null;
  const tabs = { ...own.tabs, [own.tab]: { ...shownTab(own), filter: null, selected: made.id } };
  const [next, ...effects] = loadTab({ ...own, busy: null, panel, tabs }, shared);
  const told: Effect[] =
    place === undefined
      ? []
      : [
          {
            type: 'toast',
            tone: 'ok',
            text: `Created ${namedToken(made)} and stored it in ${place}`,
          },
        ];
  return [next, ...told, ...effects, ...verifyWorkOf(made.savedTo, shared)];
}
