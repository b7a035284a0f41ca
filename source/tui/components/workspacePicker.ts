// The choice of one of an account's workspaces: they come in page by page, and are filtered as one types.
import type { Workspace } from '../../botpress/answers.ts';
import { atTop, type ListMove, move, type Scroll, scrollTo } from '../contract/scroll.ts';
import type { KeyInput } from '../terminal/keys.ts';
import { createFilter, type Marker } from '../text/fuzzy.ts';
import { type EditedLine, edit, emptyLine, textOf } from './lineEditor.ts';

export type Picking = {
  workspaces: readonly Workspace[];
  /** Whether the last page of them has arrived. */
  listed: boolean;
  filter: EditedLine;
  picked: Scroll;
};

/** Before the first page. */
export const nothingListed: Picking = {
  workspaces: [],
  listed: false,
  filter: emptyLine,
  picked: atTop,
};

const filter = createFilter<Workspace>(({ id, name, handle }) => ({
  loose: [name, handle],
  strict: [id],
}));

/** The workspaces that the filter lets through. */
export function listedWorkspaces(own: Picking): readonly Workspace[] {
  return filter.find(own.workspaces, textOf(own.filter));
}

/** What the filter found in a workspace. */
export const workspaceMarker = (own: Picking, workspace: Workspace): Marker =>
  filter.markerOf(workspace, textOf(own.filter));

/** The one that is marked; undefined where none is listed. */
export const pickedWorkspace = (own: Picking): Workspace | undefined =>
  listedWorkspaces(own)[own.picked.index];

/** With one more page: the workspace that is marked stays so, wherever the new ones put it. */
export function withPage(own: Picking, page: readonly Workspace[], height: number): Picking {
  const marked = pickedWorkspace(own);
  const next = { ...own, workspaces: [...own.workspaces, ...page] };
  const found = listedWorkspaces(next);
  const index = own.picked.index === 0 ? 0 : found.findIndex(({ id }) => id === marked?.id);
  return { ...next, picked: scrollTo(own.picked, Math.max(0, index), found.length, height) };
}

export function movedPick(own: Picking, by: ListMove, height: number): Picking {
  return { ...own, picked: move(own.picked, by, listedWorkspaces(own).length, height) };
}

/** With the filter typed on: the best match is marked. */
export function filteredPicker(own: Picking, input: KeyInput): Picking {
  const filtered = { ...own, filter: edit(own.filter, input) };
  return { ...filtered, picked: scrollTo(atTop, 0, listedWorkspaces(filtered).length, 1) };
}
