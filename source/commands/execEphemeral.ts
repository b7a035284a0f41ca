// `exec --ephemeral`: runs a program with a token that exists only while it runs.
import { say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { patNeeded } from '../secrets/wrongKind.ts';
import { makeEphemeral } from '../tokens/ephemeral.ts';
import { resumeLine } from '../tokens/resumeLines.ts';
import { announceWait } from './announceWait.ts';
import type { Credentials } from './credentials.ts';
import { noteLeftBehind } from './leftBehind.ts';
import { note } from './print.ts';

/**
 * Runs something with a temporary token.
 * @throws AppError before it runs
 */
export async function runEphemeral(
  ctx: Context,
  credentials: Credentials,
  run: (token: string) => Promise<number>,
): Promise<number> {
  const { kind } = credentials.profile;
  if (kind === 'bot' || kind === 'integration') {
    throw patNeeded(
      { name: credentials.name, kind },
      'which cannot create tokens',
      'Name a profile with a personal access token: --profile NAME',
    );
  }
  noteLeftBehind(ctx);
  const ephemeral = await announceWait(ctx, () => makeEphemeral(ctx, credentials));
  try {
    return await run(ephemeral.value);
  } finally {
    const left = await ephemeral.end();
    if (left !== null) {
      note(ctx, `The token ${left.id} was not revoked: ${left.error.message}`);
      note(ctx, say`To revoke the token: ${resumeLine}`);
    }
  }
}
