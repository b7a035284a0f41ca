// The choice of a workspace: they arrive page by page, and typing filters them.
import type { Workspace } from '../../botpress/answers.ts';
import { atTop, type ListMove, move, type Scroll, scrollTo } from '../contract/scroll.ts';
import type { KeyInput } from '../terminal/keys.ts';
import { createFilter, type Marker } from '../text/fuzzy.ts';
import { type EditedLine, edit, emptyLine, textOf } from './lineEditor.ts';

export type Picking = {
  workspaces: readonly Workspace[];
  /** Whether the last page has arrived. */
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

/** The workspaces that match the filter. */
export function listedWorkspaces(own: Picking): readonly Workspace[] {
  return filter.find(own.workspaces, textOf(own.filter));
}

/** The parts of a workspace that match the filter. */
export const workspaceMarker = (own: Picking, workspace: Workspace): Marker =>
  filter.markerOf(workspace, textOf(own.filter));

/** The marked workspace; undefined if none is listed. */
export const pickedWorkspace = (own: Picking): Workspace | undefined =>
  listedWorkspaces(own)[own.picked.index];

/** Adds a page: the marked workspace stays marked, wherever the new ones move it. */
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

/** Changes the filter: the best match is marked. */
export function filteredPicker(own: Picking, input: KeyInput): Picking {
  const filtered = { ...own, filter: edit(own.filter, input) };
  return { ...filtered, picked: scrollTo(atTop, 0, listedWorkspaces(filtered).length, 1) };
}
