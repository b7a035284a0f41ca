// The operating system, for code that has no context.

export const systemPlatform: NodeJS.Platform = process.platform;

/** Node's version: `20.19.0`. */
export const nodeVersion: string = process.versions.node;

/** The path of the Node executable that runs us. */
export const nodePath: string = process.execPath;

/** The effective user id; null on Windows, where files have no owner of that kind. */
export const ownId = (): number | null => process.geteuid?.() ?? null;

/** Whether we run as root, as under `sudo` and in most containers. */
export const isRoot = (): boolean => ownId() === 0;
