// Owns the fixes that several causes share. Every one is a command that runs as printed.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import type { Fix } from './diagnosis.ts';
import { quote } from './quote.ts';
import { bpAuth, profileFlag, type Scene } from './scene.ts';

const tokenPage = 'https://app.botpress.cloud/profile/tokens';

/** The diagnosis once more, after something was mended elsewhere. */
export function checkAgain(scene: Scene, title: string, ...words: readonly string[]): Fix {
  return { title, command: bpAuth(scene, 'doctor', ...profileFlag(scene), ...words) };
}

/** A new login that ends up in the same profile; for the environment, the variable to fill anew. */
export function logInAgain(scene: Scene, why = 'Create a new token and log in with it'): Fix {
  const target =
    scene.botId !== null
      ? ['--bot', scene.botId]
      : scene.integrationId !== null
        ? ['--integration', scene.integrationId]
        : scene.workspaceId !== null
          ? ['--workspaceId', scene.workspaceId]
          : [];
  const key = scene.botId !== null || scene.integrationId !== null;
  return {
    title: `${why} (${key ? 'keys of a bot or integration: the dashboard' : tokenPage})`,
    command: bpAuth(
      scene,
      'login',
      ...profileFlag(scene),
      ...apiUrlFlag(scene),
      ...target,
      '--with-token',
    ),
  };
}

function apiUrlFlag({ apiUrl }: Scene): string[] {
  return apiUrl === defaultApiUrl || apiUrl === '' ? [] : ['--apiUrl', apiUrl];
}

/** Takes variables out of this shell, so that the stored profile counts again. */
export function unsetVariables(scene: Scene, variables: readonly string[], title: string): Fix {
  const command =
    scene.platform === 'win32'
      ? `Remove-Item ${variables.map(name => `Env:${name}`).join(', ')}`
      : `unset ${variables.join(' ')}`;
  return { title, command };
}

/** The same token for another workspace. */
export function switchWorkspace(scene: Scene, id: string, title: string): Fix {
  return {
    title,
    command: bpAuth(scene, 'login', ...profileFlag(scene), '--workspaceId', id),
  };
}

export function listProfiles(scene: Scene, title = 'See which profiles there are'): Fix {
  return { title, command: bpAuth(scene, 'profiles', 'list') };
}

export function repair(scene: Scene, title: string): Fix {
  return { title, command: bpAuth(scene, 'doctor', '--repair') };
}

/** A question to the network that needs no token. */
export function probeUrl(scene: Scene, title: string): Fix {
  return { title, command: `curl -sS -o /dev/null -v ${quote(scene.apiUrl, scene.platform)}` };
}

export function removeFiles(scene: Scene, paths: readonly string[], title: string): Fix {
  const words = paths.map(path => quote(path, scene.platform)).join(' ');
  return { title, command: scene.platform === 'win32' ? `Remove-Item ${words}` : `rm -i ${words}` };
}
