// The roles that a member of a workspace can have, the least powerful first (source: @botpress/api 1.70).

export const roles = [
  'viewer',
  'billing',
  'developer',
  'manager',
  'administrator',
  'owner',
] as const;
