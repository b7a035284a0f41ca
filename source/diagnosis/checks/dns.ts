// Chain 4: the host's name leads to an address.
import { isLoopback } from '../../botpress/apiUrl.ts';
import { type Check, seen } from '../check.ts';
import { profileOf } from '../facts.ts';
import { failedOnTheWay } from '../onTheWay.ts';
import { proxyVariable } from '../wire.ts';

export const dns: Check = {
  id: 'dns',
  title: 'Name of the host',
  needs: ['api-url', 'token-shape'],
  online: true,
  async run(facts) {
    const { hostname, origin } = new URL(profileOf(facts).apiUrl);
    const failed = await failedOnTheWay(facts, ['dns', 'proxy-unreachable']);
    if (failed !== null) return failed;
    const proxy = proxyVariable(facts.ctx, origin);
    if (proxy !== null) return seen(`Left to the proxy of ${proxy}`);
    return seen(
      isLoopback(hostname) ? `${hostname} is this machine` : `${hostname} has an address`,
    );
  },
};
