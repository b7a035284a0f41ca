// The check that the host name resolves to an address.

import { isLoopback } from '../../botpress/apiUrl.ts';
import { proxyFor } from '../../botpress/proxy.ts';
import { type Check, passSeen } from '../check.ts';
import { hostTold, variableTold } from '../concealing.ts';
import { profileOf } from '../facts.ts';
import { failedOnTheWay } from '../onTheWay.ts';
import { told } from '../told.ts';

export const dns: Check = {
  id: 'dns',
  title: 'DNS',
  needs: ['api-url', 'token-shape'],
  online: true,
  async run(facts) {
    const { hostname, origin } = new URL(profileOf(facts).apiUrl);
    const failed = await failedOnTheWay(facts, [
      'dns',
      'address-foreign',
      'proxy-invalid',
      'proxy-unsupported',
      'proxy-unreachable',
    ]);
    if (failed !== null) return failed;
    const proxy = proxyFor(facts.ctx.env, origin);
    if (proxy !== null)
      return passSeen(told`Resolved by the proxy in ${variableTold(proxy.variable)}`);
    return passSeen(
      isLoopback(hostname)
        ? told`${hostTold(hostname)} is this machine`
        : told`${hostTold(hostname)} has an address`,
    );
  },
};
