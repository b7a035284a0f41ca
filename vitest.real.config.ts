// The tests that drive the built program in processes, shells and terminals: `npm run test:real`.
import { defineConfig } from 'vitest/config';
import { shared } from './vitest.shared.ts';

export default defineConfig({
  test: {
    ...shared,
    include: ['test/**/*.{real,pty}.test.ts'],
    exclude: ['test/slow/**'],
  },
});
