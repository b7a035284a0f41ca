// The user at the other end of a connection, found in copies of the kernel's lists of connections.
import { describe, expect, test } from 'vitest';
import { isStranger, type Peer, peerIn } from '../../source/login/peer.ts';

const server = { address: '127.0.0.1', port: 0x8d99 };
const client = { address: '127.0.0.1', port: 0xe438 };
const elsewhere = { address: '127.0.0.2', port: 0xe438 };

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, remote: string, state: string, uid: number, inode: number) =>
  `  12: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 ${uid}        0 ${inode} 1 0000000000000000 20 0 0 10 -1`;
const [here, there] = ['0100007F:8D99', '0100007F:E438'];
const listens = row(here, '00000000:0000', '0A', 1000, 11);
const ours = row(here, there, '01', 1000, 12);
const mapped = (end: string) => `0000000000000000FFFF0000${end}`;

describe.skipIf(process.arch === 's390x')('the peer of a connection', () => {
  const gone: Peer = { type: 'gone' };
  const unknown: Peer = { type: 'unknown' };
  test.each<[what: string, rows: string[], rows6: string[], expected: Peer]>([
    ['of the same user', [listens, ours, row(there, here, '01', 1000, 13)], [], user(1000)],
    ['of another user', [listens, ours, row(there, here, '01', 1001, 13)], [], user(1001)],
    ['of root', [listens, ours, row(there, here, '01', 0, 13)], [], user(0)],
    [
      'by the newer protocol',
      [listens, ours],
      [row(mapped(there), mapped(here), '01', 1001, 13)],
      user(1001),
    ],
    [
      'that sent all it has',
      [listens, row(here, there, '08', 1000, 12), row(there, here, '05', 1001, 13)],
      [],
      user(1001),
    ],
    [
      'that was closed: root’s, the list says',
      [listens, row(here, there, '08', 1000, 12), row(there, here, '05', 0, 0)],
      [],
      gone,
    ],
    ['that has been reset', [listens], [], gone],
    ['that has been reset on its side only', [listens, row(here, there, '08', 1000, 12)], [], gone],
    ['in another network', [listens, ours], [], unknown],
    [
      'beside one of the same port',
      [listens, ours, row('0200007F:E438', here, '01', 1001, 13)],
      [],
      unknown,
    ],
    ['where the list knows nothing of us', [], [], unknown],
  ])('%s', (_, rows, rows6, expected) => {
    const tcp = [head, ...rows].join('\n');
    expect(peerIn(tcp, [head, ...rows6].join('\n'), server, client)).toEqual(expected);
  });

  test('is told from one of the same port at another address', () => {
    const tcp = [head, listens, ours, row(there, here, '01', 1000, 13)].join('\n');
    expect(peerIn(tcp, '', server, elsewhere)).toEqual(gone);
  });

  test('where there is no list', () => {
    expect(peerIn('', '', server, client)).toEqual(unknown);
  });
});

function user(uid: number): Peer {
  return { type: 'user', uid };
}

test.each<
  [who: string, peer: Peer, more: { inSight?: number[]; isMapped?: boolean }, refused: boolean]
>([
  ['nobody knows', { type: 'unknown' }, {}, false],
  ['somebody who is gone', { type: 'gone' }, {}, true],
  ['we ourselves', user(1000), {}, false],
  ['who called sudo', user(1003), {}, false],
  ['root', user(0), {}, false],
  ['another user', user(1001), {}, true],
  ['a service', user(33), { inSight: [0, 33] }, true],
  ['a user outside of our container', user(1001), { inSight: [0, 1000] }, false],
  ['the user nobody', user(65_534), { inSight: [65_534] }, true],
  ['a user without a number here', user(65_534), { inSight: [65_534], isMapped: true }, false],
])('%s', (_, peer, { inSight = [0, 1000, 1001, 1003], isMapped = false }, refused) => {
  const insiders = { ours: new Set([1000, 1003]), inSight: () => new Set(inSight), isMapped };
  expect(isStranger(peer, insiders)).toBe(refused);
});
