// The check that the certificate is valid.
import { type Check, passSeen } from '../check.ts';
import { profileOf } from '../facts.ts';
import { failedOnTheWay } from '../onTheWay.ts';

export const tls: Check = {
  id: 'tls',
  title: 'Certificate',
  needs: ['tcp'],
  online: true,
  async run(facts) {
    const failed = await failedOnTheWay(facts, [
      'proxy-certificate',
      'proxy-breaks-tls',
      'certificate-expired',
      'certificate-not-yet-valid',
      'certificate-name',
      'certificate-authority',
      'certificate-self-signed',
      'tls-failed',
    ]);
    if (failed !== null) return failed;
    const { protocol } = new URL(profileOf(facts).apiUrl);
    return protocol === 'https:'
      ? passSeen('The certificate is valid')
      : passSeen('None: the connection stays on this machine');
  },
};
