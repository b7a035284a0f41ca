// Other programs' words for our commands, each with the line that a hint suggests.

/**
 * Each key is a command line of ours, without `bp-auth`; its values are what users of other
 * programs may type instead. No value is a command of ours.
 */
export const familiar: Readonly<Record<string, readonly string[]>> = {
  login: [
    ...['add', 'auth', 'auth add', 'auth login', 'auth setup', 'connect', 'log in', 'log-in'],
    ...['new', 'profiles add', 'profiles create', 'profiles login', 'profiles new', 'setup'],
    ...['sign in', 'sign-in', 'signin', 'tokens add', 'tokens login'],
  ],
  logout: [
    ...['auth logout', 'disconnect', 'log out', 'log-out', 'profiles logout', 'sign out'],
    ...['sign-out', 'signout'],
  ],
  'logout --all': ['logout-all', 'logoutall'],
  'profiles list': [
    ...['accounts', 'auth list', 'list', 'ls', 'profiles all', 'profiles ls', 'workspaces'],
  ],
  'profiles list --check': ['profiles check', 'profiles test', 'profiles verify', 'verify'],
  'profiles active': [
    ...['account', 'auth status', 'auth whoami', 'current', 'info', 'me', 'profiles current'],
    ...['profiles info', 'profiles status', 'profiles which', 'profiles whoami', 'status'],
    ...['which', 'who', 'whoami', 'workspace'],
  ],
  'profiles use': [
    ...['activate', 'auth switch', 'auth use', 'checkout', 'profiles activate', 'profiles select'],
    ...['profiles set', 'profiles switch', 'select', 'set', 'switch'],
  ],
  'profiles get': ['profiles show', 'profiles view', 'show', 'view'],
  'profiles open': ['browse', 'dashboard', 'profiles browse', 'studio', 'web'],
  'profiles activity': ['history', 'log', 'logs', 'profiles history', 'profiles log'],
  'profiles rename': ['mv', 'profiles mv'],
  'profiles remove': [
    ...['del', 'delete', 'forget', 'profiles del', 'profiles delete', 'profiles forget'],
    ...['profiles rm', 'remove', 'rm'],
  ],
  'profiles export': ['backup', 'profiles backup'],
  'profiles import': ['migrate', 'restore'],
  'profiles move-token': ['move', 'profiles move', 'tokens move'],
  'profiles bind': ['link', 'pin', 'profiles link', 'profiles pin'],
  'profiles unbind': ['profiles unlink', 'profiles unpin', 'unlink', 'unpin'],
  'profiles protect': ['lock', 'profiles lock'],
  'profiles protect NAME --off': ['profiles unlock', 'profiles unprotect', 'unlock', 'unprotect'],
  'tokens list': ['auth tokens', 'keys', 'tokens ls'],
  'tokens create': ['tokens generate', 'tokens issue', 'tokens make', 'tokens new'],
  'tokens rotate': [
    ...['auth refresh', 'refresh', 'renew', 'tokens refresh', 'tokens regenerate'],
    ...['tokens renew', 'tokens replace'],
  ],
  'tokens revoke': ['tokens del', 'tokens delete', 'tokens remove', 'tokens rm'],
  'tokens inspect': [
    ...['tokens check', 'tokens info', 'tokens show', 'tokens verify', 'tokens whoami'],
  ],
  'tokens audit': ['leaks', 'scan', 'tokens find', 'tokens leaks', 'tokens scan'],
  'tokens scopes': ['permissions', 'tokens permissions'],
  token: ['auth token', 'pat', 'profiles token', 'tokens get', 'tokens print'],
  'exec -- CMD': ['run', 'with'],
  'exec -- bp': ['bp'],
  'exec -- bp deploy': ['bp deploy', 'deploy'],
  'exec -- adk': ['adk'],
  env: ['environment', 'printenv', 'vars'],
  shell: ['console', 'sh', 'subshell'],
  doctor: ['check', 'debug', 'diagnose', 'diagnostics', 'health', 'ping', 'test', 'why'],
  'doctor --repair': ['fix', 'repair'],
  'doctor --report': ['report'],
  checklist: ['best-practices', 'practices', 'security'],
  completion: ['autocomplete', 'completions'],
  sandbox: ['mock', 'serve', 'server'],
  '--demo': ['demo', 'try'],
  '--version': ['version'],
  '': ['gui', 'tui', 'ui'],
};
