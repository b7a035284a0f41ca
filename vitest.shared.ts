// What all runs of the tests have in common.
export const shared = {
  env: { NODE_ENV: 'test' },
  // Real terminals and processes on a machine that others use too: a second try, shown as such.
  retry: process.env.CI ? 1 : 0,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  maxWorkers: 2,
};
