// Owns proposing protection once a profile has got a name or a workspace that says production.
import type { Context } from '../context.ts';
import type { Config } from '../profiles/config.ts';
import { requireProfile } from '../profiles/manage.ts';
import { looksLikeProduction } from '../profiles/production.ts';
import { noteRemark } from './stored.ts';

export function suggestProtection(ctx: Context, config: Config, name: string): void {
  const profile = requireProfile(config, name);
  if (profile.protected || !looksLikeProduction(name, profile)) return;
  noteRemark(ctx, {
    text: `${name} looks like production: protected, it is used only where its name is given`,
    command: ['bp-auth', 'profiles', 'protect', name],
  });
}
