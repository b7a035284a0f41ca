// The tests that take minutes, or need root, a keychain, a browser: `npm run test:slow`.
import { defineConfig } from 'vitest/config';
import { shared } from './vitest.shared.ts';

export default defineConfig({
  test: {
    ...shared,
    include: ['test/slow/**/*.test.{ts,tsx}'],
    testTimeout: 600_000,
    // They measure, or fill the machine by themselves.
    maxWorkers: 1,
  },
});
