// The fixes that several causes share. Each is a command that runs as printed.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import { line, lineText, profileFlag, quote } from '../commandLine.ts';
import { isFilledByOthers, type OutsideSource } from '../profiles/config.ts';
import { loginLine } from '../profiles/loginLine.ts';
import {
  bpAuth,
  oneLine,
  type ShellPlace,
  shellSetLine,
  shellUnsetLine,
  variableIn,
} from '../shell.ts';
import type { Deed, Fix } from './diagnosis.ts';
import type { Details, FixContext } from './fixContext.ts';

const tokenPage = 'https://app.botpress.cloud/profile/tokens';

/**
 * The fix for what no command can do: the user does it, and then diagnoses again.
 * @param first what to do first, as a sentence without a full stop; empty if a retry may be enough
 */
export function checkAgain(about: FixContext, first: string, ...words: readonly string[]): Fix {
  const command = bpAuth(about, 'doctor', ...profileFlag(about.name), ...words);
  const title = first === '' ? 'Try again' : `${first}; then`;
  return { title, command, deed: { type: 'again', first: first || 'Try again in a moment' } };
}

/** The command that logs the profile in again. */
export function loginFix(about: FixContext, title: string): Fix {
  return {
    title,
    command: lineText(loginLine(about.name, about, '--with-token'), about),
    deed: loginDeed(about),
  };
}

/** A new login. If the token comes from variables or a command, the fix for these comes first. */
export function logInAgain(about: FixContext, why = newTokenOf(about)): Fix[] {
  const login = loginFix(about, why);
  if (about.variables.length > 0) {
    const title = 'Unset these variables to use the stored profile';
    return [unsetVariables(about, about.variables, title), login];
  }
  const { tokenSource } = about;
  if (!isFilledByOthers(tokenSource)) return [login];
  const title = `Keep the token in config.json instead. ${why}`;
  return [checkAgain(about, renewedAt(tokenSource)), { ...login, title }];
}

function renewedAt(source: OutsideSource): string {
  return source.kind === 'env'
    ? `Set the variable ${source.name} to a token that works`
    : 'Let the token command give a token that works';
}

/** The advice to create a new token of the same kind, and where to do so. */
function newTokenOf({ kind, botId, integrationId }: FixContext): string {
  if (kind === 'bot')
    return `Create a new key of bot ${botId ?? ''} in the dashboard, and log in with it`;
  if (kind === 'integration')
    return `Create a new key of integration ${integrationId ?? ''} in the dashboard, and log in with it`;
  return `Create a new token and log in with it (${tokenPage})`;
}

/** The fixes for a wrong API URL. None of their commands contains that URL. */
export function otherUrl(about: FixContext): Fix[] {
  const variables = about.variables.filter(name => name.endsWith('_API_URL'));
  if (variables.length > 0) {
    return [
      unsetVariables(about, variables, `If this API URL is wrong: unset ${variables.join(', ')}`),
    ];
  }
  const { apiUrl } = about;
  if (apiUrl === '' || apiUrl === defaultApiUrl || !URL.canParse(apiUrl)) return [];
  const { origin, pathname } = new URL(apiUrl);
  const right = pathname === '/' ? defaultApiUrl : origin;
  const target = { ...about, apiUrl: right };
  return [
    {
      title: `If this API URL is wrong: log in at ${right}`,
      command: lineText(loginLine(about.name, target, '--with-token'), about),
      deed: loginDeed(target),
    },
  ];
}

/** The command that opens the workspace in the dashboard, if it is at Botpress Cloud. */
export function openDashboard(about: FixContext, title: string): Fix[] {
  const isCloud = /(^|\.)botpress\.(cloud|dev)(:|$)/.test(about.host);
  if (!isCloud || about.workspaceId === null) return [];
  const words = about.name === null ? [] : [about.name];
  return [{ title, command: bpAuth(about, 'profiles', 'open', ...words) }];
}

/** Shows whether the service is up: by Botpress's status page, or by a request to another host. */
export function seeService(about: FixContext): Fix {
  if (!/(^|\.)botpress\.(cloud|dev)(:|$)/.test(about.host)) {
    return probeUrl(about, 'Try the host yourself, without a token');
  }
  const curl = about.platform === 'win32' ? 'curl.exe' : 'curl';
  return {
    title: 'See whether the service is down',
    command: `${curl} -sS https://status.botpress.com`,
  };
}

/** What the terminal UI does for a login: it opens the login form. */
export function loginDeed({ apiUrl, botId, integrationId }: FixContext): Deed {
  return { type: 'login', apiUrl: apiUrl || null, keyTarget: botId ?? integrationId };
}

/**
 * A line that sets the variables of the credentials again, without stray characters. There is none
 * for cmd and csh.
 */
export function setClean(about: FixContext): Fix[] {
  const lines: Partial<Record<FixContext['shell'], string>> = {
    posix: `eval "$(${bpAuth(about, 'env')})"`,
    fish: `${bpAuth(about, 'env', '--shell', 'fish')} | source`,
    powershell: `${bpAuth(about, 'env', '--shell', 'powershell')} | Out-String | Invoke-Expression`,
  };
  const command = lines[about.shell];
  return command === undefined
    ? []
    : [{ title: 'Set the variables of the credentials again, without stray characters', command }];
}

/** The fix that unsets variables in the user's shell. */
export function unsetVariables(
  about: FixContext,
  variables: readonly string[],
  title: string,
): Fix {
  return { title, command: shellUnsetLine(variables, about.shell) };
}

/** The pronoun for a list that has just been named. */
export const itOrThem = (all: readonly string[]): string => (all.length === 1 ? 'it' : 'them');

const unset = (about: FixContext, variables: readonly string[]): Fix =>
  unsetVariables(about, variables, `Or unset ${variables.join(', ')}`);

/**
 * The ways to run bp with the credentials that apply here, not with those that it would find on its
 * own.
 */
export function bpAloneFixes(
  about: FixContext,
  { variables = [], paths = [] }: { variables?: readonly string[]; paths?: readonly string[] },
): Fix[] {
  const exec: Fix = {
    title: 'Run bp with the credentials that apply here',
    command: bpAuth(about, 'exec', ...profileFlag(about.name), '--', 'bp'),
  };
  const file = paths.join(', ');
  return [
    ...(about.name === null && about.variables.length === 0 ? [] : [exec]),
    ...(variables.length === 0 ? [] : [unset(about, variables)]),
    ...(file === '' ? [] : [checkAgain(about, `Or remove bp’s variables from ${file}`)]),
  ];
}

/** The ways to run the ADK with the credentials that apply here. */
export function adkFixes(
  about: FixContext,
  {
    variables = [],
    command = null,
    isExported,
  }: Pick<Details, 'variables' | 'command' | 'isExported'>,
): Fix[] {
  const title = isExported
    ? 'Run the ADK with the credentials that apply here'
    : 'Give the ADK a profile with the credentials that apply here';
  return [
    ...(command === null ? [] : [{ title, command: lineText(command, about) }]),
    ...(variables.length === 0 ? [] : [unset(about, variables)]),
  ];
}

export function inspect(about: FixContext): Fix {
  return {
    title: 'See what this token may do',
    command: bpAuth(about, 'tokens', 'inspect', ...profileFlag(about.name)),
    deed: { type: 'inspect' },
  };
}

export function compareKinds(about: FixContext): Fix {
  return {
    title: 'See what each kind of token may do',
    command: bpAuth(about, 'tokens', 'scopes'),
    deed: { type: 'scopes' },
  };
}

export function useProfile(about: FixContext, name: string): Fix {
  return { title: `Use ${name}`, command: bpAuth(about, 'profiles', 'use', name) };
}

export function listProfiles(about: FixContext, title = 'See which profiles there are'): Fix {
  return { title, command: bpAuth(about, 'profiles', 'list') };
}

export function repair(about: ShellPlace, title: string): Fix {
  return { title, command: bpAuth(about, 'doctor', '--repair'), deed: { type: 'repair' } };
}

/**
 * A network request that needs no token.
 * @param flag a curl flag, placed before the others
 */
export function probeUrl(about: FixContext, title: string, flag = ''): Fix {
  const url = quote(about.apiUrl, about);
  // -v is avoided, because it prints a proxy's password.
  const told = quote('%{http_code} %{remote_ip} %{redirect_url}\\n', about);
  const [curl, nowhere] = about.platform === 'win32' ? ['curl.exe', 'NUL'] : ['curl', '/dev/null'];
  const first = flag === '' ? curl : `${curl} ${flag}`;
  return { title, command: `${first} -sS -o ${nowhere} -w ${told} ${url}` };
}

export function removeFiles(about: FixContext, paths: readonly string[], title: string): Fix {
  const words = paths.map(path => quote(path, about));
  const commands: Partial<Record<FixContext['shell'], string>> = {
    powershell: `Remove-Item -LiteralPath ${words.join(', ')}`,
    cmd: `del ${words.join(' ')}`,
  };
  return { title, command: commands[about.shell] ?? `rm -i ${words.join(' ')}` };
}

/**
 * The line that pipes the token in an environment variable to `bp-auth login`. The values of the
 * flags are in other variables.
 */
export function pipe(
  about: FixContext,
  variable: string,
  flags: NonNullable<Details['flags']>,
): string {
  const { shell } = about;
  const value = (name: string) => variableIn(name, shell);
  const login = [
    lineText(line('login', '--with-token'), about),
    ...flags.flatMap(([flag, name]) => [flag, value(name)]),
  ].join(' ');
  const prints = {
    powershell: '',
    cmd: 'echo ',
    posix: 'printf %s ',
    fish: 'printf %s ',
    csh: 'printf %s ',
  };
  return `${prints[shell]}${value(variable)} | ${login}`;
}

export function setVariable(about: FixContext, name: string, value: string): string {
  const { shell } = about;
  // cmd.exe takes quotes inside the value literally.
  return shellSetLine(name, shell === 'cmd' ? value : quote(value, about), shell);
}

/** A pause in seconds, then a new diagnosis. */
export function waitThenCheck(about: FixContext, seconds: number): Fix {
  const look = bpAuth(about, 'doctor', ...profileFlag(about.name));
  const wait = { powershell: `Start-Sleep ${seconds}`, cmd: `timeout /t ${seconds}` };
  const { shell } = about;
  const pause = shell === 'powershell' || shell === 'cmd' ? wait[shell] : `sleep ${seconds}`;
  return {
    title: 'Wait, then check again',
    command: oneLine([pause, look], shell),
    deed: { type: 'again', first: `Wait ${seconds} s, then try again` },
  };
}

export function setClock(platform: NodeJS.Platform): Fix {
  const commands: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'sudo sntp -sS time.apple.com',
    win32: 'w32tm /resync',
  };
  return {
    title: 'Set the clock from the network',
    command: commands[platform] ?? 'sudo timedatectl set-ntp true',
  };
}

/** The shell command that shows text files, so that the user can mend them by hand. */
export function seeFiles(about: FixContext, paths: readonly string[]): string {
  if (about.platform === 'win32') return oneLine(forEach('notepad', paths, about), about.shell);
  return `less ${paths.map(path => quote(path, about)).join(' ')}`;
}

/** Lines that run a program of Windows, once for each path. */
const forEach = (program: string, paths: readonly string[], about: FixContext) =>
  paths.map(path => `${program} ${quote(path, about)}`);

export function showOwners(about: FixContext, paths: readonly string[]): string {
  // icacls takes only one file.
  if (about.platform === 'win32') return oneLine(forEach('icacls', paths, about), about.shell);
  return `ls -ld ${paths.map(path => quote(path, about)).join(' ')}`;
}

/** The fix for files of ours that `sudo` left to another user. */
export function takeBack(about: ShellPlace, paths: readonly string[]): Fix {
  const words = paths.map(path => quote(path, about)).join(' ');
  return { title: `Make ${itOrThem(paths)} yours`, command: `sudo chown -R "$(id -u)" ${words}` };
}
