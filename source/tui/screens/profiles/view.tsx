// The view of the profile list, with the selected profile's details beside or below it.
import { ListWithDetails } from '../../components/ListWithDetails.tsx';
import type { ScreenView } from '../../contract/view.tsx';
import { profileBlocks } from './blocks.ts';
import { profileDetailRows } from './details.ts';
import { profilesLayout } from './layout.ts';
import { profileListRows } from './rows.ts';
import { listedProfiles, type ProfilesState, selectedProfile } from './state.ts';

export const ProfilesView: ScreenView<ProfilesState> = ({ own, shared }) => {
  const layout = profilesLayout(shared, listedProfiles(own, shared).length);
  const rows = profileListRows(own, shared);
  const isSelected = selectedProfile(own, shared) !== null;
  const details = (columns: number) => profileDetailRows(own, shared, columns);
  return (
    <ListWithDetails
      rows={rows}
      details={isSelected ? details : null}
      top={own.detailsTop}
      blocks={profileBlocks(own, shared)}
      layout={layout}
      shared={shared}
    />
  );
};
