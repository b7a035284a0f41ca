// The view of the profile list, with the selected profile's details beside or below it.
import { ListWithDetails } from '../../components/ListWithDetails.tsx';
import type { ScreenView } from '../../contract/view.tsx';
import { profileDetailRows } from './details.ts';
import { profilesLayout } from './layout.ts';
import { profileListRows } from './rows.ts';
import type { ProfilesState } from './state.ts';

export const ProfilesView: ScreenView<ProfilesState> = ({ own, shared }) => {
  const layout = profilesLayout(shared.size);
  const { list, width } = layout;
  const rows = profileListRows(own, shared, width, list);
  const details = (columns: number) => profileDetailRows(own, shared, columns);
  return <ListWithDetails rows={rows} details={details} layout={layout} shared={shared} />;
};
