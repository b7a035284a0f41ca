// The choice of a workspace: workspaces arrive page by page, and are picked as in any list.
import type { Workspace } from '../../botpress/answers.ts';
import type { ListName } from '../contract/lists.ts';
import type { Piece, Row } from '../look/rows.ts';
import { createFilter } from '../text/fuzzy.ts';
import {
  foundIn,
  type Pickable,
  type Picker,
  pickedIn,
  pickerAt,
  untouchedPicker,
} from './picker.ts';

export type Picking = {
  workspaces: readonly Workspace[];
  /** Whether the last page has arrived. */
  listed: boolean;
  picker: Picker;
};

/** The choice before the first page has arrived. */
export const nothingListed: Picking = {
  workspaces: [],
  listed: false,
  picker: untouchedPicker,
};

const search = createFilter<Workspace>(({ id, name, handle }) => ({
  loose: [name, handle],
  strict: [id],
}));

/** @param height rows for the workspaces and the row above them */
export const workspacesIn = (
  own: Picking,
  list: ListName,
  height: number,
): Pickable<Workspace> => ({
  list,
  choices: own.workspaces,
  search,
  height,
  head: headRow(own),
});

/** The number of workspaces, or how many have arrived so far. */
function headRow({ workspaces, listed, picker }: Picking): Row {
  const tone = 'muted';
  const count = workspaces.length;
  const at: Piece = { text: `${Math.min(picker.index + 1, count)}/${count}`, tone };
  return listed ? [at] : [{ icon: 'spinner', tone }, { text: ' ' }, at, { text: ' so far', tone }];
}

/** The workspace at the cursor; undefined if the list shows none. */
export const pickedWorkspace = (own: Picking): Workspace | undefined =>
  pickedIn({ choices: own.workspaces, search }, own.picker);

/** The reason why there will be nothing to filter; null if there may be something. */
export const noWorkspaces = ({ workspaces, listed }: Picking): string | null =>
  listed && workspaces.length === 0 ? 'There is nothing to filter' : null;

/**
 * Adds a page. A cursor at the first row stays there. Any other cursor follows its workspace if the
 * new ones move it to another row.
 */
export function withPage(
  own: Picking,
  page: readonly Workspace[],
  list: ListName,
  height: number,
): Picking {
  const marked = pickedWorkspace(own);
  const next = { ...own, workspaces: [...own.workspaces, ...page] };
  const pickable = workspacesIn(next, list, height);
  const found = foundIn(pickable, own.picker);
  const index = own.picker.index === 0 ? 0 : found.findIndex(({ id }) => id === marked?.id);
  return { ...next, picker: pickerAt(pickable, own.picker, Math.max(0, index)) };
}
