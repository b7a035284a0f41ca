// Conclusions from the addresses of a host name after a failed request: DNS answered with a foreign
// address, or IPv6 has no route.
import { BlockList, isIP, isIPv6 } from 'node:net';
import { isLoopback } from './apiUrl.ts';
import type { Exchange } from './exchange.ts';

type Attempt = Pick<Exchange, 'addresses' | 'origin' | 'reached'> & { networkCode: string };

/**
 * Addresses that no internet host can have: DNS that blocks a name, or a VPN's DNS, answers with
 * these.
 */
const nowhere = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
] as const)
  nowhere.addSubnet(network, bits, 'ipv4');
nowhere.addAddress('::', 'ipv6');
nowhere.addAddress('::1', 'ipv6');

/** Private networks; VPN programs invent addresses in 198.18.0.0/15. */
const insideOnly = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
  ['198.18.0.0', 15],
] as const) {
  insideOnly.addSubnet(network, bits, 'ipv4');
}
insideOnly.addSubnet('fc00::', 7, 'ipv6');
insideOnly.addSubnet('fe80::', 10, 'ipv6');

const isIn = (list: BlockList, address: string) =>
  isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

const isOfBotpress = (hostname: string) => /(^|\.)botpress\.(cloud|dev|com)$/i.test(hostname);

/**
 * Whether an address cannot be the host's: no internet host has it, or it is in a private network
 * and the host is Botpress's.
 */
function isForeignAddress(hostname: string, address: string): boolean {
  if (isLoopback(hostname) || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return false;
  return isIn(nowhere, address) || (isOfBotpress(hostname) && isIn(insideOnly, address));
}

const unreachable = /^(CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;

/** The fault that the addresses show; null if they show none. */
export function addressFaultOf({
  addresses,
  origin,
  reached,
  networkCode,
}: Attempt): 'address-foreign' | 'address-unreachable' | null {
  const [first] = addresses;
  if (first === undefined) return null;
  const { hostname } = new URL(origin);
  if (addresses.every(address => isForeignAddress(hostname, address))) return 'address-foreign';
  const isOnlyIPv6 = addresses.every(address => isIPv6(address));
  return reached === 'nobody' && isOnlyIPv6 && unreachable.test(networkCode)
    ? 'address-unreachable'
    : null;
}
