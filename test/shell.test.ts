// The shell that a printed line is for, and how that shell unsets variables.
import { expect, test } from 'vitest';
import type { Shell } from '../source/commandLine.ts';
import { hiddenTerminal } from '../source/commands/prompt.ts';
import { treeKiller } from '../source/files/endTree.ts';
import { rightsHint } from '../source/files/rights.ts';
import { shellOf } from '../source/linePlace.ts';
import { oneLine, shellUnsetLine } from '../source/shell.ts';
import { fakeContext } from './support/context.ts';
import { runIn } from './support/run.ts';

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

test.each<[NodeJS.Platform, Record<string, string>, isTTY: boolean, isHidden: boolean]>([
  ['win32', { MSYSTEM: 'MINGW64' }, false, true],
  ['win32', { TERM_PROGRAM: 'mintty' }, false, true],
  ['win32', { MSYSTEM: 'MINGW64' }, true, false],
  ['win32', {}, false, false],
  ['linux', { TERM_PROGRAM: 'mintty' }, false, false],
])('on %s with %j and a terminal: %s, winpty is named: %s', (platform, env, isTTY, isHidden) => {
  const ctx = { ...fakeContext({ env, isTTY }), platform };
  expect(hiddenTerminal(ctx, '`winpty bp-auth`')?.includes('winpty bp-auth') ?? false).toBe(
    isHidden,
  );
});

test('Git Bash’s window is told of winpty where a terminal would be needed', async () => {
  const env = { MSYSTEM: 'MINGW64', TERM_PROGRAM: 'mintty' };
  const ctx = { ...fakeContext({ env }), platform: 'win32' as const };
  expect((await runIn(ctx)).stderr).toContain('winpty bp-auth');
  const logout = await runIn(ctx, 'logout', '--all');
  expect(logout.stderr).not.toContain('winpty');
});

test('Windows has no owner and mode to check', () => {
  expect(rightsHint('Check its owner and mode', 'linux')).toBe('Check its owner and mode');
  expect(rightsHint('Check its owner and mode', 'win32')).toMatch(/another program.*icacls/i);
});

test.each([
  [{ SystemRoot: 'C:\\Windows' }, 'C:\\Windows\\System32\\taskkill.exe'],
  [{ windir: 'D:\\W' }, 'D:\\W\\System32\\taskkill.exe'],
  [{ SystemRoot: 'Windows' }, null],
  [{}, null],
])('with %j a tree of processes is ended by %s', (env, program) => {
  expect(treeKiller(env)).toBe(program);
});
