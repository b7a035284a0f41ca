// The blocks below the list and its details: what applies here, the latest events, and offers such as an
// import.
import type { RowsIn } from '../../components/listLayout.ts';
import { keepLast } from '../../contract/keepLast.ts';
import {
  checkOf,
  type NamedProfile,
  type Remark,
  type Shared,
  usedAtOf,
} from '../../contract/knowledge.ts';
import { isConcerned, overruledIn, overruledRowsOf } from '../../home/applies.ts';
import { checkedAtOf, signOf, signText } from '../../home/signs.ts';
import {
  commandRows,
  headingRow,
  markedParagraph,
  paragraph,
  type Row,
  showing,
} from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import { joinNames } from '../../text/names.ts';
import { ago } from '../../text/time.ts';
import { fixed } from '../../text/width.ts';
import { profilesLayout } from './layout.ts';
import { importableNames, listedProfiles, type ProfilesState, selectedProfile } from './state.ts';

/** The blocks, the most important first. While a filter is set, there are none. */
export function profileBlocks(own: ProfilesState, shared: Shared): RowsIn[] {
  if (own.filter !== null || shared.profiles.length === 0) return [];
  return [
    columns => overruledRows(own, shared, columns),
    columns => importRows(shared, columns),
    columns => bpRows(shared, columns),
    columns => appliesRows(shared, columns),
    () => recentRows(shared),
  ];
}

/** What applies here instead of the active profile, unless the details already say it. */
function overruledRows(own: ProfilesState, shared: Shared, columns: number): Row[] {
  const { details } = profilesLayout(shared, listedProfiles(own, shared).length);
  const selected = details === null ? null : selectedProfile(own, shared);
  if (selected !== null && isConcerned(shared, selected)) return [];
  return overruledParagraph(shared, columns, 'warn');
}

/**
 * What applies here instead of the active profile, and how to end that; empty if the active profile
 * applies.
 */
export function overruledParagraph(shared: Shared, columns: number, tone: Tone): Row[] {
  const found = overruledIn(shared.home, null);
  return found === null ? [] : overruledRowsOf(shared, found, columns, tone);
}

/** The profiles that can be imported from the ADK. */
export function importRows(shared: Shared, columns: number): Row[] {
  const names = importableNames(shared);
  if (names.length === 0) return [];
  if (shared.profiles.length > 0) {
    const them = names.length === 1 ? 'it' : 'them';
    return paragraph(
      `The ADK also has ${joinNames(names)}: press i to import ${them}.`,
      columns,
      'muted',
      2,
    );
  }
  const what = names.length === 1 ? 'a profile' : `${names.length} profiles`;
  return paragraph(`Found ${what} of the ADK: ${joinNames(names)}.`, columns, 'accent');
}

/** What bp on its own uses instead of what applies here, and the command that corrects this. */
function bpRows({ home }: Shared, columns: number): Row[] {
  if (home.state === 'failed' || home.bp === null) return [];
  const { text, command } = home.bp;
  return [
    ...markedParagraph({ icon: 'warn', tone: 'warn' }, text, columns),
    ...(command === null ? [] : commandRows(command, columns, 2)),
  ];
}

/** Which credentials apply here, why, and which programs would use others. */
function appliesRows({ home }: Shared, columns: number): Row[] {
  if (home.state === 'failed') return [];
  const [claim] = home.claims;
  if (claim === undefined) return [];
  const { name, source, problem } = claim;
  const who = name ?? 'the credentials of the environment';
  const why = problem === null ? whyText[source.type] : problem.message;
  const others = [home.adk.isHere ? home.adk.differs : null, home.here.differs];
  return [
    headingRow('Applies here'),
    ...paragraph(`${who}: ${why}`, columns, problem === null ? undefined : 'warn', 2),
    ...others.flatMap(other => (other === null ? [] : remarkRows(other, columns))),
  ];
}

const whyText = {
  flag: '--profile says so',
  BP_PROFILE: 'BP_PROFILE says so',
  environment: 'they are set, and come before every profile',
  directory: 'the directory is bound to it',
  active: 'it is the active profile',
} as const;

function remarkRows({ text, command }: Remark, columns: number): Row[] {
  const says = command === null ? text : `${text}. This fixes it: ${command}`;
  const rows = markedParagraph({ icon: 'warn', tone: 'warn' }, says, columns, { indent: 2 });
  return command === null ? rows : showing([command], rows);
}

type Event = { at: number; what: string };

const mostEvents = 6;
const ageColumns = 14;

function recentRows(shared: Shared): Row[] {
  const events = latestEvents(shared);
  if (events.length === 0) return [];
  return [
    headingRow('Recently'),
    ...events.map(
      ({ at, what }): Row => [
        { text: `  ${fixed(ago(at, shared.now), ageColumns)}`, tone: 'muted' },
        { text: what },
      ],
    ),
  ];
}

const keepEvents = keepLast<readonly Event[]>();

/** Computed again only after a change, because there may be thousands of profiles. */
const latestEvents = (shared: Shared): readonly Event[] =>
  keepEvents([shared.profiles, shared.checks, shared.usedUp, shared.home], () =>
    shared.profiles
      .flatMap(profile => eventsOf(profile, shared))
      .filter(({ at }) => !Number.isNaN(at) && at <= shared.now)
      .sort((a, b) => b.at - a.at)
      .slice(0, mostEvents),
  );

function eventsOf(profile: NamedProfile, shared: Shared): Event[] {
  const { name, createdAt } = profile;
  const check = checkOf(shared, profile);
  const usedAt = usedAtOf(shared, name);
  const checkedAt = checkedAtOf(check);
  return [
    ...(createdAt === null ? [] : [{ at: Date.parse(createdAt), what: `${name} was added` }]),
    ...(usedAt === null
      ? []
      : [{ at: Date.parse(usedAt), what: `${name} was made the active one` }]),
    ...(checkedAt === null
      ? []
      : [{ at: checkedAt, what: `${name} was verified: ${signText(signOf(check))}` }]),
  ];
}
