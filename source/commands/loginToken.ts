// The sources of a token for `login`, apart from the login form.
import type { Context } from '../context.ts';
import { isFilledByOthers, type TokenSource } from '../profiles/config.ts';
import { readOutside } from '../profiles/sources/readToken.ts';
import { readyToken, removedSentence } from '../secrets/ready.ts';
import type { Input } from './command.ts';
import { note } from './print.ts';
import { ask, canAsk } from './prompt.ts';
import { readAll } from './readAll.ts';
import { flagsConflict } from './usage.ts';

/** Whether the login form can be shown: there is a terminal, and somebody may be at it. */
export function canShowForm(ctx: Context, input: Input): boolean {
  return canAsk(ctx) && ctx.stdout.isTTY && !input.on('json');
}

export async function tokenFrom(
  ctx: Context,
  input: Input,
  place: TokenSource | null,
): Promise<string | null> {
  const flag = input.text('token');
  if (isFilledByOthers(place)) {
    if (flag === undefined && !input.on('withToken')) return readOutside(ctx, place);
    const other = flag === undefined ? '--with-token' : '--token';
    throw flagsConflict(
      `--store ${place.kind}`,
      other,
      `--store ${place.kind} reads the token from the ${place.kind === 'env' ? 'variable' : 'command'}: leave ${other} out`,
    );
  }
  if (flag !== undefined && input.on('withToken')) {
    throw flagsConflict(
      '--token',
      '--with-token',
      '--with-token reads the token from standard input, where nobody else can see it',
    );
  }
  if (flag !== undefined) {
    if (!ctx.env.CI) {
      note(
        ctx,
        'Other users of this machine can see --token in the process list; --with-token reads it from standard input',
      );
    }
    return cleanedFrom(ctx, flag);
  }
  const typed = place?.kind === 'keychain' && canAsk(ctx) && !canShowForm(ctx, input);
  if (!input.on('withToken') && !typed) return null;
  const typedIn = ctx.stdin.isTTY;
  return cleanedFrom(
    ctx,
    typedIn ? await ask(ctx, 'Token (not shown): ', { hidden: true }) : await readAll(ctx),
  );
}

/**
 * The token without stray characters around it; says what was removed.
 * @throws AppError `usage`
 */
export function cleanedFrom(ctx: Context, text: string): string {
  const { token, removed } = readyToken(text);
  const said = removedSentence(removed);
  if (said !== null) note(ctx, said);
  return token;
}
