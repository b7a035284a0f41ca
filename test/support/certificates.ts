// Certificates for one test, made by openssl: valid, or with one fault.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Fault = 'self-signed' | 'unknown authority' | 'expired' | 'wrong name' | 'good';

/**
 * A certificate with its key, and the authority `ca` that signed it unless it is self-signed. All in PEM.
 */
export type Certificate = { key: string; cert: string; ca: string };

const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/**
 * A certificate for hosts, from its own authority.
 * @param hosts names and addresses, separated by commas
 */
export function makeCertificate(fault: Fault, hosts = 'localhost'): Certificate {
  const directory = mkdtempSync(join(tmpdir(), 'bp-auth-tls-'));
  const openssl = (line: string) =>
    execFileSync('openssl', line.split(' '), { cwd: directory, stdio: 'pipe' });
  const name = fault === 'wrong name' ? 'elsewhere.example' : hosts;
  const signer =
    fault === 'self-signed' ? '-signkey key' : '-CA ca.pem -CAkey ca.key -CAcreateserial';
  try {
    openssl(`req -x509 ${fresh.join(' ')} -keyout ca.key -out ca.pem -subj /CN=test -days 2`);
    openssl(`req ${fresh.join(' ')} -keyout key -out csr -subj /CN=host`);
    const names = name.split(',').map(one => `${isIP(one) ? 'IP' : 'DNS'}:${one}`);
    writeFileSync(join(directory, 'names'), `subjectAltName=${names.join(',')}`);
    const days = fault === 'expired' ? '-1' : '2';
    openssl(`x509 -req -in csr ${signer} -days ${days} -extfile names -out pem`);
    const read = (file: string) => readFileSync(join(directory, file), 'utf8');
    return { key: read('key'), cert: read('pem'), ca: read('ca.pem') };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
