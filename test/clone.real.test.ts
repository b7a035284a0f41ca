// A clone on a machine whose git turns line ends into CRLF: lint and shell scripts need LF.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryDirectory } from './support/context.ts';
import { cleanEnv, runProgram } from './support/programs.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

test.skipIf(!existsSync(join(root, '.git')))(
  'a clone with autocrlf has LF in every file',
  async () => {
    const clone = join(temporaryDirectory(), 'clone');
    const flags = ['-c', 'core.autocrlf=true', '-c', 'core.eol=crlf', '--quiet', '--depth', '1'];
    const { code, stderr } = await runProgram(['git', 'clone', ...flags, `file://${root}`, clone], {
      env: cleanEnv(),
    });
    expect(code, stderr).toBe(0);
    const files = readdirSync(clone, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter(file => !file.startsWith(join(clone, '.git/')));
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter(file => readFileSync(file).includes('\r\n'))).toEqual([]);
  },
);
