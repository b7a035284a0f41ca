// The headers that pass through the relay.

/** Headers that belong to one connection (RFC 9110, section 7.6.1). */
const perConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const ours = new Set(['host', 'authorization', 'expect']);

/** Names and values in turn, like Node's `rawHeaders`. */
export type RawHeaders = readonly string[];

/**
 * The program's headers for the forwarded request, without those of its connection. The relay sets
 * the host and the token itself.
 */
export function requestHeaders(raw: RawHeaders, host: string, token: string): string[] {
  const kept = without(raw, name => perConnection.has(name) || ours.has(name));
  // Without `transfer-encoding`, Node sends a DELETE's body with no header that announces it.
  const chunked = valuesOf(raw, 'transfer-encoding').length > 0;
  const framing = chunked ? ['transfer-encoding', 'chunked'] : [];
  return ['host', host, 'authorization', `Bearer ${token}`, ...framing, ...kept];
}

/** The headers of the forwarded answer. */
export function answerHeaders(raw: RawHeaders): string[] {
  return without(raw, name => perConnection.has(name));
}

function without(raw: RawHeaders, isLeftOut: (name: string) => boolean): string[] {
  // `Connection: x-foo` makes x-foo a header of this connection, too.
  const named = new Set(
    valuesOf(raw, 'connection').flatMap(value =>
      value.split(',').map(name => name.trim().toLowerCase()),
    ),
  );
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    if (!isLeftOut(name) && !named.has(name)) kept.push(raw[i] ?? '', raw[i + 1] ?? '');
  }
  return kept;
}

/** All values of a header, in order. */
export function valuesOf(raw: RawHeaders, wanted: string): string[] {
  return raw.filter((_, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === wanted);
}
