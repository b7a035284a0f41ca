// The fixes that several causes share. Every one is a command that runs as printed.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import type { Exchange } from '../botpress/exchange.ts';
import { line, lineText, profileFlag, quote } from '../commandLine.ts';
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

/** What is known of a proxy in between. */
type Behind = { proxy?: Exchange['proxy']; variables?: readonly string[] };

/** A host without its port. */
export const bareHost = (host: string) => host.replace(/:\d+$/, '');

/**
 * The diagnosis once more, after something was done that no command does.
 * @param first what has to be done, as a sentence without a full stop; empty where trying again may be enough
 */
export function checkAgain(about: FixContext, first: string, ...words: readonly string[]): Fix {
  const command = bpAuth(about, 'doctor', ...profileFlag(about.name), ...words);
  const title = first === '' ? 'Try again' : `${first}; then`;
  return { title, command, deed: { type: 'again', first: first || 'Try again in a moment' } };
}

/** A new login that ends up in the same profile. */
export function logInAgain(about: FixContext, why = newTokenOf(about)): Fix[] {
  const login: Fix = {
    title: why,
    command: lineText(loginLine(about.name, about, '--with-token'), about),
    deed: loginDeed(about),
  };
  if (about.variables.length === 0) return [login];
  const title = 'Take these credentials out of the environment; what is stored counts then';
  return [unsetVariables(about, about.variables, title), login];
}

/** Where a new one of this kind is made. */
function newTokenOf({ kind, botId, integrationId }: FixContext): string {
  if (kind === 'bot')
    return `Create a new key of bot ${botId ?? ''} in the dashboard, and log in with it`;
  if (kind === 'integration')
    return `Create a new key of integration ${integrationId ?? ''} in the dashboard, and log in with it`;
  return `Create a new token and log in with it (${tokenPage})`;
}

/** Another API URL than the one that is at fault, which is in none of these commands. */
export function otherUrl(about: FixContext): Fix[] {
  const variables = about.variables.filter(name => name.endsWith('_API_URL'));
  if (variables.length > 0) {
    return [unsetVariables(about, variables, 'If this API URL is wrong: take it out')];
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

/** The workspace in the dashboard, for workspaces of Botpress Cloud. */
export function openDashboard(about: FixContext, title: string): Fix[] {
  const isCloud = /(^|\.)botpress\.(cloud|dev)(:|$)/.test(about.host);
  if (!isCloud || about.workspaceId === null) return [];
  const words = about.name === null ? [] : [about.name];
  return [{ title, command: bpAuth(about, 'profiles', 'open', ...words) }];
}

/** Whether the service is well: Botpress tells for its own, others have to be asked. */
export function seeService(about: FixContext): Fix {
  if (!/(^|\.)botpress\.(cloud|dev)(:|$)/.test(about.host)) {
    return probeUrl(about, 'Ask the host yourself, without a token');
  }
  const curl = about.platform === 'win32' ? 'curl.exe' : 'curl';
  return {
    title: 'See whether the service is down',
    command: `${curl} -sS https://status.botpress.com`,
  };
}

/** The login form instead of the command. */
export function loginDeed({ apiUrl, botId, integrationId }: FixContext): Deed {
  return { type: 'login', apiUrl: apiUrl || null, keyTarget: botId ?? integrationId };
}

/** The same credentials again, as they should be; for shells that can take them so. */
export function setClean(about: FixContext): Fix[] {
  const lines: Partial<Record<FixContext['shell'], string>> = {
    posix: `eval "$(${bpAuth(about, 'env')})"`,
    fish: `${bpAuth(about, 'env', '--shell', 'fish')} | source`,
    powershell: `${bpAuth(about, 'env', '--shell', 'powershell')} | Out-String | Invoke-Expression`,
  };
  const command = lines[about.shell];
  return command === undefined ? [] : [{ title: 'Set all of them anew, without that', command }];
}

/** Takes variables out of this shell, so that the stored profile counts again. */
export function unsetVariables(
  about: FixContext,
  variables: readonly string[],
  title: string,
): Fix {
  return { title, command: shellUnsetLine(variables, about.shell) };
}

/** The same token for another workspace. */
function switchWorkspace(about: FixContext, { id, name }: { id: string; name: string }): Fix {
  const title = `Use ${name || id} (${id}) instead`;
  const variable = about.variables.find(name => name.endsWith('WORKSPACE_ID'));
  if (variable === undefined) {
    const command = bpAuth(about, 'login', ...profileFlag(about.name), '--workspaceId', id);
    return { title, command, deed: { type: 'workspace', id, name: name || id } };
  }
  return { title, command: setVariable(about, variable, id) };
}

/** bp with these credentials, and without what it takes from elsewhere. */
export function bpAloneFixes(
  about: FixContext,
  { variables = [], paths = [] }: { variables?: readonly string[]; paths?: readonly string[] },
): Fix[] {
  const exec: Fix = {
    title: 'Run bp with what applies here',
    command: bpAuth(about, 'exec', ...profileFlag(about.name), '--', 'bp'),
  };
  const file = paths.join(', ');
  return [
    ...(about.name === null && about.variables.length === 0 ? [] : [exec]),
    ...(variables.length === 0 ? [] : [unsetVariables(about, variables, 'Or take it out')]),
    ...(file === '' ? [] : [checkAgain(about, `Or take it out of ${file}`)]),
  ];
}

/** The ADK with these credentials. */
export function adkFixes(
  about: FixContext,
  {
    variables = [],
    command = null,
    isExported,
  }: Pick<Details, 'variables' | 'command' | 'isExported'>,
): Fix[] {
  const title = isExported
    ? 'Run the ADK with what applies here'
    : 'Give the ADK a profile with these credentials';
  return [
    ...(command === null ? [] : [{ title, command: lineText(command, about) }]),
    ...(variables.length === 0 ? [] : [unsetVariables(about, variables, 'Or take it out')]),
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

/** A question to the network that needs no token. */
/** @param flag of curl, before the others */
export function probeUrl(about: FixContext, title: string, flag = ''): Fix {
  const url = quote(about.apiUrl, about.platform);
  // Not -v, which shows the password of a proxy.
  const told = quote('%{http_code} %{remote_ip} %{redirect_url}\\n', about.platform);
  const [curl, nowhere] = about.platform === 'win32' ? ['curl.exe', 'NUL'] : ['curl', '/dev/null'];
  const first = flag === '' ? curl : `${curl} ${flag}`;
  return { title, command: `${first} -sS -o ${nowhere} -w ${told} ${url}` };
}

export function removeFiles(about: FixContext, paths: readonly string[], title: string): Fix {
  const words = paths.map(path => quote(path, about.platform)).join(' ');
  return { title, command: about.platform === 'win32' ? `Remove-Item ${words}` : `rm -i ${words}` };
}

export function chooseWorkspace(
  about: FixContext,
  { workspaces }: { workspaces?: ReadonlyArray<{ id: string; name: string }> },
): Fix[] {
  if (workspaces === undefined) {
    return [{ ...inspect(about), title: 'See which workspaces the token reaches' }];
  }
  if (workspaces.length === 0) {
    return logInAgain(
      { ...about, workspaceId: null },
      'Log in with a token of an account that has a workspace',
    );
  }
  return workspaces.slice(0, 3).map(workspace => switchWorkspace(about, workspace));
}

/** Bots or integrations that could be meant by an id that nobody knows; those of the workspace where none is like it. */
export function chooseTarget(
  about: FixContext,
  { workspaces: targets = [] }: { workspaces?: ReadonlyArray<{ id: string; name: string }> },
): Fix[] {
  const flag = about.botId === null ? '--integration' : '--bot';
  if (targets.length === 0) {
    const title = 'It may be in another workspace: see which ones other profiles have';
    return [listProfiles(about, title)];
  }
  return targets.slice(0, 3).map(({ id, name }) => ({
    title: `Perhaps ${name || id} (${id}) is meant`,
    command: bpAuth(about, 'tokens', 'list', ...profileFlag(about.name), flag, id),
  }));
}

/** A login with the token in a variable, and with what else stands in variables. */
export function pipe(
  { shell, ...about }: FixContext,
  variable: string,
  flags: NonNullable<Details['flags']>,
): string {
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

export function lookup({ host, platform }: FixContext): string {
  const name = quote(bareHost(host), platform);
  return platform === 'linux' ? `getent hosts ${name}` : `nslookup ${name}`;
}

/** What the host shows, or the proxy in its place. */
export function showCertificate(
  { host, platform, shell }: FixContext,
  { proxy }: Behind = {},
): string {
  const name = quote(bareHost(host), platform);
  const port = /:\d+$/.test(host) ? host.slice(host.lastIndexOf(':')) : ':443';
  const through = proxy ? ` -proxy ${quote(withPort(proxy.host), platform)}` : '';
  const ask = `openssl s_client${through} -connect ${name}${port} -servername ${name}`;
  // Without input it ends once it has shown what it got; PowerShell has no such sign.
  const nothing = { powershell: `'' | ${ask}`, cmd: `${ask} <NUL` };
  return shell === 'powershell' || shell === 'cmd' ? nothing[shell] : `${ask} </dev/null`;
}

const withPort = (host: string) => (/:\d+$/.test(host) ? host : `${host}:80`);

export function trustFix(about: FixContext, which: string): Fix {
  const { shell } = about;
  const file = { powershell: '"$HOME/company-ca.pem"', cmd: '%USERPROFILE%\\company-ca.pem' };
  const word = shell === 'powershell' || shell === 'cmd' ? file[shell] : '"$HOME/company-ca.pem"';
  const title = `Save ${which} as that file, and let Node.js trust it`;
  return { title, command: shellSetLine('NODE_EXTRA_CA_CERTS', word, shell) };
}

/** For who needs no proxy at all. */
export function withoutProxy(about: FixContext, { proxy, variables = [] }: Behind): Fix {
  const names = proxy ? [proxy.variable] : variables;
  return unsetVariables(about, names, 'If this network needs no proxy: take it out');
}

/** How the proxies are set, of which no password is shown. */
export function seeProxies({ shell }: FixContext): Fix {
  const title = 'See how proxies are set (without passwords)';
  if (shell === 'powershell') {
    const hidden = "-replace '//.*@', '//***@'";
    return {
      title,
      command: `Get-ChildItem Env:*_PROXY | ForEach-Object { "$($_.Name)=$($_.Value ${hidden})" }`,
    };
  }
  if (shell === 'cmd')
    return {
      title,
      command: 'for /f "delims==" %v in (\'set ^| findstr /i "_PROXY="\') do @echo %v',
    };
  return { title, command: "env | grep -i _proxy= | sed 's/=.*@/=***@/'" };
}

/** For a proxy that is needed, but not for this host. */
export function exemptHost({ host, shell, platform }: FixContext): Fix {
  const name = bareHost(host);
  const before = variableIn('NO_PROXY', shell);
  const word = {
    powershell: `"$env:NO_PROXY,${name}"`,
    cmd: `${before},${name}`,
    posix: `"\${NO_PROXY:+$NO_PROXY,}"${quote(name, platform)}`,
    // Names that are no variable yet are an error in csh.
    csh: quote(name, platform),
    fish: `${before},${quote(name, platform)}`,
  };
  return {
    title: 'If only this host needs none: say so',
    command: shellSetLine('NO_PROXY', word[shell], shell),
  };
}

/** What the proxy says, asked without our token. */
export function askProxy(about: FixContext, { proxy }: Behind): Fix {
  const title = 'Ask the proxy itself, without a token';
  const { command } = probeUrl(about, title);
  if (!proxy) return { title, command };
  return {
    title,
    command: command.replace(
      /^(curl(?:\.exe)?)/,
      `$1 -x ${quote(withPort(proxy.host), about.platform)}`,
    ),
  };
}

/** The variable with an address as it ought to look. */
export function proxySetting(about: FixContext, { proxy }: Behind): Fix {
  const command = setVariable(
    about,
    proxy?.variable ?? 'HTTPS_PROXY',
    'http://proxy.example.com:3128',
  );
  return { title: 'Set it to the address of an HTTP proxy, as this one', command };
}

export function proxyPassword(about: FixContext, { proxy }: Behind): Fix {
  const { variable = 'HTTPS_PROXY', host = 'proxy.example.com:3128' } = proxy ?? {};
  return {
    title: 'Set both; a password’s @ : / # are written %40 %3A %2F %23',
    command: setVariable(about, variable, `http://USER:PASSWORD@${host}`),
  };
}

function setVariable({ platform, shell }: FixContext, name: string, value: string): string {
  return shellSetLine(name, quote(value, platform), shell);
}

/** Seconds of patience, then the diagnosis again. */
export function waitThenCheck(about: FixContext, seconds: number): Fix {
  const look = bpAuth(about, 'doctor', ...profileFlag(about.name));
  const wait = { powershell: `Start-Sleep ${seconds}`, cmd: `timeout /t ${seconds}` };
  const { shell } = about;
  const pause = shell === 'powershell' || shell === 'cmd' ? wait[shell] : `sleep ${seconds}`;
  return {
    title: 'Wait, then look again',
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
    title: 'Set the clock by the network',
    command: commands[platform] ?? 'sudo timedatectl set-ntp true',
  };
}

export function showOwners(about: FixContext, paths: readonly string[]): string {
  return `ls -ld ${paths.map(path => quote(path, about.platform)).join(' ')}`;
}

/** After `sudo` left what is ours to somebody else. */
export function takeBack(about: ShellPlace, paths: readonly string[]): Fix {
  const words = paths.map(path => quote(path, about.platform)).join(' ');
  return { title: 'Make it yours', command: `sudo chown -R "$(id -u)" ${words}` };
}
