import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/slow/**'],
    env: { NODE_ENV: 'test' },
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
