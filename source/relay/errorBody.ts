// The API's error body, read from an answer that passes through.
import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** Bytes. The API's error bodies have a few hundred. */
const limit = 64 * 1024;

export type ErrorBody = { errorType: string | null; errorId: string | null };

const nothing: ErrorBody = { errorType: null, errorId: null };

/**
 * Collects the body of an answer with status 400 or above, up to a limit; other answers pass
 * unread.
 */
export function errorBodyReader(answer: IncomingMessage): {
  take(chunk: Buffer): void;
  /** `type` and `id` of the body; both are null if the body is not an error body of the API. */
  read(): ErrorBody;
} {
  const isError = (answer.statusCode ?? 0) >= 400;
  let chunks: Buffer[] = [];
  let size = 0;
  return {
    take(chunk) {
      size += chunk.length;
      if (isError && size <= limit) chunks.push(chunk);
      else chunks = [];
    },
    read() {
      if (!isError || size > limit) return nothing;
      try {
        const text = decoded(Buffer.concat(chunks), answer.headers['content-encoding']);
        const { type, id } = JSON.parse(text.toString('utf8')) as Record<string, unknown>;
        if (typeof type !== 'string' || !/^[A-Za-z]{1,64}$/.test(type)) return nothing;
        const errorId = typeof id === 'string' && /^[\w-]{1,128}$/.test(id) ? id : null;
        return { errorType: type, errorId };
      } catch {
        return nothing;
      }
    },
  };
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
  const options = { maxOutputLength: limit };
  if (encoding === 'gzip') return gunzipSync(body, options);
  if (encoding === 'br') return brotliDecompressSync(body, options);
  return encoding === 'deflate' ? inflateSync(body, options) : body;
}
