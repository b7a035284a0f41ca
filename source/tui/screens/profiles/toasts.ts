// The toasts after changes to profiles.
import { adviceText, commandsIn, line, lineText, writtenAdvice } from '../../../commandLine.ts';
import type { Imported } from '../../../profiles/importing.ts';
import type { Effect } from '../../contract/effects.ts';
import { checkOf, placeIn, type Shared } from '../../contract/knowledge.ts';
import { doneToast, overruledIn, winningClaim } from '../../home/applies.ts';
import { isRejected } from '../../home/loginAgain.ts';
import { activeProfiles } from './state.ts';

/** The toast after a switch to a profile. Another profile may still apply here. */
export function usedToast(name: string, shared: Shared): Effect {
  if (overruledIn(shared.home, name) !== null) {
    return doneToast(shared, `${name} is active now`, name);
  }
  const view = shared.profiles.find(profile => profile.name === name);
  return view !== undefined && isRejected(checkOf(shared, view))
    ? {
        type: 'toast',
        tone: 'warn',
        text: `Now using ${name}, but its token is rejected: n logs in again`,
      }
    : { type: 'toast', tone: 'ok', text: `Now using ${name}` };
}

/**
 * The toast after a change to a profile. It warns if other credentials than the active profile's
 * apply here; if the changed profile is not active, it does so only if those credentials have a
 * fault.
 */
export function changedToast(done: string, name: string, shared: Shared): Effect {
  const active = activeProfiles(shared).some(profile => profile.name === name);
  const concerned = active || winningClaim(shared.home)?.problem != null;
  return concerned
    ? doneToast(shared, done, active ? name : null)
    : { type: 'toast', tone: 'ok', text: done };
}

/** The toast after a directory was unbound: it says which credentials apply here now. */
export function leftToast(done: string, shared: Shared): Effect {
  const winner = winningClaim(shared.home);
  if (winner === null)
    return { type: 'toast', tone: 'warn', text: `${done}; no profile is active` };
  return winner.source.type === 'active'
    ? { type: 'toast', tone: 'ok', text: `${done}: ${winner.name} applies here now` }
    : doneToast(shared, done, null);
}

/** What was imported, and what was not. */
export function importToast(imported: Imported, shared: Shared): Effect {
  const { added, clashes, skipped, refused, left, state } = imported;
  const place = placeIn(shared);
  const another = lineText(line('profiles', 'import', '--as'), place);
  const written = refused.map(says => writtenAdvice(says, place));
  const commands = [
    ...(skipped.some(({ rename }) => rename) ? [another] : []),
    ...written.flatMap(commandsIn),
  ];
  const { profiles } = state.config;
  const withoutWorkspace = added.filter(
    name => profiles[name]?.kind === 'pat' && !profiles[name]?.workspaceId,
  );
  const troubles = [
    ...(withoutWorkspace.length === 0
      ? []
      : [`Without a workspace: ${withoutWorkspace.join(', ')}`]),
    ...clashes.map(({ name }) => `${name} was left as it is: the ADK’s ${name} differs`),
    ...skipped.map(({ name, reason, rename }) => {
      const how = rename ? `; \`${another}\` imports it under another name` : '';
      return `${name} was not imported: ${reason}${how}`;
    }),
    ...written.map(says => adviceText(says, place)),
    ...left,
  ];
  const done = added.length === 0 ? 'Nothing was imported' : `Imported ${added.join(', ')}`;
  const tone = troubles.length === 0 && added.length > 0 ? 'ok' : 'warn';
  return { type: 'toast', tone, text: [done, ...troubles].join('. '), commands };
}
