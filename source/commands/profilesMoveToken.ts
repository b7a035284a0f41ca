// `profiles move-token`: moves a profile's token between file, keychain, command and environment.
import { line, profileFlag, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { exitCodes } from '../errors.ts';
import type { TokenSource } from '../profiles/config.ts';
import { requireNamed, requireProfile } from '../profiles/manage.ts';
import { type Move, moveToken } from '../profiles/sources/moveToken.ts';
import { viewProfile } from '../profiles/view.ts';
import { appliesAfterChange, noteOverruled } from './appliesHere.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { readStored } from './stored.ts';
import { placeFrom } from './storeFlags.ts';
import { argumentMissing } from './usage.ts';

export const profilesMoveToken: Command = {
  async run(ctx, input) {
    const [name = ''] = input.args;
    const to = placeFrom(input, 'to');
    if (to === null) {
      throw argumentMissing(
        'where the token is to be kept',
        'Add --to file, keychain, command or env',
      );
    }
    const profile = requireNamed(await readStored(ctx), name);
    if (profile.protected) {
      await confirmProtected(ctx, name, input.text('confirm'), 'to move its token');
    }
    const move = await moveToken(ctx, name, to);
    report(ctx, move);
    const { config } = move.state;
    const view = viewProfile(name, requireProfile(config, name), config.activeProfile === name);
    if (input.on('json')) printJson(ctx, view);
    else printLine(ctx, `The token of ${name} ${placeInWords(to)} now`);
    if (view.active) noteOverruled(ctx, appliesAfterChange(ctx, move.state, name));
    return move.left.length > 0 ? exitCodes.partial : 0;
  },
};

function report(ctx: Context, { name, state, lostToBp, stillInFile, left }: Move): void {
  if (lostToBp) {
    const active = state.config.activeProfile === name;
    note(
      ctx,
      say`bp no longer sees ${name}${active ? ', the active profile, and is logged out' : ''}. To run bp with this profile: ${line('exec', ...profileFlag(name), '--', 'bp')} …`,
    );
  }
  if (stillInFile.length > 0) {
    note(ctx, `config.json still holds the same token for: ${stillInFile.join(', ')}`);
  }
  for (const sentence of left) note(ctx, sentence);
}

function placeInWords(source: TokenSource): string {
  if (source.kind === 'file') return 'is in config.json';
  if (source.kind === 'keychain') return 'is in the keychain';
  if (source.kind === 'env') return `comes from the variable ${source.name}`;
  return `comes from the command ${source.command[0]}`;
}
