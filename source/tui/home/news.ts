// News about the store and the credentials that apply here, such as changes by bp, repairs, and
// variables that are not used.
import { basename } from 'node:path';
import type { WideMode } from '../../profiles/modes.ts';
import type { Notice } from '../../profiles/notice.ts';
import { noticeText, settledText } from '../../profiles/notices.ts';
import type { State as Stored } from '../../profiles/store.ts';
import type { ShellPlace } from '../../shell.ts';
import type { Here, StoredHome } from '../contract/knowledge.ts';
import { joinNames } from '../text/names.ts';

/** The news that the earlier state of the store did not contain. */
export function newsOf(home: StoredHome, before: StoredHome | null): string[] {
  const said = new Set(before === null ? [] : remarksOf(before));
  return remarksOf(home).filter(remark => !said.has(remark));
}

function remarksOf(home: StoredHome): string[] {
  if (home.state === 'failed') return [];
  const { notices, settled = [] } = home.stored;
  const { place } = home;
  const wide = notices.filter(isWide);
  const found = foundAtFirst(home.stored);
  const told = notices.filter(notice => !isWide(notice) && (found === null || !isFind(notice)));
  return [
    ...(found === null ? [] : [`Found in bp’s files: ${joinNames(found)}`]),
    ...settled.map(settledText),
    ...told.map(notice => noticeText(notice, place)),
    ...wideRemarks(wide, place),
    ...home.resolution.warnings,
    ...(home.resolution.cutOff === null ? [] : [home.resolution.cutOff.message]),
    ...projectRemark(home.here),
  ];
}

function projectRemark({ differs }: Here): string[] {
  if (differs === null) return [];
  return [differs.command === null ? differs.text : `${differs.text}: ${differs.command}`];
}

const isWide = (notice: Notice): notice is WideMode => notice.type === 'wide-mode';
const isFind = ({ type }: Notice) => type === 'adopted' || type === 'activated';

/** The names of all profiles, if every one was just found in bp's files, as at the first start; otherwise null. */
function foundAtFirst({ config, notices }: Stored): string[] | null {
  const adopted = new Set(
    notices.flatMap(notice => (notice.type === 'adopted' ? notice.name : [])),
  );
  const names = Object.keys(config.profiles);
  return names.length > 0 && names.every(name => adopted.has(name)) ? names : null;
}

/**
 * The remarks about files that other users can read. bp lets others read every file that it writes,
 * so one sentence covers several files.
 */
function wideRemarks(wide: readonly WideMode[], place: ShellPlace): string[] {
  if (wide.length < 2) return wide.map(notice => noticeText(notice, place));
  const names = joinNames(wide.map(({ path }) => basename(path)));
  return [`Open to others: ${names}; the next change by bp-auth makes them private`];
}
