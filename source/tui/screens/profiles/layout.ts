// The places of the profile list's parts at each screen size.
import { type ListLayout, listLayout } from '../../components/listLayout.ts';
import type { Size } from '../../look/layout.ts';

const titleRows = 0;
const fewestRows = 8;

export const profilesLayout = (size: Size): ListLayout => listLayout(size, titleRows, fewestRows);
