import { defineConfig } from 'vitest/config';
import { builtProgram } from './test/support/builtProgram.ts';

export default defineConfig({
  // `npm run test:built`: the same tests, of dist instead of source.
  plugins: process.env.BP_AUTH_BUILT ? [builtProgram()] : [],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/slow/**', 'test/**/*.{real,pty}.test.ts'],
    env: { NODE_ENV: 'test' },
    // Real terminals and processes on a machine that others use too: a second try, shown as such.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
