// The fixes that several causes share. Every one is a command that runs as printed.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import type { Deed, Fix } from './diagnosis.ts';
import { quote } from './quote.ts';
import { bpAuth, type Place, profileFlag, type Scene } from './scene.ts';
import { unsetLine } from './shell.ts';

const tokenPage = 'https://app.botpress.cloud/profile/tokens';

/** A host without its port. */
export const bareHost = (host: string) => host.replace(/:\d+$/, '');

/** The diagnosis once more, after something was mended elsewhere. */
export function checkAgain(scene: Scene, title: string, ...words: readonly string[]): Fix {
  const command = bpAuth(scene, 'doctor', ...profileFlag(scene), ...words);
  return { title, command, deed: { type: 'again' } };
}

/** A new login that ends up in the same profile. */
export function logInAgain(scene: Scene, why = 'Create a new token and log in with it'): Fix[] {
  const login: Fix = {
    title: `${why} (${tokenPage})`,
    command: bpAuth(
      scene,
      'login',
      ...profileFlag(scene),
      ...apiUrlFlag(scene),
      ...targetFlag(scene),
      '--with-token',
    ),
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

function targetFlag({ botId, integrationId, workspaceId }: Scene): string[] {
  if (botId !== null) return ['--bot', botId];
  if (integrationId !== null) return ['--integration', integrationId];
  return workspaceId === null ? [] : ['--workspaceId', workspaceId];
}

function apiUrlFlag({ apiUrl }: Scene): string[] {
  return apiUrl === defaultApiUrl || apiUrl === '' ? [] : ['--apiUrl', apiUrl];
}

/** Takes variables out of this shell, so that the stored profile counts again. */
export function unsetVariables(scene: Scene, variables: readonly string[], title: string): Fix {
  return { title, command: unsetLine(variables, scene.shell) };
}

/** The same token for another workspace. */
function switchWorkspace(scene: Scene, { id, name }: { id: string; name: string }): Fix {
  const title = `Use ${name || id} (${id}) instead`;
  const variable = scene.variables.find(name => name.endsWith('WORKSPACE_ID'));
  if (variable === undefined) {
    const command = bpAuth(scene, 'login', ...profileFlag(scene), '--workspaceId', id);
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
    command: bpAuth(scene, 'exec', ...profileFlag(scene), '--', 'bp'),
  };
  const file = paths.join(', ');
  return [
    ...(scene.name === null && scene.variables.length === 0 ? [] : [exec]),
    ...(variables.length === 0 ? [] : [unsetVariables(scene, variables, 'Or take it out')]),
    ...(file === '' ? [] : [checkAgain(scene, `Or take it out of ${file}, then look again`)]),
  ];
}

export function inspect(scene: Scene): Fix {
  return {
    title: 'See what this token may do',
    command: bpAuth(scene, 'tokens', 'inspect', ...profileFlag(scene)),
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

export function repair(scene: Place, title: string): Fix {
  return { title, command: bpAuth(scene, 'doctor', '--repair'), deed: { type: 'repair' } };
}

/** A question to the network that needs no token. */
export function probeUrl(scene: Scene, title: string): Fix {
  return { title, command: `curl -sS -o /dev/null -v ${quote(scene.apiUrl, scene.platform)}` };
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

export function pipe(scene: Scene, variable: string): string {
  const login = bpAuth(scene, 'login', '--with-token');
  return scene.platform === 'win32'
    ? `$env:${variable} | ${login}`
    : `printf %s "$${variable}" | ${login}`;
}

export function lookup({ host, platform }: Scene): string {
  const name = quote(bareHost(host), platform);
  return platform === 'linux' ? `getent hosts ${name}` : `nslookup ${name}`;
}

export function showCertificate({ host, platform }: Scene): string {
  const name = quote(bareHost(host), platform);
  const port = /:\d+$/.test(host) ? host.slice(host.lastIndexOf(':')) : ':443';
  return `openssl s_client -connect ${name}${port} -servername ${name} </dev/null`;
}

export function trustFix(scene: Scene, which: string): Fix {
  const command =
    scene.platform === 'win32'
      ? "$env:NODE_EXTRA_CA_CERTS = 'company-ca.pem'"
      : 'export NODE_EXTRA_CA_CERTS="$HOME/company-ca.pem"';
  return { title: `Save ${which} as that file, and let Node.js trust it`, command };
}

export function proxyFixes(
  scene: Scene,
  { variables = [] }: { variables?: readonly string[] },
): Fix[] {
  return [
    { title: 'See how it is set', command: `env | grep -i _proxy` },
    unsetVariables(scene, variables, 'If this network needs no proxy: take it out'),
    checkAgain(scene, 'Once the proxy works, look again'),
  ];
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
