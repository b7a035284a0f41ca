// `tokens create`: creates a token and stores it in a profile, or prints it once.
import { lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { fingerprintOf, type TokenSource } from '../profiles/config.ts';
import { requireCurrent } from '../profiles/current.ts';
import { parseExpiry } from '../tokens/age.ts';
import { createToken, type HandedBack } from '../tokens/create.ts';
import { type CreationBase, planDestination, storeNotWritable } from '../tokens/destination.ts';
import { idForCommand } from '../tokens/owner.ts';
import { resumeLine } from '../tokens/resumeLines.ts';
import { announceWait } from './announceWait.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { withProgress } from './progress.ts';
import { confirmProtected } from './prompt.ts';
import { applying, readStored } from './stored.ts';
import { noteLookAlike } from './suggestProtection.ts';
import { ownerFrom } from './tokenOwner.ts';
import { argumentMissing, flagNeedless } from './usage.ts';

export const tokensCreate: Command = {
  async run(ctx, input) {
    const saveTo = input.text('save');
    const prints = input.on('print');
    if (saveTo === undefined && !prints) {
      throw argumentMissing(
        'what to do with the new token',
        'Add --save PROFILE to store the token, or --print to see it once',
      );
    }
    const place = placeFrom(input, saveTo);
    const expires = input.text('expires');
    const expiresAt = expires === undefined ? null : parseExpiry(expires, ctx.now());
    const state = await readStored(ctx);
    const resolution = applying(ctx, input, state);
    const base = requireCurrent(resolution);
    const owner = ownerFrom(input, base.profile);
    const destination =
      saveTo === undefined ? null : planDestination(state.config, base, owner, saveTo, place);
    if (destination?.replaces?.protected) {
      await confirmProtected(ctx, saveTo ?? '', input.text('confirm'), 'to replace its token');
    }
    const options = { owner, note: input.text('note') ?? defaultNote(base, saveTo) };
    const created = await withProgress(ctx, 'Creating a token', () =>
      announceWait(ctx, () => createToken(ctx, base, { ...options, destination, expiresAt })),
    );
    report(ctx, input, created);
    await settle(ctx, created);
    if (saveTo !== undefined && destination?.replaces === null) {
      noteLookAlike(ctx, state.config, saveTo);
    }
    const before = destination?.replaces ?? null;
    if (before !== null && fingerprintOf(before) !== null)
      sayOld(ctx, saveTo ?? '', before.tokenId);
    return 0;
  },
};

/**
 * The place that `--store` asks for. Commands and variables are refused: bp-auth cannot write to
 * them.
 * @throws AppError `usage`
 */
function placeFrom(input: Input, saveTo: string | undefined): TokenSource | null {
  const kind = input.text('store');
  if (kind === undefined) return null;
  if (saveTo === undefined) {
    throw flagNeedless('--store', '--save', 'Add --save PROFILE, or leave --store out');
  }
  if (kind === 'file' || kind === 'keychain') return { kind };
  throw storeNotWritable();
}

function defaultNote({ name }: CreationBase, saveTo: string | undefined): string {
  return ['bp-auth', saveTo ?? name].filter(Boolean).join(' ');
}

function report(ctx: Context, input: Input, created: HandedBack): void {
  const { id, note: text, createdAt, value, savedTo } = created;
  const prints = input.on('print');
  const where = savedTo.length === 0 ? '' : `; stored in ${savedTo.join(', ')}`;
  const says = `Created ${id} (${text})${where}`;
  if (input.on('json')) {
    const shown = prints ? { value } : {};
    printJson(ctx, { id, note: text, createdAt, savedTo, revoked: null, ...shown });
  } else if (prints) {
    note(ctx, says);
    // Printed on purpose, and alone on stdout so that it can be piped.
    ctx.stdout.write(`${value}\n`);
  } else printLine(ctx, says);
}

/** The token is shown only once: if the output has gone nowhere, nobody has it. */
async function settle(ctx: Context, created: HandedBack): Promise<void> {
  const isTaken = await ctx.stdout.flushed();
  created.settle(isTaken);
  if (isTaken || created.savedTo.length > 0) return;
  note(ctx, say`Nobody has received the token ${created.id}. To revoke it: ${resumeLine}`);
}

function sayOld(ctx: Context, name: string, id: string | null | undefined): void {
  note(
    ctx,
    id
      ? say`The token that ${name} had before still works; revoke it: ${lineHere('tokens', 'revoke', idForCommand(id))}`
      : say`The token that ${name} had before still works; find it with \`${lineHere('tokens', 'list')}\``,
  );
}
