import { expect, test } from 'vitest';
import { loadConf } from '../../source/profiles/loadConf.ts';

test('loading conf leaves nobody who answers signals in our place', async () => {
  const ours = () => {};
  process.on('SIGINT', ours);
  const count = () =>
    (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const).map(signal =>
      process.listenerCount(signal),
    );
  const before = count();
  await loadConf();
  expect(count()).toEqual(before);
  expect(process.listeners('SIGINT')).toContain(ours);
  process.off('SIGINT', ours);
});
