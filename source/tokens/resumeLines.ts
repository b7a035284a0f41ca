// The commands that finish, or give up, interrupted work on tokens.
import { line, profileFlag } from '../commandLine.ts';

export const resumeLine = line('tokens', 'resume');

export const resumeLineFor = (profile: string) => line('tokens', 'resume', ...profileFlag(profile));

export const forgetLine = line('tokens', 'resume', '--forget');
