// `tokens scopes`: what each kind of token can do (the three tables of Botpress's documentation),
// and the weakest kind that is enough for each task.

import { capitalised } from '../capitalised.ts';
import type { Context } from '../context.ts';
import { actions } from '../diagnosis/actions.ts';
import { kindNames } from '../secrets/kind.ts';
import { scopes } from '../secrets/scopes.ts';
import { keysOf } from '../valueAt.ts';
import type { Command } from './command.ts';
import { printJson, printLine, printTable } from './print.ts';

const kinds = keysOf(scopes);

export const tokensScopes: Command = {
  async run(ctx, input) {
    if (input.on('json')) printJson(ctx, { kinds: scopes, tasks: tasks() });
    else print(ctx);
    return 0;
  },
};

const tasks = () => actions.map(({ name, title, kinds }) => ({ name, title, least: kinds[0] }));

function print(ctx: Context): void {
  for (const kind of kinds) {
    const name = kindNames[kind];
    printLine(ctx, capitalised(name));
    for (const { says, allowed } of scopes[kind])
      printLine(ctx, `  ${allowed ? '+' : '-'} ${says}`);
    printLine(ctx, '');
  }
  printLine(ctx, 'The least powerful kind of token for each task');
  printTable(
    ctx,
    tasks().map(({ title, least }) => [`  ${title}`, kindNames[least ?? 'pat']]),
  );
}
