// `tokens rotate`: replaces a token everywhere it is stored, then revokes the old one.
import type { Context } from '../context.ts';
import { requireCurrent } from '../profiles/current.ts';
import { rotatedWith, rotateToken, tokenNotWritable } from '../tokens/rotation.ts';
import { announceWait } from './announceWait.ts';
import type { Command, Input } from './command.ts';
import { printJson } from './print.ts';
import { confirmAny, jsonOf, optionsFrom, sayRotation } from './rotationReport.ts';
import { applying, readStored } from './stored.ts';

export const tokensRotate: Command = {
  async run(ctx, input) {
    if (!input.on('resume')) return rotate(ctx, input);
    const { resume } = await import('./tokensResume.ts');
    return resume(ctx, input);
  },
};

async function rotate(ctx: Context, input: Input): Promise<number> {
  const state = await readStored(ctx);
  const resolution = applying(ctx, input, state);
  const { name, profile } = requireCurrent(resolution);
  if (name === null) {
    throw tokenNotWritable(
      'The token',
      'the environment',
      'Say which profile to rotate: --profile NAME',
    );
  }
  const names = [name, ...rotatedWith(state.config, profile).filter(other => other !== name)];
  await confirmAny(ctx, input, names);
  const rotation = await announceWait(ctx, () => rotateToken(ctx, name, optionsFrom(ctx, input)));
  const code = sayRotation(ctx, input, rotation);
  if (input.on('json')) printJson(ctx, jsonOf(rotation));
  return code;
}
