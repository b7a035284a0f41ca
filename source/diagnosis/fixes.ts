// The fixes that several causes share. Every one is a command that runs as printed.
import type { Exchange } from '../botpress/exchange.ts';
import { line, lineText, profileFlag, quote } from '../commandLine.ts';
import { loginLine } from '../profiles/loginLine.ts';
import type { Deed, Fix } from './diagnosis.ts';
import { bpAuth, type Details, type Scene, type ScenePlace } from './scene.ts';
import { shellUnsetLine, variableIn } from './shell.ts';

const tokenPage = 'https://app.botpress.cloud/profile/tokens';

/** What is known of a proxy in between. */
type Behind = { proxy?: Exchange['proxy']; variables?: readonly string[] };

/** A host without its port. */
export const bareHost = (host: string) => host.replace(/:\d+$/, '');

/** The diagnosis once more, after something was mended elsewhere. */
export function checkAgain(scene: Scene, title: string, ...words: readonly string[]): Fix {
  const command = bpAuth(scene, 'doctor', ...profileFlag(scene.name), ...words);
  return { title, command, deed: { type: 'again' } };
}

/** A new login that ends up in the same profile. */
export function logInAgain(scene: Scene, why = 'Create a new token and log in with it'): Fix[] {
  const login: Fix = {
    title: `${why} (${tokenPage})`,
    command: lineText(loginLine(scene.name, scene, '--with-token'), scene),
    deed: loginDeed(scene),
  };
  if (scene.variables.length === 0) return [login];
  const title = 'Take these credentials out of the environment; what is stored counts then';
  return [unsetVariables(scene, scene.variables, title), login];
}

/** The login form instead of the command. */
export function loginDeed({ apiUrl, botId, integrationId }: Scene): Deed {
  return { type: 'login', apiUrl: apiUrl || null, keyTarget: botId ?? integrationId };
}

/** Takes variables out of this shell, so that the stored profile counts again. */
export function unsetVariables(scene: Scene, variables: readonly string[], title: string): Fix {
  return { title, command: shellUnsetLine(variables, scene.shell) };
}

/** The same token for another workspace. */
function switchWorkspace(scene: Scene, { id, name }: { id: string; name: string }): Fix {
  const title = `Use ${name || id} (${id}) instead`;
  const variable = scene.variables.find(name => name.endsWith('WORKSPACE_ID'));
  if (variable === undefined) {
    const command = bpAuth(scene, 'login', ...profileFlag(scene.name), '--workspaceId', id);
    return { title, command, deed: { type: 'workspace', id, name: name || id } };
  }
  const value = quote(id, scene.platform);
  const command =
    scene.platform === 'win32' ? `$env:${variable} = '${id}'` : `export ${variable}=${value}`;
  return { title, command };
}

/** bp with these credentials, and without what it takes from elsewhere. */
export function bpAloneFixes(
  scene: Scene,
  { variables = [], paths = [] }: { variables?: readonly string[]; paths?: readonly string[] },
): Fix[] {
  const exec: Fix = {
    title: 'Run bp with what applies here',
    command: bpAuth(scene, 'exec', ...profileFlag(scene.name), '--', 'bp'),
  };
  const file = paths.join(', ');
  return [
    ...(scene.name === null && scene.variables.length === 0 ? [] : [exec]),
    ...(variables.length === 0 ? [] : [unsetVariables(scene, variables, 'Or take it out')]),
    ...(file === '' ? [] : [checkAgain(scene, `Or take it out of ${file}, then look again`)]),
  ];
}

/** The ADK with these credentials. */
export function adkFixes(
  scene: Scene,
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
    ...(command === null ? [] : [{ title, command: lineText(command, scene) }]),
    ...(variables.length === 0 ? [] : [unsetVariables(scene, variables, 'Or take it out')]),
  ];
}

export function inspect(scene: Scene): Fix {
  return {
    title: 'See what this token may do',
    command: bpAuth(scene, 'tokens', 'inspect', ...profileFlag(scene.name)),
    deed: { type: 'inspect' },
  };
}

export function compareKinds(scene: Scene): Fix {
  return {
    title: 'See what each kind of token may do',
    command: bpAuth(scene, 'tokens', 'scopes'),
    deed: { type: 'scopes' },
  };
}

export function useProfile(scene: Scene, name: string): Fix {
  return { title: `Use ${name}`, command: bpAuth(scene, 'profiles', 'use', name) };
}

export function listProfiles(scene: Scene, title = 'See which profiles there are'): Fix {
  return { title, command: bpAuth(scene, 'profiles', 'list') };
}

export function repair(scene: ScenePlace, title: string): Fix {
  return { title, command: bpAuth(scene, 'doctor', '--repair'), deed: { type: 'repair' } };
}

/** A question to the network that needs no token. */
export function probeUrl(scene: Scene, title: string): Fix {
  const url = quote(scene.apiUrl, scene.platform);
  // Not -v, which shows the password of a proxy.
  const told = quote('%{http_code} %{remote_ip} %{redirect_url}\\n', scene.platform);
  const [curl, nowhere] = scene.platform === 'win32' ? ['curl.exe', 'NUL'] : ['curl', '/dev/null'];
  return { title, command: `${curl} -sS -o ${nowhere} -w ${told} ${url}` };
}

export function removeFiles(scene: Scene, paths: readonly string[], title: string): Fix {
  const words = paths.map(path => quote(path, scene.platform)).join(' ');
  return { title, command: scene.platform === 'win32' ? `Remove-Item ${words}` : `rm -i ${words}` };
}

export function chooseWorkspace(
  scene: Scene,
  { workspaces = [] }: { workspaces?: ReadonlyArray<{ id: string; name: string }> },
): Fix[] {
  if (workspaces.length === 0) {
    return logInAgain(
      { ...scene, workspaceId: null },
      'Log in with a token of an account that has a workspace',
    );
  }
  return workspaces.slice(0, 3).map(workspace => switchWorkspace(scene, workspace));
}

/** A login with the token in a variable, and with what else stands in variables. */
export function pipe(
  { shell, ...scene }: Scene,
  variable: string,
  flags: NonNullable<Details['flags']>,
): string {
  const value = (name: string) => variableIn(name, shell);
  const login = [
    lineText(line('login', '--with-token'), scene),
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

export function lookup({ host, platform }: Scene): string {
  const name = quote(bareHost(host), platform);
  return platform === 'linux' ? `getent hosts ${name}` : `nslookup ${name}`;
}

/** What the host shows, or the proxy in its place. */
export function showCertificate({ host, platform }: Scene, { proxy }: Behind = {}): string {
  const name = quote(bareHost(host), platform);
  const port = /:\d+$/.test(host) ? host.slice(host.lastIndexOf(':')) : ':443';
  const through = proxy ? ` -proxy ${quote(withPort(proxy.host), platform)}` : '';
  return `openssl s_client${through} -connect ${name}${port} -servername ${name} </dev/null`;
}

const withPort = (host: string) => (/:\d+$/.test(host) ? host : `${host}:80`);

export function trustFix(scene: Scene, which: string): Fix {
  const command =
    scene.platform === 'win32'
      ? "$env:NODE_EXTRA_CA_CERTS = 'company-ca.pem'"
      : 'export NODE_EXTRA_CA_CERTS="$HOME/company-ca.pem"';
  return { title: `Save ${which} as that file, and let Node.js trust it`, command };
}

/** A way back to the proxy's variable, from whatever is wrong with it. */
export function proxyFixes(scene: Scene, { proxy, variables = [] }: Behind): Fix[] {
  const names = proxy ? [proxy.variable] : variables;
  return [
    { title: 'See how proxies are set (without passwords)', command: showProxies(scene) },
    unsetVariables(scene, names, 'If this network needs no proxy: take it out'),
    exemptHost(scene),
    checkAgain(scene, 'Once the proxy works, look again'),
  ];
}

function showProxies({ platform }: Scene): string {
  return platform === 'win32'
    ? 'Get-ChildItem Env:*_PROXY -Name'
    : "env | grep -i _proxy | sed 's/=.*@/=***@/'";
}

function exemptHost({ host, platform }: Scene): Fix {
  const name = quote(bareHost(host), platform);
  const command =
    platform === 'win32'
      ? `$env:NO_PROXY = "$env:NO_PROXY,${bareHost(host)}"`
      : `export NO_PROXY="$NO_PROXY",${name}`;
  return { title: 'If only this host needs none: say so', command };
}

/** The variable with an address as it ought to look. */
export function proxySetting(scene: Scene, { proxy }: Behind): Fix {
  const command = setVariable(
    scene,
    proxy?.variable ?? 'HTTPS_PROXY',
    'http://proxy.example.com:3128',
  );
  return { title: 'Set it to the address of an HTTP proxy, as this one', command };
}

export function proxyPassword(scene: Scene, { proxy }: Behind): Fix {
  const { variable = 'HTTPS_PROXY', host = 'proxy.example.com:3128' } = proxy ?? {};
  return {
    title: 'Set both; a password’s @ : / # are written %40 %3A %2F %23',
    command: setVariable(scene, variable, `http://USER:PASSWORD@${host}`),
  };
}

function setVariable({ platform }: Scene, name: string, value: string): string {
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

export function showOwners(scene: Scene, paths: readonly string[]): string {
  return `ls -ld ${paths.map(path => quote(path, scene.platform)).join(' ')}`;
}

/** After `sudo` left what is ours to somebody else. */
export function takeBack(scene: ScenePlace, paths: readonly string[]): Fix {
  const words = paths.map(path => quote(path, scene.platform)).join(' ');
  return { title: 'Make it yours', command: `sudo chown -R "$(id -u)" ${words}` };
}
