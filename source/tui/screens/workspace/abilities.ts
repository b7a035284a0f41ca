// The tile about a token's permissions, grouped by outcome, with reasons.
import type { Ability } from '../../../diagnosis/abilities.ts';
import type { Sign } from '../../home/signs.ts';
import { markedParagraph, paragraph, type Row } from '../../look/rows.ts';

type Group = { sign: Omit<Sign, 'reason'>; titles: string[] };

/** What the token may do, by outcome: first what is allowed, then what is denied, then what is unknown. */
export function abilityRows(abilities: readonly Ability[], columns: number): Row[] {
  const groups = new Map<string, Group>();
  for (const ability of abilities) {
    const sign = signOf(ability);
    const group = groups.get(sign.word) ?? { sign, titles: [] };
    groups.set(sign.word, { ...group, titles: [...group.titles, ability.title] });
  }
  return [...groups.values()]
    .toSorted((a, b) => order.indexOf(a.sign.tone) - order.indexOf(b.sign.tone))
    .flatMap(group => groupRows(group, columns));
}

const order: readonly Sign['tone'][] = ['ok', 'error', 'muted'];

function signOf({ verdict, basis, why, documented }: Ability): Group['sign'] {
  const reason = why === null ? '' : `, ${why}`;
  const inferred = basis === 'inferred' ? ', inferred from kind and role' : '';
  if (verdict === 'allowed') {
    const beyond = documented ? '' : ', though not documented for this kind';
    return { icon: 'ok', word: `allowed${inferred}${beyond}`, tone: 'ok' };
  }
  if (verdict === 'denied') {
    return { icon: 'forbidden', word: `denied${inferred}${reason}`, tone: 'error' };
  }
  const word = basis === 'not probed' ? 'not probed' : `not known${inferred}`;
  return { icon: 'unknown', word: `${word}${reason}`, tone: 'muted' };
}

function groupRows({ sign: { icon, word, tone }, titles }: Group, columns: number): Row[] {
  return [
    ...markedParagraph({ icon, tone }, word, columns, { tone, indent: 2 }),
    ...paragraph(titles.join(', '), columns, undefined, 4),
  ];
}
