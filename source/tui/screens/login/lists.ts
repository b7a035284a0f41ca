// The lists of the login form, and their heights.
import type { Workspace } from '../../../botpress/answers.ts';
import type { Pickable } from '../../components/picker.ts';
import { workspacesIn } from '../../components/workspacePicker.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { choiceRoom, workspaceRoom } from './layout.ts';
import type { LoginState } from './state.ts';
import { type UrlChoice, urlsIn } from './urls.ts';
import { type Way, waysIn } from './ways.ts';

export const urlList = (own: LoginState, shared: Shared): Pickable<UrlChoice> => ({
  ...urlsIn(own),
  height: choiceRoom(own, shared),
});

export const wayList = (own: LoginState, shared: Shared): Pickable<Way> => ({
  ...waysIn(shared),
  height: choiceRoom(own, shared),
});

export const workspaceList = (own: LoginState, shared: Shared): Pickable<Workspace> =>
  workspacesIn(own, 'login.workspaces', workspaceRoom(own, shared));
