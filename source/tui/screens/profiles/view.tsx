// The view of the profile list, with the selected profile's details beside or below it.
import { ListWithDetails } from '../../components/ListWithDetails.tsx';
import type { ScreenView } from '../../contract/view.tsx';
import { layoutOf } from '../../look/layout.ts';
import { profileDetailRows } from './details.ts';
import { profilesLayout } from './layout.ts';
import { profileListRows } from './rows.ts';
import { type ProfilesState, selectedProfile } from './state.ts';

export const ProfilesView: ScreenView<ProfilesState> = ({ own, shared }) => {
  const layout = profilesLayout(shared.size);
  // Without a profile there are no details, and what is said instead has all the room.
  const isEmpty = selectedProfile(own, shared) === null;
  const width = isEmpty ? layoutOf(shared.size).columns : layout.width;
  const rows = profileListRows(own, shared, width, layout.list);
  const details = isEmpty ? null : (columns: number) => profileDetailRows(own, shared, columns);
  return <ListWithDetails rows={rows} details={details} layout={layout} shared={shared} />;
};
