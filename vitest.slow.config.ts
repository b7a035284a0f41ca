// The tests that take minutes, or need root, a keychain, a browser: `npm run test:slow`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.{ts,tsx}'],
    env: { NODE_ENV: 'test' },
    // Real terminals and processes on a machine that others use too: a second try, shown as such.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // They measure, or fill the machine by themselves.
    maxWorkers: 1,
  },
});
