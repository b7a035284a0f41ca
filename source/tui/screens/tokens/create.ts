// The form for a new token: its note, the place for its value, and its creation.
import { toAppError } from '../../../errors.ts';
import { profileNamed } from '../../../profiles/config.ts';
import { freeName, nameProblem } from '../../../profiles/name.ts';
import type { CreateOptions } from '../../../tokens/create.ts';
import { type Destination, planDestination } from '../../../tokens/destination.ts';
import { namedToken } from '../../../tokens/named.ts';
import { edit, emptyLine, lineOf, textOf } from '../../components/lineEditor.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop, move, scrollTo } from '../../contract/scroll.ts';
import { failureToast } from '../../home/failure.ts';
import { verifyWorkOf } from '../../home/verifying.ts';
import { layoutOf } from '../../look/layout.ts';
import type { TokensMessage } from './messages.ts';
import { beforeStoring } from './questions.ts';
import {
  type CreateForm,
  loadTab,
  ownerOf,
  shownTab,
  subjectOf,
  type TokensState,
} from './state.ts';

/** A place for a new token's value. */
export type ValuePlace = { type: 'show' } | { type: 'new' } | { type: 'profile'; name: string };

const keyOf = (place: ValuePlace): string =>
  place.type === 'profile' ? `=${place.name}` : place.type;

const empty: CreateForm = {
  step: 'note',
  note: emptyLine,
  place: { ...atTop, key: 'show' },
  name: emptyLine,
};

/** Title, note, question, and the row for progress. */
const otherRows = 4;

/** Whether there is only room for the question and the places. */
export const isCreateLow = ({ size }: Shared): boolean => layoutOf(size).body < otherRows + 4;

export const placeRows = (shared: Shared): number =>
  layoutOf(shared.size).body - (isCreateLow(shared) ? 2 : otherRows);

const formOf = ({ panel }: TokensState): CreateForm | null =>
  panel?.type === 'create' ? panel.form : null;

const withForm = (own: TokensState, form: CreateForm): TokensState => ({
  ...own,
  panel: { type: 'create', form },
});

/** Showing it once, a new profile, and every profile that can take it. */
function placesFor(own: TokensState, shared: Shared): ValuePlace[] {
  const names = shared.profiles.map(({ name }) => name);
  const fitting = names.filter(name => problemWith(own, shared, name) === null);
  const profiles = fitting.map((name): ValuePlace => ({ type: 'profile', name }));
  return [{ type: 'show' }, { type: 'new' }, ...profiles];
}

/** The places with the cursor on the chosen one, even if that has moved. */
export function placesWithCursor(own: TokensState, form: CreateForm, shared: Shared) {
  const places = placesFor(own, shared);
  const index = places.findIndex(place => keyOf(place) === form.place.key);
  const wanted = index === -1 ? form.place.index : index;
  const scroll = scrollTo(form.place, wanted, places.length, placeRows(shared));
  return { places, scroll, marked: places[scroll.index] };
}

/** The reason why a profile of this name cannot take the token; null if it can. */
function problemWith(own: TokensState, shared: Shared, name: string): string | null {
  try {
    destinationOf(own, shared, name);
    return null;
  } catch (error) {
    return toAppError(error).message;
  }
}

/** @throws AppError usage */
function destinationOf(own: TokensState, shared: Shared, name: string): Destination | null {
  const subject = subjectOf(own, shared);
  const owner = ownerOf(own, shared);
  if (subject === null || owner === null || shared.home.state === 'failed') return null;
  return planDestination(shared.home.stored.config, subject, owner, name, null);
}

/** The reason why the name in the field is not possible; null if it is. */
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
    case 'tokens.create.move': {
      const { places, scroll } = placesWithCursor(own, form, shared);
      const moved = move(scroll, message.by, places.length, placeRows(shared));
      const key = keyOf(places[moved.index] ?? { type: 'show' });
      return [withForm(own, { ...form, place: { ...moved, key } })];
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
    default:
      return null;
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

/** A free name: of the keys' bot or integration, or of the profile itself with a number. */
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
