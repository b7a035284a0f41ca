// The tests that drive the built program in processes, shells and terminals: `npm run test:real`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.{real,pty}.test.ts'],
    exclude: ['test/slow/**'],
    env: { NODE_ENV: 'test' },
    // Real terminals and processes on a machine that others use too: a second try, shown as such.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
