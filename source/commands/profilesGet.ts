// `profiles get`: one profile in full, with its token only if --show-token is given.

import { readToken } from '../profiles/sources/readToken.ts';
import { viewProfile } from '../profiles/view.ts';
import { mask } from '../secrets/kind.ts';
import type { Command } from './command.ts';
import { printJson, printTable } from './print.ts';
import { namedOrCurrent, readStored } from './stored.ts';

export const profilesGet: Command = {
  async run(ctx, input) {
    const state = await readStored(ctx);
    const { name, profile } = namedOrCurrent(ctx, input, state);
    const view = viewProfile(name, profile, name === state.config.activeProfile);
    const token = input.on('showToken') ? await readToken(ctx, name, profile) : null;
    if (input.on('json')) {
      printJson(ctx, token === null ? view : { ...view, token });
      return 0;
    }
    const shown =
      token ?? (profile.token ? mask(profile.token) : `in the ${view.tokenSource.kind}`);
    const rows = [
      ['Name', view.name],
      ['Active', view.active ? 'yes' : 'no'],
      ['Kind', view.kind],
      ['API URL', view.apiUrl],
      ['Workspace', view.workspaceId],
      ['Workspace name', view.workspaceName],
      ['Workspace handle', view.workspaceHandle],
      ['Bot', view.botId],
      ['Integration', view.integrationId],
      ['Account', view.account],
      ['Token', shown],
      ['Token stored in', view.tokenSource.kind],
      ['Protected', view.protected ? 'yes' : 'no'],
      ['Created', view.createdAt],
      ['Verified', view.verifiedAt],
    ];
    printTable(
      ctx,
      rows.flatMap(([label, value]) => (value ? [[`${label}:`, value]] : [])),
    );
    return 0;
  },
};
