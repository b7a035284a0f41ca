// The hint for a file that we may not use. Windows has no owner and mode to look at.
import { systemPlatform } from '../system.ts';

/** @param elsewhere the hint for systems that have modes */
export function rightsHint(elsewhere: string, platform: NodeJS.Platform = systemPlatform): string {
  if (platform !== 'win32') return elsewhere;
  return 'Another program may have it open: close that, and run this again. `icacls` with its path shows who may use it';
}
