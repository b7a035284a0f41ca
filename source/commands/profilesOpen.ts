// `profiles open`: a profile's workspace in the browser.
import { line, say } from '../commandLine.ts';
import { dashboardUnknown, workspacePage } from '../login/dashboard.ts';
import { openBrowser } from '../login/openBrowser.ts';
import { noWorkspace } from '../profiles/current.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { namedOrCurrent, readStored } from './stored.ts';

export const profilesOpen: Command = {
  async run(ctx, input) {
    const { profile } = namedOrCurrent(ctx, input, await readStored(ctx));
    const { apiUrl, workspaceId } = profile;
    if (!workspaceId) {
      throw noWorkspace(say`Name another profile: ${line('profiles', 'open', 'NAME')}`, 'to open');
    }
    const url = workspacePage(apiUrl, workspaceId);
    if (url === null) {
      throw dashboardUnknown(
        apiUrl,
        'Only the workspaces of Botpress Cloud have a page that bp-auth knows',
      );
    }
    const opened = !input.off('browser') && (await openBrowser(ctx, url));
    if (input.on('json')) printJson(ctx, { url, opened });
    else printLine(ctx, url);
    if (!opened && !input.off('browser'))
      note(ctx, 'No browser could be started: open the address yourself');
    return 0;
  },
};
