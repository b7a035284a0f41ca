// `env`: the current profile's credentials as lines for a shell, a dotenv file, a job of GitHub Actions, or JSON.

import { lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { type Handover, overrideName } from '../profiles/handover.ts';
import { isInside } from '../profiles/units.ts';
import {
  type Dialect,
  dialects,
  isPlainName,
  unsetVariable,
  variableLine,
} from '../secrets/quote.ts';
import { labelName, noteName, ownNames } from '../secrets/variables.ts';
import type { Command, Input } from './command.ts';
import { handOut } from './credentials.ts';
import { appendForRunner, githubEnvFile, githubLines, maskLine } from './envGithub.ts';
import { handOverHere } from './handingOver.ts';
import { note, printJson } from './print.ts';
import { flagsConflict } from './usage.ts';

export const env: Command = {
  async run(ctx, input) {
    const dialect = dialectFrom(input);
    if (dialect === 'github') return handToJob(ctx, input);
    const { handover } = await handedOver(ctx, input);
    const { set } = handover;
    if (dialect === 'json') printJson(ctx, Object.fromEntries(set));
    else {
      const lines = dialect === 'dotenv' ? [] : shellLines(dialect, handover, isInside(ctx.env));
      const variables = [...set].map(([name, value]) => variableLine(dialect, name, value));
      ctx.stdout.write(`${[...variables, ...lines].join('\n')}\n`);
    }
    if (dialect !== 'json' && dialect !== 'dotenv') sayWhatGoes(ctx, handover);
    if (dialect === 'powershell' || dialect === 'cmd') sayWhatIsLost(ctx, set, dialect);
    return 0;
  },
};

/**
 * Which variables of a `.env` the output of `env` may set to empty. A stranger's `.env` may name
 * any variable, and the user's own shell runs that output: an empty IFS would break the shell.
 */
const isNameOfToken = (name: string) =>
  isPlainName(name) && (ownNames.includes(name) || /(?:TOKEN|PAT|KEY)$/.test(name));

/**
 * The lines that unset variables, and the record that tells the next `env` what this one has set.
 * Inside `exec` the record leaves BP_AUTH_PROFILE out: otherwise this shell would no longer count
 * as inside `exec`, and could lose what `exec` gave it (profiles/units.ts).
 */
function shellLines(
  dialect: Exclude<Dialect, 'dotenv'>,
  handover: Handover,
  inside: boolean,
): string[] {
  const { takenOut } = handover;
  return [
    ...takenOut
      .filter(name => isPlainName(name) && name !== noteName)
      .map(name => unsetVariable(dialect, name)),
    variableLine(dialect, noteName, notedIn(handover, inside)),
  ];
}

/** The names of the variables that this `env` sets, recorded for the next `env`. */
const notedIn = ({ set }: Handover, inside: boolean) =>
  ownNames.filter(name => set.has(name) && !(inside && name === labelName)).join(' ');

/**
 * Gives the credentials to the later steps of a job. The token is masked first: as soon as it is
 * written, any step may print it.
 */
async function handToJob(ctx: Context, input: Input): Promise<number> {
  const path = githubEnvFile(ctx);
  const { token, handover } = await handedOver(ctx, input);
  const variables = new Map([
    ...handover.takenOut.filter(isPlainName).map(name => [name, ''] as const),
    ...handover.set,
    [noteName, notedIn(handover, isInside(ctx.env))],
  ]);
  ctx.stdout.write(maskLine(token));
  await ctx.stdout.flushed();
  appendForRunner(path, githubLines(variables, `bp-auth-${ctx.randomId()}`));
  sayWhatGoes(ctx, handover);
  if (ctx.platform === 'win32') sayWhatIsLost(ctx, variables, 'powershell');
  return 0;
}

async function handedOver(ctx: Context, input: Input) {
  const credentials = await handOut(ctx, input, 'to print its token');
  const { handover } = handOverHere(ctx, credentials, { isMeant: isNameOfToken });
  return { token: credentials.token, handover };
}

/** Says which of the user's own variables are about to be unset in this shell. */
function sayWhatGoes(ctx: Context, { takenOut }: Handover): void {
  const others = takenOut.filter(name => isPlainName(name) && !notTheUsers.includes(name));
  if (others.length === 0) return;
  const [hold, are] = others.length === 1 ? ['holds', 'it is'] : ['hold', 'they are'];
  note(ctx, `${others.join(', ')} ${hold} another Botpress token, so ${are} unset here`);
}

const notTheUsers: readonly string[] = [...ownNames, noteName, overrideName];

function sayWhatIsLost(
  ctx: Context,
  set: ReadonlyMap<string, string>,
  shell: 'powershell' | 'cmd',
): void {
  const empty = [...set].flatMap(([name, value]) => (value === '' ? [name] : []));
  const which = shell === 'cmd' ? 'cmd' : 'PowerShell before 7.5';
  note(
    ctx,
    say`${which} cannot set a variable empty (${empty.join(', ')}), so a .env may still give it a value. This works in every shell: ${lineHere('exec', '--', 'CMD')}`,
  );
}

function dialectFrom(input: Input): Dialect | 'json' | 'github' {
  const format = input.text('format');
  const shell = dialects.find(dialect => dialect === (input.text('shell') ?? 'bash'));
  const isShell = shell !== undefined && shell !== 'dotenv';
  if (isShell && (format === 'json' || (format === undefined && input.on('json')))) return 'json';
  if ((format === 'dotenv' || format === 'github') && input.text('shell') === undefined)
    return format;
  if (isShell && format === undefined) return shell;
  if (isShell && (format === 'dotenv' || format === 'github')) {
    throw flagsConflict('--shell', `--format ${format}`, 'Leave one of them out');
  }
  throw new AppError('format-unknown', 'There is no such shell or format', {
    hint: 'Use --shell bash, zsh, fish, powershell or cmd, or --format dotenv, json or github',
  });
}
