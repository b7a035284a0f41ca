// `profiles list`: all profiles, the active one marked; with --check each is verified.
import { sep } from 'node:path';
import { line, say } from '../commandLine.ts';
import { exitCodes } from '../errors.ts';
import { directoriesByProfile } from '../profiles/nearest.ts';
import {
  describeTarget,
  type ProfileSummary,
  summarizeProfiles,
  viewProfiles,
} from '../profiles/view.ts';
import type { Command } from './command.ts';
import { note, printJson, printTable } from './print.ts';
import type { Checked } from './profilesCheck.ts';
import { applying, readStored } from './stored.ts';

export const profilesList: Command = {
  async run(ctx, input) {
    const state = await readStored(ctx);
    const { current } = applying(ctx, input, state);
    const bound = directoriesByProfile(state.config.directories ?? {});
    const checks = input.on('check')
      ? await (await import('./profilesCheck.ts')).checkAll(ctx, state.config)
      : null;
    const views = input.on('json') ? viewProfiles(state.config) : summarizeProfiles(state.config);
    // The results of the check replace the stored values in this list; nothing is stored.
    if (checks !== null) {
      for (const view of views) Object.assign(view, checks.get(view.name ?? '')?.learned);
    }
    for (const name of Object.keys(state.broken)) {
      note(
        ctx,
        say`The profile ${name} in config.json cannot be understood; \`${line('doctor')}\` tells more`,
      );
    }
    if (input.on('json')) {
      printJson(ctx, {
        profiles:
          checks === null
            ? views
            : views.map(view => ({ ...view, ...checks.get(view.name ?? '')?.verdict })),
        activeProfile: state.config.activeProfile ?? null,
        currentProfile: current?.name ?? null,
      });
    } else if (views.length === 0) {
      note(ctx, say`There are no profiles yet: run \`${line('login')}\``);
      // Loaded only if there are no profiles, so that other lists stay fast.
      const { adkOffer, adkProfileNames } = await import('../profiles/adk.ts');
      const offer = adkOffer(adkProfileNames(ctx));
      if (offer !== null)
        note(ctx, say`${offer}. Run: ${line('profiles', 'import', '--from', 'adk')}`);
    } else
      printTable(
        ctx,
        views.map(view => {
          const directories = bound.get(view.name ?? '') ?? [];
          return row(
            view,
            checks,
            directories.map(path => shortened(path, ctx.userHome)),
            current?.name === view.name,
          );
        }),
      );
    if (!input.on('json') && current !== null && current.source.type !== 'active') {
      // Loaded only if there is something to say: shell prompts and completions read this list too.
      const { appliesHere, noteOverruled } = await import('./appliesHere.ts');
      noteOverruled(ctx, appliesHere(ctx, state, null));
    }
    const bad = [...(checks?.values() ?? [])].some(
      ({ verdict }) => verdict.authenticated !== 'yes',
    );
    return bad ? exitCodes.partial : 0;
  },
};

/** A directory in the usual short form, with `~`. */
const shortened = (directory: string, userHome: string) =>
  directory === userHome || directory.startsWith(userHome + sep)
    ? `~${directory.slice(userHome.length)}`
    : directory;

function row(
  view: ProfileSummary,
  checks: Map<string, Checked> | null,
  directories: readonly string[],
  appliesHere: boolean,
): string[] {
  const checked = checks?.get(view.name ?? '');
  const words = { yes: checked?.isBlocked ? 'ok, blocked' : 'ok', no: 'bad', unknown: 'unknown' };
  const verdict = checked?.verdict;
  const status =
    verdict && `${words[verdict.authenticated]}${verdict.reason ? ` (${verdict.reason})` : ''}`;
  return [
    `${view.active ? '*' : appliesHere ? '>' : ' '} ${view.name}`,
    describeTarget(view).value,
    URL.canParse(view.apiUrl) ? new URL(view.apiUrl).host : view.apiUrl,
    view.account ?? '',
    ...(status === undefined ? [] : [status]),
    view.protected ? 'PROTECTED' : '',
    directories.join(', '),
  ];
}
