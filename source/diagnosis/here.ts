// What this machine's settings say about a connection failure: which certificates Node.js trusts,
// what a name resolves to, what time the clock shows.
import { resolve } from 'node:path';
import type { Exchange } from '../botpress/exchange.ts';
import type { Context } from '../context.ts';
import { readForeign } from '../files/foreignFile.ts';
import { statOrNull } from '../files/stat.ts';
import { configPath } from '../profiles/configFile.ts';
import type { CauseId } from './causes.ts';
import type { FoundDetails } from './check.ts';
import { hidden, hiddenList, open, type Told, told } from './told.ts';

export type CauseHere = { cause: CauseId; details: FoundDetails; evidence: Told[] };

const distrust: readonly CauseId[] = [
  'certificate-authority',
  'certificate-self-signed',
  'proxy-certificate',
];
const untimely: readonly CauseId[] = ['certificate-expired', 'certificate-not-yet-valid'];

/**
 * The given cause of a failed exchange, or a better one found in this machine's settings. Sends
 * nothing.
 */
export function causeHere(ctx: Context, exchange: Exchange, cause: CauseId): CauseHere {
  const found: CauseHere = { cause, details: {}, evidence: [] };
  if (cause === 'address-foreign') {
    found.details.what = told`${hiddenList('host', exchange.addresses.slice(0, 3))}`;
    return found;
  }
  if (distrust.includes(cause)) {
    const what = extraCaProblem(ctx);
    return what === null ? found : { ...found, cause: 'extra-ca-unusable', details: { what } };
  }
  if (untimely.includes(cause)) {
    const seen = lastSeenTime(ctx);
    if (seen !== null && seen > ctx.now() + day) {
      const when = new Date(seen).toISOString().slice(0, 10);
      const evidence = [
        told`config.json was written on ${{ value: when, instead: when }}, which is later than the clock of this machine says`,
      ];
      return { ...found, cause: 'clock-wrong', evidence };
    }
  }
  return found;
}

const day = 86_400_000;

/**
 * When config.json was last written; null if there is no file. A correct clock never shows an
 * earlier time.
 */
function lastSeenTime({ botpressHome }: Context): number | null {
  return statOrNull(configPath(botpressHome))?.mtimeMs ?? null;
}

/**
 * The reason why Node.js did not load the certificates of NODE_EXTRA_CA_CERTS; null if it did, or
 * if the variable is not set.
 */
export function extraCaProblem({ env, cwd }: Context): Told | null {
  const named = env.NODE_EXTRA_CA_CERTS;
  if (!named) return null;
  const path = hidden('path', named);
  const file = readForeign(resolve(cwd, named), { lossy: true, limit: 16 * 1024 * 1024 });
  const quoted = /^["'].*["']$|^\s|\s$/s.test(named)
    ? open(' (the quotes or blanks around it are part of the name)')
    : open('');
  if (file.type === 'missing') return told`NODE_EXTRA_CA_CERTS names no file: ${path}${quoted}`;
  if (file.type === 'passed-over') {
    return told`NODE_EXTRA_CA_CERTS names ${path}, which cannot be read: ${hidden('word', file.reason)}`;
  }
  return file.text.includes('-----BEGIN')
    ? null
    : told`NODE_EXTRA_CA_CERTS names ${path}, which contains no certificate (PEM is needed)`;
}
