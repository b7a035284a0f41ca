// Files that the audit searches on Linux, macOS and Windows: histories and start-up files of
// shells, and histories of editors.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { knownPlaces } from '../../../source/tokens/audit/places.ts';
import { fakeContext } from '../../support/context.ts';

test.each([
  ['a window of macOS', '.zsh_sessions/9A4C.history', true],
  ['the same, still open', '.zsh_sessions/9A4C.historynew', true],
  ['bash of macOS', '.bash_sessions/9A4C.history', true],
  ['what else lies there', '.zsh_sessions/9A4C.session', false],
  ['PowerShell on Linux', '.local/share/powershell/PSReadLine/ConsoleHost_history.txt', true],
  ['its profile', '.config/powershell/Microsoft.PowerShell_profile.ps1', true],
  ['PowerShell 7', 'Documents/PowerShell/Microsoft.PowerShell_profile.ps1', true],
  ['for all its programs', 'Documents/PowerShell/profile.ps1', true],
  ['Windows PowerShell', 'Documents/WindowsPowerShell/Microsoft.VSCode_profile.ps1', true],
  ['moved by OneDrive', 'Drive/Documents/PowerShell/profile.ps1', true],
  ['a script beside it', 'Documents/PowerShell/deploy.ps1', false],
  ['the console', 'Roaming/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt', true],
  [
    'Visual Studio Code',
    'Roaming/Microsoft/Windows/PowerShell/PSReadLine/Visual Studio Code Host_history.txt',
    true,
  ],
  ['an editor on Linux', '.config/Code/User/History/-1a2b/Xyz.env', true],
  ['on macOS', 'Library/Application Support/Cursor/User/History/-1a2b/Xyz.ts', true],
  ['on Windows', 'Roaming/Code/User/History/-1a2b/Xyz', true],
  ['its settings', '.config/Code/User/settings.json', false],
])('%s', (_, name, isMeant) => {
  const ctx = fakeContext();
  const path = join(ctx.userHome, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  const env = { APPDATA: join(ctx.userHome, 'Roaming'), OneDrive: join(ctx.userHome, 'Drive') };
  expect(knownPlaces({ ...ctx, env }).files.includes(path)).toBe(isMeant);
});
