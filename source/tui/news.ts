// Owns what is said when the store has news: what bp did, and what was passed over.
import { noticeText } from '../profiles/notices.ts';
import type { Home } from './shared.ts';

/** What is worth saying about what is stored, and was not said when it looked as it did before. */
export function newsOf(home: Home, before: Home | null): string[] {
  const said = before === null ? [] : remarksOf(before);
  return remarksOf(home).filter(remark => !said.includes(remark));
}

function remarksOf(home: Home): string[] {
  if (home.state === 'failed') return [];
  return [...home.stored.notices.map(noticeText), ...home.resolution.warnings];
}
