// The process and the system under it, for what is called without a context.

export const systemPlatform: NodeJS.Platform = process.platform;

/** As in `20.19.0`. */
export const nodeVersion: string = process.versions.node;

/** The program that runs us. */
export const nodePath: string = process.execPath;

/** The user that this process acts as; null on Windows, where files have no such owner. */
export const ownId = (): number | null => process.geteuid?.() ?? null;

/** What `sudo` and containers are. */
export const isRoot = (): boolean => ownId() === 0;
