// The command palette: the actions of all screens by name, from the key tables.

import { edit, emptyLine, textOf } from '../components/lineEditor.ts';
import { meaningOf } from '../contract/keymap.ts';
import { subjectHere } from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import type { ScreenName } from '../contract/screenTypes.ts';
import { atTop, move } from '../contract/scroll.ts';
import { layoutOf } from '../look/layout.ts';
import { homeScreen, screens } from '../screens/registry.ts';
import { type FoundAction, findActions, type PaletteAction } from './actionSearch.ts';
import { layersOf } from './listening.ts';
import { askScreen, keysOn, openScreen, screenNames } from './screens.ts';
import { type Palette, screenOf, type UiState } from './state.ts';
import { whyStay } from './whyStay.ts';

/** Actions with a key here, then those of other screens; moving comes last. */
export function actionsOf(state: UiState): PaletteAction[] {
  const below = { ...state, palette: null };
  const here = layersOf(below).flatMap(({ title, entries }) =>
    entries.map(
      (entry): PaletteAction => ({ title, entry, screen: null, unavailable: entry.unavailable }),
    ),
  );
  const elsewhere = screenNames
    .filter(name => name !== screenOf(state) && screens[name].actions === 'everywhere')
    .flatMap(screen => actionsOn(screen, below));
  return [
    ...here.filter(({ entry }) => !entry.moves && entry.message.type !== 'palette.open'),
    ...elsewhere,
    ...here.filter(({ entry }) => entry.moves),
  ];
}

function actionsOn(screen: ScreenName, state: UiState): PaletteAction[] {
  const isOpen = state.stack.includes(screen);
  const about = profileMeant(state);
  const [screens] = isOpen ? [state.screens] : openScreen(state, screen, { profile: about });
  const { title, entries } = keysOn({ ...state, screens }, screen);
  const obstacle =
    whyStay(state) ?? (isOpen || about !== null ? null : 'There is no profile to do this with');
  return entries
    .filter(({ moves }) => !moves)
    .map(entry => ({
      title,
      entry,
      screen,
      unavailable: obstacle ?? (isOpen ? entry.unavailable : null),
    }));
}

/**
 * The profile of the visible screen, or of the nearest screen below that has one; otherwise the one that applies here.
 */
function profileMeant(state: UiState): string | null {
  const { shared } = state;
  for (const name of [...state.stack.toReversed(), homeScreen]) {
    const about = askScreen(state, name, (screen, own) => screen.about?.(own, shared));
    if (about != null) return about;
  }
  return subjectHere(shared.home)?.name ?? null;
}

/** The messages that lead to the screen of an action. */
export function wayTo({ screen }: PaletteAction, state: UiState): Message[] {
  if (screen === null) return [];
  const depth = state.stack.lastIndexOf(screen);
  const about = profileMeant(state);
  if (depth === -1) return [{ type: 'go', screen, profile: about }];
  const back = state.stack.slice(depth + 1).map((): Message => ({ type: 'back' }));
  // After going back to a list, the profile that the action is for is selected there.
  const select = about === null ? null : screens[screen].select?.(about);
  return select == null ? back : [...back, select];
}

/** The message of an action once its screen is open; null if the action is no longer there. */
export function meaningThere(
  { screen, entry: { does }, entry }: PaletteAction,
  there: UiState,
): Message | null {
  if (screen === null) return meaningOf(entry);
  const same = keysOn(there, screenOf(there)).entries.find(other => other.does === does);
  return same === undefined ? null : meaningOf(same);
}

/** The actions that match the text. */
export function actionsShown(state: UiState, { line }: Palette): readonly FoundAction[] {
  return findActions(actionsOf(state), textOf(line));
}

/** Rows below the actions for text that does not fit into the selected row. */
export function aboutHeight({ shared }: UiState): number {
  const { body, columns } = layoutOf(shared.size);
  return columns < 60 && body > 12 ? 4 : 2;
}

/** Rows for the actions, below the text field. */
export const paletteHeight = (state: UiState): number =>
  Math.max(1, layoutOf(state.shared.size).body - 1 - aboutHeight(state));

/** The action that Enter runs. */
export function chosenAction(state: UiState): PaletteAction | null {
  const { palette } = state;
  return palette && (actionsShown(state, palette)[palette.scroll.index]?.action ?? null);
}

/** The palette after a message. */
export function updatePalette(state: UiState, message: Message): Palette | null {
  const { palette } = state;
  if (message.type === 'palette.open') return { line: emptyLine, scroll: atTop };
  if (palette === null || message.type === 'palette.close') return null;
  switch (message.type) {
    case 'palette.type':
      return { line: edit(palette.line, message.input), scroll: atTop };
    case 'palette.move': {
      const count = actionsShown(state, palette).length;
      return { ...palette, scroll: move(palette.scroll, message.by, count, paletteHeight(state)) };
    }
    default:
      return palette;
  }
}
