// Draws the profile list, with the selected profile's details beside or below it.
import { Box } from 'ink';
import type { Shared } from '../../contract/knowledge.ts';
import { Rows } from '../../look/Rows.tsx';
import { textRow } from '../../look/rows.ts';
import { useTheme } from '../../look/ThemeContext.tsx';
import { profileDetailRows } from './details.ts';
import { profileDetailHeight as detailHeight, profilesLayout } from './layout.ts';
import { profileListRows } from './rows.ts';
import type { ProfilesState } from './state.ts';
import { profilesTitleRow } from './title.ts';

export function ProfilesView({ own, shared }: { own: ProfilesState; shared: Shared }) {
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
