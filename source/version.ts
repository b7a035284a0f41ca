// The program's version: that of package.json, which the build copies into the bundle.
import packageJson from '../package.json' with { type: 'json' };

export const version: string = packageJson.version;
