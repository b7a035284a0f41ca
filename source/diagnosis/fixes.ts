// The fixes that several causes share. Every one is a command that runs as printed.
import type { Exchange } from '../botpress/exchange.ts';
import { line, lineText, profileFlag, quote } from '../commandLine.ts';
import { loginLine } from '../profiles/loginLine.ts';
import { bpAuth, type ShellPlace, shellUnsetLine, variableIn } from '../shell.ts';
import type { Deed, Fix } from './diagnosis.ts';
import type { Details, FixContext } from './fixContext.ts';

const tokenPage = 'https://app.botpress.cloud/profile/tokens';

/** What is known of a proxy in between. */
type Behind = { proxy?: Exchange['proxy']; variables?: readonly string[] };

/** A host without its port. */
export const bareHost = (host: string) => host.replace(/:\d+$/, '');

/** The diagnosis once more, after something was mended elsewhere. */
export function checkAgain(about: FixContext, title: string, ...words: readonly string[]): Fix {
  const command = bpAuth(about, 'doctor', ...profileFlag(about.name), ...words);
  return { title, command, deed: { type: 'again' } };
}

/** A new login that ends up in the same profile. */
export function logInAgain(
  about: FixContext,
  why = 'Create a new token and log in with it',
): Fix[] {
  const login: Fix = {
    title: `${why} (${tokenPage})`,
    command: lineText(loginLine(about.name, about, '--with-token'), about),
    deed: loginDeed(about),
  };
  if (about.variables.length === 0) return [login];
  const title = 'Take these credentials out of the environment; what is stored counts then';
  return [unsetVariables(about, about.variables, title), login];
}

/** The login form instead of the command. */
export function loginDeed({ apiUrl, botId, integrationId }: FixContext): Deed {
  return { type: 'login', apiUrl: apiUrl || null, keyTarget: botId ?? integrationId };
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
  const value = quote(id, about.platform);
  const command =
    about.platform === 'win32' ? `$env:${variable} = '${id}'` : `export ${variable}=${value}`;
  return { title, command };
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
    ...(file === '' ? [] : [checkAgain(about, `Or take it out of ${file}, then look again`)]),
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
export function probeUrl(about: FixContext, title: string): Fix {
  const url = quote(about.apiUrl, about.platform);
  // Not -v, which shows the password of a proxy.
  const told = quote('%{http_code} %{remote_ip} %{redirect_url}\\n', about.platform);
  const [curl, nowhere] = about.platform === 'win32' ? ['curl.exe', 'NUL'] : ['curl', '/dev/null'];
  return { title, command: `${curl} -sS -o ${nowhere} -w ${told} ${url}` };
}

export function removeFiles(about: FixContext, paths: readonly string[], title: string): Fix {
  const words = paths.map(path => quote(path, about.platform)).join(' ');
  return { title, command: about.platform === 'win32' ? `Remove-Item ${words}` : `rm -i ${words}` };
}

export function chooseWorkspace(
  about: FixContext,
  { workspaces = [] }: { workspaces?: ReadonlyArray<{ id: string; name: string }> },
): Fix[] {
  if (workspaces.length === 0) {
    return logInAgain(
      { ...about, workspaceId: null },
      'Log in with a token of an account that has a workspace',
    );
  }
  return workspaces.slice(0, 3).map(workspace => switchWorkspace(about, workspace));
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
export function showCertificate({ host, platform }: FixContext, { proxy }: Behind = {}): string {
  const name = quote(bareHost(host), platform);
  const port = /:\d+$/.test(host) ? host.slice(host.lastIndexOf(':')) : ':443';
  const through = proxy ? ` -proxy ${quote(withPort(proxy.host), platform)}` : '';
  return `openssl s_client${through} -connect ${name}${port} -servername ${name} </dev/null`;
}

const withPort = (host: string) => (/:\d+$/.test(host) ? host : `${host}:80`);

export function trustFix(about: FixContext, which: string): Fix {
  const command =
    about.platform === 'win32'
      ? "$env:NODE_EXTRA_CA_CERTS = 'company-ca.pem'"
      : 'export NODE_EXTRA_CA_CERTS="$HOME/company-ca.pem"';
  return { title: `Save ${which} as that file, and let Node.js trust it`, command };
}

/** A way back to the proxy's variable, from whatever is wrong with it. */
export function proxyFixes(about: FixContext, { proxy, variables = [] }: Behind): Fix[] {
  const names = proxy ? [proxy.variable] : variables;
  return [
    { title: 'See how proxies are set (without passwords)', command: showProxies(about) },
    unsetVariables(about, names, 'If this network needs no proxy: take it out'),
    exemptHost(about),
    checkAgain(about, 'Once the proxy works, look again'),
  ];
}

function showProxies({ platform }: FixContext): string {
  return platform === 'win32'
    ? 'Get-ChildItem Env:*_PROXY -Name'
    : "env | grep -i _proxy | sed 's/=.*@/=***@/'";
}

function exemptHost({ host, platform }: FixContext): Fix {
  const name = quote(bareHost(host), platform);
  const command =
    platform === 'win32'
      ? `$env:NO_PROXY = "$env:NO_PROXY,${bareHost(host)}"`
      : `export NO_PROXY="$NO_PROXY",${name}`;
  return { title: 'If only this host needs none: say so', command };
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

function setVariable({ platform }: FixContext, name: string, value: string): string {
  const quoted = quote(value, platform);
  return platform === 'win32' ? `$env:${name} = '${value}'` : `export ${name}=${quoted}`;
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
