// Draws the profile list, with the selected profile's details beside or below it.
import { Box } from 'ink';
import { Rows } from '../components/Rows.tsx';
import { useTheme } from '../components/theme.tsx';
import { textRow } from '../rows.ts';
import type { Shared } from '../shared.ts';
import { profileDetailRows } from './profilesDetails.ts';
import { profileDetailHeight as detailHeight, profilesLayout } from './profilesLayout.ts';
import { profileListRows } from './profilesRows.ts';
import type { ProfilesState } from './profilesState.ts';
import { profilesTitleRow } from './profilesTitle.ts';

export function ProfilesScreen({ own, shared }: { own: ProfilesState; shared: Shared }) {
  const { icons } = useTheme();
  const { columns } = shared.size;
  const { list, details, width } = profilesLayout(shared.size);
  const { now } = shared;
  const left = [profilesTitleRow(own, shared, width), ...profileListRows(own, shared, width, list)];
  if (details === 'right') {
    const room = columns - width - 2;
    return (
      <Box alignItems="flex-start">
        <Rows rows={left} columns={width} height={list + 1} now={now} />
        <Box width={2} />
        <Rows
          rows={profileDetailRows(own, shared, room)}
          columns={room}
          height={list + 1}
          now={now}
        />
      </Box>
    );
  }
  const rule = textRow(icons.rule.repeat(width), 'muted');
  const below = profileDetailRows(own, shared, width).slice(0, detailHeight - 1);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box height={list + 1} flexShrink={0} alignItems="flex-start">
        <Rows rows={left} columns={width} height={list + 1} now={now} />
      </Box>
      {details === 'below' && <Rows rows={[rule, ...below]} columns={width} now={now} />}
    </Box>
  );
}
