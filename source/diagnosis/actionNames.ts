// Names of the things to do with a token: the values of `doctor --for`.

export const actionNames = [
  'deploy',
  'create-bot',
  'delete-bot',
  'list-bots',
  'publish-integration',
  'create-key',
  'create-token',
  'manage-members',
  'see-billing',
  'see-audit',
  'read-conversations',
  'send-message',
  'call-action',
  'read-tables',
  'write-tables',
  'upload-files',
] as const;

export type ActionName = (typeof actionNames)[number];
