// `profiles open`: a profile's workspace in the browser.
import { line, say } from '../commandLine.ts';
import { dashboardUnknown, workspacePage } from '../login/dashboard.ts';
import { openBrowser } from '../login/openBrowser.ts';
import { noWorkspace } from '../profiles/current.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { namedOrCurrent, readStored } from './stored.ts';

export const profilesOpen: Command = {
  name: 'profiles open',
  summary: 'Open the workspace in the browser, and print its address',
  usage: '[NAME] [--no-browser]',
  flags: { browser: { type: 'boolean', help: 'Start a browser (--no-browser: print only)' } },
  args: { min: 0, max: 1 },
  canLackHome: true,
  examples: ['bp-auth profiles open', 'bp-auth profiles open dev --no-browser'],
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
      note(ctx, 'No browser could be started: open it yourself');
    return 0;
  },
};
