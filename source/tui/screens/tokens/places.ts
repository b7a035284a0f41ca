// The places where the value of a new token can go.
import { toAppError } from '../../../errors.ts';
import { type Destination, planDestination } from '../../../tokens/destination.ts';
import {
  foundIn,
  type Pickable,
  type Picker,
  pickedIn,
  pickerAt,
} from '../../components/picker.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { createFilter } from '../../text/fuzzy.ts';
import { type CreateForm, ownerOf, subjectOf, type TokensState } from './state.ts';

/** A place for a new token's value. */
export type ValuePlace = { type: 'show' } | { type: 'new' } | { type: 'profile'; name: string };

export const placeKey = (place: ValuePlace): string =>
  place.type === 'profile' ? `=${place.name}` : place.type;

/** Title, note, question, and the row for progress. */
const otherRows = 4;

/** Whether there is only room for the question and the places. */
export const isCreateLow = ({ size }: Shared): boolean => layoutOf(size).body < otherRows + 4;

const placeRows = (shared: Shared): number =>
  layoutOf(shared.size).body - (isCreateLow(shared) ? 2 : otherRows);

export function placeText(place: ValuePlace, { profiles }: Shared): string {
  if (place.type === 'show') return 'Show it here once, and store it nowhere';
  if (place.type === 'new') return 'Into a new profile';
  const account = profiles.find(({ name }) => name === place.name)?.account;
  const unknown = account == null ? ', if both tokens are of the same account' : '';
  return `Into ${place.name}, instead of its token${unknown}`;
}

export const formOf = ({ panel }: TokensState): CreateForm | null =>
  panel?.type === 'create' ? panel.form : null;

/**
 * The places to choose from: the screen, a new profile, and each profile that can take the token.
 */
function placesFor(own: TokensState, shared: Shared): ValuePlace[] {
  const names = shared.profiles.map(({ name }) => name);
  const fitting = names.filter(name => problemWith(own, shared, name) === null);
  const profiles = fitting.map((name): ValuePlace => ({ type: 'profile', name }));
  return [{ type: 'show' }, { type: 'new' }, ...profiles];
}

/** The places, with the cursor on the chosen one wherever that is in the list now. */
export function placesWithCursor(
  own: TokensState,
  form: CreateForm,
  shared: Shared,
): { pickable: Pickable<ValuePlace>; picker: Picker; marked: ValuePlace | undefined } {
  const pickable: Pickable<ValuePlace> = {
    list: 'tokens.places',
    choices: placesFor(own, shared),
    search: createFilter(place => ({ loose: [placeText(place, shared)], strict: [] })),
    height: placeRows(shared),
  };
  const index = foundIn(pickable, form.place).findIndex(
    place => placeKey(place) === form.place.key,
  );
  const { filter, top } = form.place;
  const wanted = index === -1 ? form.place.index : index;
  const picker = pickerAt(pickable, { filter, top, index: wanted }, wanted);
  return { pickable, picker, marked: pickedIn(pickable, picker) };
}

/** Whether there is a place to choose. */
export function isPlaceMarked({ own, shared }: { own: TokensState; shared: Shared }): boolean {
  const form = formOf(own);
  return form !== null && placesWithCursor(own, form, shared).marked !== undefined;
}

/** Why the profile of this name cannot take the token; null if it can. */
export function problemWith(own: TokensState, shared: Shared, name: string): string | null {
  try {
    destinationOf(own, shared, name);
    return null;
  } catch (error) {
    return toAppError(error).message;
  }
}

/** @throws AppError `usage` */
export function destinationOf(own: TokensState, shared: Shared, name: string): Destination | null {
  const subject = subjectOf(own, shared);
  const owner = ownerOf(own, shared);
  if (subject === null || owner === null || shared.home.state === 'failed') return null;
  return planDestination(shared.home.stored.config, subject, owner, name, null);
}
