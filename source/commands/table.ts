// The modules of all commands, loaded on call; their records are in spec/.
import type { Command } from './command.ts';
import type { CommandName } from './spec/specs.ts';

type Loader = () => Promise<Command>;

export const commands: Readonly<Record<CommandName, Loader>> = {
  login: async () => (await import('./login.ts')).login,
  logout: async () => (await import('./logout.ts')).logout,
  'profiles list': async () => (await import('./profilesList.ts')).profilesList,
  'profiles active': async () => (await import('./profilesActive.ts')).profilesActive,
  'profiles use': async () => (await import('./profilesUse.ts')).profilesUse,
  'profiles get': async () => (await import('./profilesGet.ts')).profilesGet,
  'profiles open': async () => (await import('./profilesOpen.ts')).profilesOpen,
  'profiles activity': async () => (await import('./profilesActivity.ts')).profilesActivity,
  'profiles rename': async () => (await import('./profilesRename.ts')).profilesRename,
  'profiles remove': async () => (await import('./profilesRemove.ts')).profilesRemove,
  'profiles import': async () => (await import('./profilesImport.ts')).profilesImport,
  'profiles export': async () => (await import('./profilesExport.ts')).profilesExport,
  'profiles move-token': async () => (await import('./profilesMoveToken.ts')).profilesMoveToken,
  'profiles bind': async () => (await import('./profilesBind.ts')).profilesBind,
  'profiles unbind': async () => (await import('./profilesBind.ts')).profilesUnbind,
  'profiles protect': async () => (await import('./profilesProtect.ts')).profilesProtect,
  'tokens list': async () => (await import('./tokensList.ts')).tokensList,
  'tokens create': async () => (await import('./tokensCreate.ts')).tokensCreate,
  'tokens rotate': async () => (await import('./tokensRotate.ts')).tokensRotate,
  'tokens resume': async () => (await import('./tokensResume.ts')).tokensResume,
  'tokens revoke': async () => (await import('./tokensRevoke.ts')).tokensRevoke,
  'tokens inspect': async () => (await import('./tokensInspect.ts')).tokensInspect,
  'tokens audit': async () => (await import('./tokensAudit.ts')).tokensAudit,
  'tokens scopes': async () => (await import('./tokensScopes.ts')).tokensScopes,
  exec: async () => (await import('./exec.ts')).exec,
  shell: async () => (await import('./shell.ts')).shell,
  hook: async () => (await import('./hook.ts')).hook,
  env: async () => (await import('./env.ts')).env,
  token: async () => (await import('./token.ts')).token,
  doctor: async () => (await import('./doctor.ts')).doctor,
  checklist: async () => (await import('./checklist.ts')).checklist,
  explain: async () => (await import('./explain.ts')).explain,
  completion: async () => (await import('./completion.ts')).completion,
  sandbox: async () => (await import('./sandbox.ts')).sandbox,
};
