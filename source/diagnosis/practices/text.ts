// The checklist as text and as JSON: a line for each result that is fine, and the fix for the
// others.
import { verdictOf } from './checklist.ts';
import { numbered, type Practice, practiceWords } from './practice.ts';

export function checklistLines(practices: readonly Practice[]): string[] {
  const wanting = practices.filter(({ status }) => status === 'warn').length;
  const unknown = practices.filter(({ status }) => status === 'unknown').length;
  const calm =
    unknown === 0
      ? 'Nothing to do'
      : `Nothing to do; the state of ${unknown} practices is not known`;
  const verdict =
    wanting === 0 ? calm : `${wanting} of ${practices.length} practices need attention`;
  return [verdict, '', ...practices.flatMap(practiceLines)];
}

function practiceLines(practice: Practice): string[] {
  const { status, says, items, fixes } = practice;
  return [
    `${practiceWords[status].padEnd(9)}  ${numbered(practice)}: ${says}`,
    ...items.map(item => `           - ${item}`),
    ...fixes.flatMap(fix => [`           ${fix.title}`, `             ${fix.command}`]),
    ...(fixes.length === 0 ? [] : ['']),
  ];
}

export function checklistJson(practices: readonly Practice[]) {
  return {
    verdict: verdictOf(practices),
    practices: practices.map(({ fixes, ...practice }) => ({
      ...practice,
      fixes: fixes.map(({ title, command }) => ({ title, command })),
    })),
  };
}
