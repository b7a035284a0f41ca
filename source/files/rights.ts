// The hint for a file that we may not use. Windows has no owner and mode to look at.
import { systemPlatform } from '../system.ts';

/** @param elsewhere the hint for systems that have modes */
export function rightsHint(elsewhere: string, platform: NodeJS.Platform = systemPlatform): string {
  if (platform !== 'win32') return elsewhere;
  return 'Another program may have the file open: close that program and run this again. `icacls` with the path of the file shows who may use it';
}
