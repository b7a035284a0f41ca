// The shell that a printed line is for, and how that shell unsets variables.
import { expect, test } from 'vitest';
import type { Shell } from '../source/commandLine.ts';
import { shellOf } from '../source/linePlace.ts';
import { oneLine, shellUnsetLine } from '../source/shell.ts';

type Row = [
  title: string,
  platform: NodeJS.Platform,
  env: Record<string, string>,
  shell: Shell,
  line: string,
];

const systemModules = 'C:\\WINDOWS\\system32\\WindowsPowerShell\\v1.0\\Modules';
const userModules = `C:\\Users\\me\\Documents\\PowerShell\\Modules;${systemModules}`;

const rows: Row[] = [
  ['no SHELL', 'linux', {}, 'posix', 'unset A B; bp-auth x'],
  ['bash', 'linux', { SHELL: '/bin/bash' }, 'posix', 'unset A B; bp-auth x'],
  ['zsh on a Mac', 'darwin', { SHELL: '/bin/zsh' }, 'posix', 'unset A B; bp-auth x'],
  ['fish', 'linux', { SHELL: '/usr/bin/fish' }, 'fish', 'set -e A B; bp-auth x'],
  ['tcsh', 'linux', { SHELL: '/bin/tcsh' }, 'csh', 'unsetenv A; unsetenv B; bp-auth x'],
  [
    'PowerShell on Linux',
    'linux',
    { SHELL: '/bin/bash', PSModulePath: '/opt/microsoft/powershell/7/Modules' },
    'powershell',
    'Remove-Item Env:A, Env:B; bp-auth x',
  ],
  [
    'PowerShell on Windows',
    'win32',
    { PSModulePath: userModules, PROMPT: '$P$G' },
    'powershell',
    'Remove-Item Env:A, Env:B; bp-auth x',
  ],
  [
    'cmd',
    'win32',
    { PSModulePath: systemModules, PROMPT: '$P$G' },
    'cmd',
    'set "A=" & set "B=" & bp-auth x',
  ],
  [
    'nobody knows, on Windows',
    'win32',
    { PSModulePath: systemModules },
    'powershell',
    'Remove-Item Env:A, Env:B; bp-auth x',
  ],
  [
    'Git Bash',
    'win32',
    { SHELL: '/usr/bin/bash.exe', MSYSTEM: 'MINGW64', PSModulePath: systemModules },
    'posix',
    'unset A B; bp-auth x',
  ],
];

test.each(rows)('%s', (_, platform, env, shell, line) => {
  expect(shellOf({ platform, env })).toBe(shell);
  expect(oneLine([shellUnsetLine(['A', 'B'], shell), 'bp-auth x'], shell)).toBe(line);
});
