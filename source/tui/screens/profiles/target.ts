// The target of a profile in its row of the list.
import type { NamedProfile, Shared } from '../../contract/knowledge.ts';
import { addressOf, targetId, targetName } from '../../home/labels.ts';
import { markedPieces, type Piece } from '../../look/rows.ts';
import type { Marker } from '../../text/fuzzy.ts';

/** The target; and a filter's match in text that is not visible otherwise. */
export function targetPieces(
  profile: NamedProfile,
  { size }: Shared,
  columns: number,
  mark: Marker,
): Piece[] {
  const target = targetName(profile);
  if (size.linear) return [{ text: `  ${targetKind(profile)}${target}  ` }];
  const found = (text: string | null) => text !== null && mark(text).some(({ marked }) => marked);
  const hidden = [
    targetId(profile),
    profile.workspaceHandle,
    profile.account,
    addressOf(profile.apiUrl),
  ];
  const because = found(profile.name) || found(target) ? null : hidden.find(found);
  const shown = because ? `${target} · ${because}` : target;
  return [...markedPieces(shown, columns, because ? onlyIn(because, mark) : mark), { text: ' ' }];
}

/** The heading of the column, where the name does not say it. */
const targetKind = ({ botId, integrationId, workspaceId }: NamedProfile): string =>
  botId || integrationId || !workspaceId ? '' : 'workspace ';

/** Marks a text at the end of another one in the same way as that one. */
const onlyIn =
  (end: string, mark: Marker): Marker =>
  text => {
    const start = Math.max(0, text.length - end.length);
    return [{ text: text.slice(0, start), marked: false }, ...mark(text.slice(start))];
  };
