// The header of every screen: which profile applies, its target, and whether it works.
import { signPieces } from '../components/sign.ts';
import { checkOf, demoOf, type Shared, subjectHere } from '../contract/knowledge.ts';
import { hostOf, idBeside, sourceWord, targetName } from '../home/labels.ts';
import { fullSignOf } from '../home/signs.ts';
import { blankRow, type Piece, type Row, rowWidth, withRight } from '../look/rows.ts';

export function headerRows(shared: Shared, columns: number): [Row, Row] {
  const subject = subjectHere(shared.home);
  const top: Row = [brand, ...demoPieces(shared)];
  if (subject === null) return [[...top, nobody(shared)], warning(shared)];
  const { name } = subject;
  // The profile as the list has it: with what the API has said since the store was read.
  const view = shared.profiles.find(profile => profile.name === name) ?? subject.view;
  const id = idBeside(view);
  const where: Row = id === null ? [] : [{ text: ` (${id})` }];
  const first: Row = [
    brand,
    { text: name ?? 'from the environment', tone: 'strong' },
    { text: ' ' },
    { icon: 'arrow', tone: 'muted' },
    { text: ` ${targetName(view)}` },
    ...where,
  ];
  const second: Row = [
    ...signPieces(fullSignOf(checkOf(shared, view))),
    { text: ` · token: ${sourceWord(view)}`, tone: 'muted' },
    ...origin(shared),
    ...differences(shared),
    ...(view.protected ? ([{ text: ' · ' }, { text: 'PROTECTED', tone: 'warn' }] as const) : []),
  ];
  const right: Row = [...demoPieces(shared), { text: hostOf(view.apiUrl), tone: 'muted' }];
  const isCut = rowWidth(first) + rowWidth(right) >= columns;
  // DEMO precedes the profile if there is no room for it at the right end.
  const left = isCut ? [...top, ...first.slice(1)] : first;
  return [withRight(left, isCut ? right.slice(-1) : right, columns), second];
}

const nobody = ({ home }: Shared): Piece =>
  home.state === 'failed'
    ? { text: 'the profiles cannot be read', tone: 'error' }
    : { text: 'no profile', tone: 'muted' };

const brand = { text: 'bp-auth  ', tone: 'accent' } as const;

const demoPieces = (shared: Shared): Row =>
  demoOf(shared) !== null ? [{ text: 'DEMO', tone: 'warn' }, { text: '  ' }] : [];

/** Why this profile applies; empty if it applies because it is the active one. */
function origin({ home }: Shared): Row {
  const source = home.state === 'ready' ? home.resolution.current?.source : undefined;
  switch (source?.type) {
    case 'flag':
      return [{ text: ' · by --profile' }];
    case 'BP_PROFILE':
      return [{ text: ' · by BP_PROFILE' }];
    case 'environment':
      return [{ text: ` · by ${source.variables[0] ?? 'the environment'}` }];
    case 'directory':
      return [{ text: ' · by directory' }];
    default:
      return [];
  }
}

/** Warnings that bp or the ADK uses other credentials, or that the project needs others. */
function differences({ home }: Shared): Row {
  if (home.state === 'failed') return [];
  const words = [
    home.bp && 'bp differs',
    home.adk.isHere && home.adk.differs ? 'ADK differs' : null,
    home.here.differs && 'project differs',
  ];
  return words.flatMap((word): Row => {
    if (word === null) return [];
    return [
      { text: ' · ' },
      { icon: 'warn', tone: 'warn' },
      { text: ` ${word}`, tone: 'warn' },
      { text: ' (w)', tone: 'muted' },
    ];
  });
}

function warning({ home }: Shared): Row {
  if (home.state !== 'ready') return blankRow;
  const text = home.resolution.cutOff?.message ?? home.resolution.warnings[0];
  if (text === undefined) return blankRow;
  return [
    { icon: 'warn', tone: 'warn' },
    { text: ` ${text}`, tone: 'warn' },
  ];
}
