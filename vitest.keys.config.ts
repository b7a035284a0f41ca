// The tests once more, with every sentence replaced by its key: what still holds hangs on no wording.
import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { sentencesAsKeys } from './test/support/sentenceKeys.ts';
import { textTests } from './test/support/textTests.ts';
import { shared } from './vitest.shared.ts';

const gone = Object.keys(textTests).filter(file => !existsSync(new URL(file, import.meta.url)));
if (gone.length > 0) throw new Error(`textTests.ts names what is not there: ${gone.join(', ')}`);

export default defineConfig({
  plugins: [sentencesAsKeys()],
  test: {
    ...shared,
    include: ['test/*/**/*.test.{ts,tsx}'],
    // What runs the built program, which has its sentences, and what is not about the program.
    exclude: ['test/slow/**', 'test/**/*.{real,pty}.test.ts', 'test/sandbox/**'],
    setupFiles: ['test/support/blindToText.ts'],
  },
});
