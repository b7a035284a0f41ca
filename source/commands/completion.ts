// `completion`: a script for the shell, which asks `completion --words` for what may come next.

import type { Context } from '../context.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { readState } from '../profiles/store.ts';
import { isKeyOf } from '../valueAt.ts';
import type { Command } from './command.ts';
import { completionScripts } from './completionScripts.ts';
import type { ValueKind } from './spec/spec.ts';
import { type Known, suggestions } from './suggestions.ts';
import { argumentMissing } from './usage.ts';

export const completion: Command = {
  async run(ctx, input) {
    if (input.on('words')) {
      // The word being typed: Windows PowerShell drops an empty last argument, so its script uses
      // this flag.
      const word = input.text('word');
      const words = [...(input.rest ?? []), ...(word === undefined ? [] : [word])];
      const found = await suggestions(words, knownHere(ctx));
      ctx.stdout.write(found.map(word => `${word}\n`).join(''));
      return 0;
    }
    const [shell = ''] = input.args;
    if (!isKeyOf(completionScripts, shell)) {
      throw argumentMissing(
        'for which shell',
        'Usage: bp-auth completion bash|zsh|fish|powershell',
      );
    }
    ctx.stdout.write(completionScripts[shell]);
    return 0;
  },
};

/** The names that completion offers; a file that cannot be read offers none. */
function knownHere(ctx: Context): Known {
  return kind => {
    try {
      const { profiles } = readState(ctx).config;
      if (kind === 'profile') return Object.keys(profiles);
      const of = fieldsOf[kind];
      return of === undefined
        ? []
        : Object.values(profiles)
            .flatMap(of)
            .flatMap(id => id ?? []);
    } catch {
      return [];
    }
  };
}

const fieldsOf: Partial<
  Record<ValueKind, (profile: StoredProfile) => Array<string | null | undefined>>
> = {
  'api-url': ({ apiUrl }) => [apiUrl],
  bot: ({ botId }) => [botId],
  integration: ({ integrationId }) => [integrationId],
  'token-id': ({ tokenId }) => [tokenId],
  workspace: ({ workspaceId, workspaceHandle }) => [workspaceId, workspaceHandle],
};
