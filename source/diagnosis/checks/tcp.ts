// The check that the host, or the proxy, accepts the connection.

import { type Check, passSeen } from '../check.ts';
import { hostTold } from '../concealing.ts';
import { failedOnTheWay } from '../onTheWay.ts';
import { told } from '../told.ts';

export const tcp: Check = {
  id: 'tcp',
  title: 'Connection',
  needs: ['dns'],
  online: true,
  async run(facts) {
    const failed = await failedOnTheWay(facts, [
      'network-down',
      'proxy-timeout',
      'proxy-failed',
      'proxy-auth-required',
      'proxy-refused',
      'connection-refused',
      'connection-timeout',
      'address-unreachable',
      'connection-broken',
      'network-failed',
    ]);
    return failed ?? passSeen(told`${hostTold(facts.about.host)} takes connections`);
  },
};
