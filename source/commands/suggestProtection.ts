// Notes about a profile's new name: it looks like production, or like another name.
import { line } from '../commandLine.ts';
import type { Context } from '../context.ts';
import type { Config } from '../profiles/config.ts';
import { lookAlikesAmong, lookAlikeText } from '../profiles/lookAlike.ts';
import { requireProfile } from '../profiles/manage.ts';
import { looksLikeProduction } from '../profiles/production.ts';
import { note } from './print.ts';
import { noteRemark } from './stored.ts';

export function suggestProtection(ctx: Context, config: Config, name: string): void {
  const profile = requireProfile(config, name);
  if (profile.protected || !looksLikeProduction(name, profile)) return;
  noteRemark(ctx, {
    text: `${name} looks like production: if it is protected, it is used only where its name is given`,
    command: line('profiles', 'protect', name),
  });
}

/** Prints a note if a new name is easily confused with another. */
export function noteLookAlike(ctx: Context, { profiles }: Config, name: string): void {
  const text = lookAlikeText(name, lookAlikesAmong(Object.keys(profiles)));
  if (text !== null) note(ctx, text);
}
