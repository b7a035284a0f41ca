// The program's version; the bundle carries package.json's.
import packageJson from '../package.json' with { type: 'json' };

export const version: string = packageJson.version;
