// Files that somebody else put where we look: the built program neither blocks on them nor reads them
// without end. test/slow/plantedFiles.test.ts tests all commands with all of them.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../source/sandbox/server.ts';
import { homeWith, places, planted, runBeside } from './support/planted.ts';
import { builtCli } from './support/programs.ts';
import { startPty } from './support/pty.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const kinds = Object.keys(planted);
/** A file without permissions counts as text for root, who can read it. */
const isText = (kind: string) =>
  kind === 'UTF-16' || (kind === 'a file that is closed' && process.getuid?.() === 0);

describe.skipIf(process.platform === 'win32').each(kinds)('%s', kind => {
  test('in the project: passed over with a line, and the program gets its input', async () => {
    const home = homeWith(kind, places.project, sandbox.url);
    const argv = ['exec', '--', 'head', '-1'];
    const { code, stdout, stderr } = await runBeside(home, argv);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'for the program\n' });
    if (isText(kind)) return;
    const agent = join('project', 'agent.json');
    expect(stderr).toMatch(new RegExp(`${agent} was passed over: it [^\\n]+\\n`));
  });

  test('in the project: profiles active names each once', async () => {
    const home = homeWith(kind, places.project, sandbox.url);
    const { code, stderr } = await runBeside(home, ['profiles', 'active']);
    expect(code).toBe(0);
    const lines = (pattern: RegExp) => stderr.match(pattern)?.length ?? 0;
    // bp finds no variables in UTF-16.
    const isPassedOver = kind === 'UTF-16' || !isText(kind);
    expect(lines(/\.\/\.env was passed over/g)).toBe(isPassedOver ? 1 : 0);
    expect(lines(/agent\.json was passed over/g)).toBe(isText(kind) ? 0 : 1);
  });
});

describe.skipIf(process.platform === 'win32').each(['a pipe', 'a symlink to /dev/tty'])(
  'a terminal beside %s',
  kind => {
    test('is drawn, and Ctrl+C ends it at once', async () => {
      // How long Ctrl+C takes to end the program without planted files; a busy machine needs longer.
      const usual = await endedIn(homeWith(kind, [], sandbox.url));
      const beside = await endedIn(homeWith(kind, places.project, sandbox.url));
      expect(beside).toBeLessThan(Math.max(1000, 2 * usual + 500));
    });
  },
);

/** @returns milliseconds from Ctrl+C to the end of the terminal UI */
async function endedIn(home: string): Promise<number> {
  const pty = startPty(process.execPath, [builtCli], {
    cwd: join(home, 'project'),
    env: { HOME: home },
  });
  await pty.waitFor('authenticated');
  const pressedAt = performance.now();
  pty.press('ctrl+c');
  await pty.exited;
  return performance.now() - pressedAt;
}
