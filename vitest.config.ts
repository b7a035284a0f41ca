import { defineConfig } from 'vitest/config';
import { builtProgram } from './test/support/builtProgram.ts';
import { shared } from './vitest.shared.ts';

export default defineConfig({
  // `npm run test:built`: the same tests, of dist instead of source.
  plugins: process.env.BP_AUTH_BUILT ? [builtProgram()] : [],
  test: {
    ...shared,
    // Each test has a context of its own and none replaces a module, so a worker can load every
    // module once: a fifth of the time.
    isolate: false,
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/slow/**', 'test/**/*.{real,pty}.test.ts'],
  },
});
