// The collection of young garbage after enough bytes have passed through the relay; nothing breaks
// if Node does not expose its collector.
import { expect, test } from 'vitest';
import { passedBytes } from '../../source/relay/passedBytes.ts';

const mib = 1024 * 1024;

test('collects once every 4 MiB, in pieces of any size', () => {
  const collected: unknown[] = [];
  const passed = passedBytes(() => how => void collected.push(how));
  for (let at = 0; at < 160; at++) passed(mib / 10);
  expect(collected).toEqual(Array(4).fill({ type: 'minor' }));
});

test('looks for the collector once, and only when there is need of it', () => {
  let looked = 0;
  const passed = passedBytes(() => {
    looked += 1;
    return null;
  });
  passed(mib);
  expect(looked).toBe(0);
  for (let at = 0; at < 3; at++) passed(5 * mib);
  expect(looked).toBe(1);
});

test('what bodies left behind is given back by Node’s own collector', async () => {
  const passed = passedBytes();
  const held = () => process.memoryUsage().arrayBuffers;
  const before = held();
  let most = 0;
  for (let at = 0; at < 1600; at++) {
    passed(Buffer.alloc(64 * 1024, 1).length);
    // Another thread frees the memory, and needs a moment for it.
    if (at % 64 === 0) await new Promise(setImmediate);
    most = Math.max(most, held() - before);
  }
  // The bodies had 100 MiB in all, so most of their memory was given back.
  expect(most).toBeLessThan(32 * mib);
});
