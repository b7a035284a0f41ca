// The user at the other end of a loopback connection, from Linux's list of sockets. Other systems
// do not say.
import { endianness } from 'node:os';
import type { Context } from '../context.ts';
import { kernelText, usersInSight } from '../files/kernel.ts';
import { ownId } from '../system.ts';

/** One end of a connection. */
export type SocketEnd = { address: string; port: number };

export type Peer =
  /** In another network (WSL, a forwarded port, a container), or the system does not say. */
  | { type: 'unknown' }
  /** The other end is already closed, so its owner is unknown. */
  | { type: 'gone' }
  | { type: 'user'; uid: number };

/** Users on this machine, by the ids that this process sees. */
export type Insiders = {
  /** Our effective user, and the one behind `sudo` or `su`. */
  ours: ReadonlySet<number>;
  /** The users whose processes this process can see. */
  inSight: () => ReadonlySet<number>;
  /**
   * Whether this process is in a user namespace: there `nobody` stands for every user who has no id
   * in it.
   */
  isMapped: boolean;
};

const [established, listening] = ['01', '0A'];
const nobody = 65_534;

/**
 * The owner of the client's end of a connection. Pure.
 * @param tcp,tcp6 /proc/net/tcp and tcp6
 */
export function peerIn(tcp: string, tcp6: string, server: SocketEnd, client: SocketEnd): Peer {
  const sockets = socketsIn(tcp);
  const [here, there] = [hexOf(server), hexOf(client)];
  if (!sockets.some(({ local, state }) => local === here && state === listening)) {
    return { type: 'unknown' };
  }
  const own = sockets.find(({ local, remote }) => local === here && remote === there);
  if (own === undefined) return { type: 'gone' };
  const theirs =
    sockets.find(({ local, remote }) => local === there && remote === here) ??
    socketsIn(tcp6).find(
      ({ local, remote }) => local === inVersion6(there) && remote === inVersion6(here),
    );
  if (theirs === undefined) return { type: own.state === established ? 'unknown' : 'gone' };
  // A socket that its process has closed is listed as root's.
  return theirs.inode === '0' ? { type: 'gone' } : { type: 'user', uid: theirs.uid };
}

/**
 * Whether to refuse a request because of its sender: certainly another user of this machine, or a
 * sender who disconnected before the user was known. Root is admitted: root can read all our files
 * anyway, and forwards ports. A user without visible processes is admitted, because such a user is
 * outside our container. Pure.
 */
export function isStranger(peer: Peer, { ours, inSight, isMapped }: Insiders): boolean {
  if (peer.type === 'unknown') return false;
  if (peer.type === 'gone') return true;
  const { uid } = peer;
  if (uid === 0 || ours.has(uid) || (uid === nobody && isMapped)) return false;
  return inSight().has(uid);
}

/**
 * Whether the client of an open connection is to be refused; false where the system does not say.
 */
export function comesFromStranger(ctx: Context, server: SocketEnd, client: SocketEnd): boolean {
  const own = ownId();
  if (ctx.platform !== 'linux' || own === null) return false;
  const peer = peerIn(kernelText('/proc/net/tcp'), kernelText('/proc/net/tcp6'), server, client);
  const { SUDO_UID } = ctx.env;
  const behind = [SUDO_UID, kernelText('/proc/self/loginuid')].flatMap(uid =>
    uid ? [Number(uid)] : [],
  );
  return isStranger(peer, {
    ours: new Set([own, ...behind]),
    inSight: usersInSight,
    isMapped: !/^\s*0\s+0\s+4294967295\s*$/.test(kernelText('/proc/self/uid_map')),
  });
}

type Socket = { local: string; remote: string; state: string; uid: number; inode: string };

function socketsIn(table: string): Socket[] {
  return table
    .split('\n')
    .slice(1)
    .map(line => {
      const [, local = '', remote = '', state = '', , , , uid = '', , inode = ''] = line
        .trim()
        .split(/\s+/);
      return { local, remote, state, uid: Number(uid), inode };
    });
}

/** In the kernel's format: the address as one number in machine byte order, the port as it is. */
function hexOf({ address, port }: SocketEnd): string {
  const bytes = Buffer.from(
    address
      .replace(/^::ffff:/, '')
      .split('.')
      .map(Number),
  );
  if (endianness() === 'LE') bytes.reverse();
  const hex = (buffer: Buffer) => buffer.toString('hex').toUpperCase();
  return `${hex(bytes)}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** An IPv4 address as IPv6 sockets show it: `::ffff:127.0.0.1`. */
function inVersion6(hex: string): string {
  return `0000000000000000${endianness() === 'LE' ? 'FFFF0000' : '0000FFFF'}${hex}`;
}
