// Which headers pass through the relay.
import { expect, test } from 'vitest';
import { answerHeaders, requestHeaders } from '../../source/relay/headers.ts';

const raw = (text: string) => text.split('\n').flatMap(line => line.split(': '));

test('a request loses what belongs to its connection, and gets the real token and host', () => {
  const headers = raw(`Host: 127.0.0.1:1
Authorization: Bearer stand-in
Connection: keep-alive, X-Private
X-Private: 1
Keep-Alive: timeout=5
Proxy-Authorization: Basic x
TE: trailers
Expect: 100-continue
X-Workspace-Id: ws_dev
Cookie: a=b
cookie: c=d
Content-Length: 3`);
  expect(requestHeaders(headers, 'api.botpress.cloud', 'real')).toEqual(
    raw(`host: api.botpress.cloud
authorization: Bearer real
X-Workspace-Id: ws_dev
Cookie: a=b
cookie: c=d
Content-Length: 3`),
  );
});

test('a body of unknown length keeps its framing', () => {
  const headers = requestHeaders(raw('Transfer-Encoding: chunked'), 'host', 'real');
  expect(headers).toContain('transfer-encoding');
});

test('an answer loses what belongs to its connection', () => {
  const headers = raw(`Content-Type: text/event-stream
Connection: close
Transfer-Encoding: chunked
Set-Cookie: a=b
Set-Cookie: c=d`);
  expect(answerHeaders(headers)).toEqual(
    raw('Content-Type: text/event-stream\nSet-Cookie: a=b\nSet-Cookie: c=d'),
  );
});
