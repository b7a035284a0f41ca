// What people paste, and the cause that it tells first; null where nothing is known.
import type { ErrorCode } from '../../../source/errorCodes.ts';

export type Paste = readonly [text: string, cause: ErrorCode | null];

/** Of the API, of bp and of curl; and texts that merely look like errors. */
export const ownPastes: readonly Paste[] = [
  ['{"id":"err_7bf53ec53933","code":401,"type":"Unauthorized","message":"No"}', 'token-rejected'],
  [
    '12:00 ERROR call failed {"id":"err_7bf53ec53933","code":403,"type":"Forbidden","message":"No"} (retry)',
    'forbidden',
  ],
  [
    '{"error": {"id":"err_7bf53ec53933","code":403,"type":"QuotaExceeded","message":"No"}}',
    'quota-exceeded',
  ],
  [
    '{\n  "id": "err_7bf53ec53933",\n  "code": 402,\n  "type": "PaymentRequired",\n  "message": "No"\n}',
    'payment-required',
  ],
  [
    '{"id":"err_7bf53ec53933","code":409,"type":"ResourceLockedConflict","message":"No"}',
    'unexpected-refusal',
  ],
  [
    '{"id":"err_7bf53ec53933","code":403,"type":"Forbidden","message":"You are not a member of this workspace"}',
    'not-a-member',
  ],
  [
    '{"id":"err_7bf53ec53933","code":403,"type":"Forbidden","message":"The role viewer is not allowed to do this"}',
    'role-insufficient',
  ],
  [
    '{"id":"err_7bf53ec53933","code":403,"type":"Forbidden","message":"The workspace is blocked"}',
    'workspace-blocked',
  ],
  [
    '{"id":"err_7bf53ec53933","code":403,"type":"Forbidden","message":"The key belongs to another bot"}',
    'key-of-another',
  ],
  [
    '{"id":"err_7bf53ec53933","code":403,"type":"Forbidden","message":"A bot key cannot use this API"}',
    'kind-on-admin-api',
  ],
  [
    '{"id":"err_7bf53ec53933","code":404,"type":"ResourceNotFound","message":"The workspace does not exist"}',
    'workspace-not-found',
  ],
  [
    '{"id":"err_7bf53ec53933","code":404,"type":"ResourceNotFound","message":"The bot does not exist"}',
    'target-not-found',
  ],
  [
    '{"id":"err_7bf53ec53933","code":401,"type":"Unauthorized","message":"The token is missing, invalid, expired or revoked"}',
    'token-rejected',
  ],
  [
    '{"id":"err_7bf53ec53933","code":400,"type":"InvalidPayload","message":"The header x-bot-id is required"}',
    'target-missing',
  ],
  [
    '× Login failed. Please check your credentials: The token is missing, invalid, expired or revoked',
    'token-rejected',
  ],
  [
    '× Login failed. Please check your credentials: You are not a member of this workspace',
    'not-a-member',
  ],
  [
    '× Login failed. Please check your credentials: The workspace does not exist',
    'workspace-not-found',
  ],
  ['× Login failed. Please check your credentials: This workspace is blocked', 'workspace-blocked'],
  [
    '× Login failed. Please check your credentials: Request failed with status code 401',
    'token-rejected',
  ],
  ['× Login failed. Please check your credentials: fetch failed', 'network-failed'],
  [
    '× Login failed. Please check your credentials: The request exceeds the allowed quota. Quotas are a soft limit that can be increased.',
    'quota-exceeded',
  ],
  ['× Could not create bot: The role viewer is not allowed to do this', 'role-insufficient'],
  ['Could not update integration x: Integration "x" doesn\'t exist', 'target-not-found'],
  ['Integration x does not belong to your workspace', 'target-not-found'],
  ['The handle x is already reserved by another workspace', 'target-not-found'],
  ['Your current workspace handle is "a" but the integration handle is "b"', 'target-not-found'],
  [
    'The integration handle "acme" is not associated with any of your workspaces.',
    'target-not-found',
  ],
  ['Could not claim handle x', 'target-not-found'],
  ['Handle "acme" is not yours and is not available', 'target-not-found'],
  ['Your workspace is not allowed to deploy interfaces', 'forbidden'],
  [
    'Profile "dev" not found in "/home/me/.botpress/profiles.json". Found profiles \'default\'.',
    'profile-unknown',
  ],
  ['Profile file not found at "/home/me/.botpress/profiles.json"', 'no-profile'],
  ['Parameter is required: token', 'no-token'],
  ['× Personal Access Token is required.', 'no-token'],
  [
    'HTTPError: 403 Client Error: Forbidden for url: https://api.botpress.cloud/v1/admin/bots',
    'forbidden',
  ],
  ['Response status code does not indicate success: 403 (Forbidden).', 'forbidden'],
  ['The remote server returned an error: (401) Unauthorized.', 'token-rejected'],
  [
    'Invoke-RestMethod : Der Remoteserver hat einen Fehler zurückgegeben: (401) Nicht autorisiert.',
    'token-rejected',
  ],
  [
    '{"level":"error","body":"{\\"id\\":\\"err_7bf53ec53933\\",\\"code\\":403,\\"type\\":\\"Forbidden\\",\\"message\\":\\"No\\"}"}',
    'forbidden',
  ],
  [
    '"{\\"level\\":\\"error\\",\\"body\\":\\"{\\\\\\"id\\\\\\":\\\\\\"err_7bf53ec53933\\\\\\",\\\\\\"code\\\\\\":403,\\\\\\"type\\\\\\":\\\\\\"QuotaExceeded\\\\\\",\\\\\\"message\\\\\\":\\\\\\"No\\\\\\"}\\"}"',
    'quota-exceeded',
  ],
  ['SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON', 'login-page'],
  [
    'TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["Authorization"]',
    'token-unsendable',
  ],
  [
    'Cannot convert argument to a ByteString because the character at index 7 has a value of 8203 which is greater than 255.',
    'token-unsendable',
  ],
  ["Error: EACCES: permission denied, open '/home/me/.botpress/profiles.json'", 'home-unreadable'],
  ["Error: EROFS: read-only file system, open '/home/me/.botpress/x'", 'home-unreadable'],
  [
    "PermissionError: [Errno 13] Permission denied: '/root/.botpress/global.cache.json'",
    'home-unreadable',
  ],
  ["Access to the path 'C:\\Users\\me\\.botpress\\config.json' is denied.", 'home-unreadable'],
  ['x-workspace-id header is required', 'no-workspace'],
  ['Wrong scheme Basic, expected Bearer', 'token-wrapped'],
  ['Not authenticated. Run adk login', 'no-profile'],
  ['Not logged in. Please run `bp login` first.', 'no-profile'],
  ['Unauthorized', 'token-rejected'],
  ['Forbidden', 'forbidden'],
  ['curl: (56) CONNECT tunnel failed, response 407', 'proxy-auth-required'],
  ['curl: (56) Received HTTP code 407 from proxy after CONNECT', 'proxy-auth-required'],
  ['HTTP/1.1 407 Proxy Authentication Required', 'proxy-auth-required'],
  ['curl: (56) CONNECT tunnel failed, response 403', 'proxy-refused'],
  ['curl: (56) CONNECT tunnel failed, response 502', 'proxy-failed'],
  ['curl: (5) Could not resolve proxy: proxy.corp', 'proxy-unreachable'],
  ['curl: (56) Recv failure: Connection reset by peer', 'connection-broken'],
  ['certificate is not yet valid', 'certificate-expired'],
  ['<!DOCTYPE html><title>Sign in to Wi-Fi</title>', 'login-page'],
  ['AxiosError: Request failed with status code 403', 'forbidden'],
  ['401', 'token-rejected'],
  [' 403\n', 'forbidden'],
  ['429 Too Many Requests', 'rate-limited'],
  ['(404)', 'unexpected-refusal'],
  ['HTTP 503', 'gateway-fault'],
  ['TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND api.botpress.clod', 'dns'],
  ['Error: connect ECONNREFUSED 127.0.0.1:443', 'connection-refused'],
  [
    'curl: (28) Failed to connect to api.botpress.cloud port 443 after 4000 ms: Timeout was reached',
    'connection-timeout',
  ],
  ['curl: (28) Failed to connect after 4000 ms', 'connection-timeout'],
  ['Error: self-signed certificate in certificate chain', 'certificate-authority'],
  ['curl: (60) SSL certificate problem: certificate has expired', 'certificate-expired'],
  ["Hostname/IP does not match certificate's altnames: Host: x", 'certificate-name'],
  ['Error: socket hang up\n  code: ECONNRESET', 'connection-broken'],
  ['curl: (6) Could not resolve host: api.botpress.cloud', 'dns'],
  [
    'curl: (7) Failed to connect to api.botpress.cloud port 443: Connection refused',
    'connection-refused',
  ],
  ['curl: (22) The requested URL returned error: 401', 'token-rejected'],
  ['curl: (22) The requested URL returned error: 403', 'forbidden'],
  ['curl: (52) Empty reply from server', 'connection-broken'],
  [
    'curl: (60) SSL certificate problem: unable to get local issuer certificate',
    'certificate-authority',
  ],
  [
    "curl: (60) SSL: no alternative certificate subject name matches target host name 'api.botpress.cloud'",
    'certificate-name',
  ],
  [
    'HTTP/2 403 Forbidden\r\ndate: x\r\ncontent-type: text/html\r\n\r\n<html>blocked</html>',
    'login-page',
  ],
  ['HTTP/2 502 Bad Gateway\r\ndate: x\r\ncontent-type: text/html\r\n\r\n<html>', 'gateway-fault'],
  ['< HTTP/2 401\n< content-length: 0', 'token-rejected'],
  ["× Could not deploy bot\n  The requested action can't be peform by this resource.", 'forbidden'],
  ['', null],
  ['hello world', null],
  ['Deployed 401 bots in 403 seconds', null],
  ['{"id": 1, "code": "x"}', null],
  ['200 OK', null],
  ['The build took 404 ms', null],
  ['Compiled 403 modules in 401ms', null],
  ['at Object.<anonymous> (/app/src/index.js:403:12)', null],
  ['Downloaded 404 files', null],
  ['port 4030 is in use', null],
  ['version 4.0.3 installed', null],
  ['Warning: 429 packages are looking for funding', null],
  ['npm WARN deprecated foo@4.0.1: no longer maintained', null],
  ['Server listening on http://localhost:4000', null],
  ['error code 4031', null],
  ['line 401: all good', null],
  ['✓ Bot deployed', null],
];

/** Of other languages' clients and of tools. */
export const foreignPastes: readonly Paste[] = [
  [
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.botpress.cloud', port=443): Max retries exceeded with url: /v1/admin/bots (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno -2] Name or service not known'))",
    'dns',
  ],
  [
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.botpress.cloud', port=443): Max retries exceeded with url: /v1/admin/bots (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
    'connection-refused',
  ],
  [
    "requests.exceptions.SSLError: HTTPSConnectionPool(host='api.botpress.cloud', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1129)')))",
    'certificate-authority',
  ],
  [
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate (_ssl.c:1129)',
    'certificate-self-signed',
  ],
  [
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1129)',
    'certificate-expired',
  ],
  [
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'api.botpress.cloud'. (_ssl.c:1129)",
    'certificate-name',
  ],
  [
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1007)',
    'certificate-authority',
  ],
  [
    "requests.exceptions.ProxyError: HTTPSConnectionPool(host='api.botpress.cloud', port=443): Max retries exceeded with url: /v1 (Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 407 Proxy Authentication Required')))",
    'proxy-auth-required',
  ],
  [
    "requests.exceptions.ProxyError: (Caused by ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden')))",
    'proxy-refused',
  ],
  [
    "(Caused by ProxyError('Cannot connect to proxy.', NewConnectionError('<urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno 111] Connection refused')))",
    'proxy-unreachable',
  ],
  [
    "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.botpress.cloud', port=443): Read timed out. (read timeout=10)",
    'answer-timeout',
  ],
  [
    "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='api.botpress.cloud', port=443): Max retries exceeded with url: / (Caused by ConnectTimeoutError(<urllib3>, 'Connection to api.botpress.cloud timed out. (connect timeout=5)'))",
    'connection-timeout',
  ],
  [
    "urllib3.exceptions.ProtocolError: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
    'connection-broken',
  ],
  [
    "requests.exceptions.InvalidHeader: Invalid leading whitespace, reserved character(s), or return character(s) in header value: 'Bearer bp_pat_aaaaaaaaaaaaaaaaaaaa\\n'",
    'token-unsendable',
  ],
  [
    "UnicodeEncodeError: 'latin-1' codec can't encode character '\\u200b' in position 7: ordinal not in range(256)",
    'token-unsendable',
  ],
  ['requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)', 'not-the-api'],
  [
    "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'https://api.botpress.cloud/v1/admin/account/me'\nFor more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/401",
    'token-rejected',
  ],
  ['httpx.ConnectError: [Errno 8] nodename nor servname provided, or not known', 'dns'],
  ['httpx.ConnectError: All connection attempts failed', 'network-failed'],
  ['httpx.ProxyError: 407 Proxy Authentication Required', 'proxy-auth-required'],
  ["httpx.LocalProtocolError: Illegal header value b'Bearer abc\\n'", 'token-unsendable'],
  [
    'aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host api.botpress.cloud:443 ssl:default [Name or service not known]',
    'dns',
  ],
  [
    "aiohttp.client_exceptions.ClientResponseError: 403, message='Forbidden', url=URL('https://api.botpress.cloud/v1/chat/conversations')",
    'forbidden',
  ],
  [
    "aiohttp.client_exceptions.ContentTypeError: 200, message='Attempt to decode JSON with unexpected mimetype: text/html'",
    'login-page',
  ],
  ['urllib.error.HTTPError: HTTP Error 401: Unauthorized', 'token-rejected'],
  [
    "{'id': 'err_abc', 'code': 403, 'type': 'QuotaExceeded', 'message': 'too much'}",
    'quota-exceeded',
  ],
  [
    'Get "https://api.botpress.cloud/v1/admin/account/me": dial tcp: lookup api.botpress.cloud: no such host',
    'dns',
  ],
  [
    'Get "https://api.botpress.cloud/": dial tcp: lookup api.botpress.cloud on 10.0.0.1:53: server misbehaving',
    'dns',
  ],
  ['dial tcp 104.18.1.1:443: connect: connection refused', 'connection-refused'],
  ['dial tcp 104.18.1.1:443: i/o timeout', 'connection-timeout'],
  ['net/http: TLS handshake timeout', 'tls-failed'],
  ['x509: certificate signed by unknown authority', 'certificate-authority'],
  [
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2025-01-01T00:00:00Z',
    'certificate-expired',
  ],
  ['x509: certificate is valid for *.corp.example, not api.botpress.cloud', 'certificate-name'],
  ['proxyconnect tcp: dial tcp 10.1.1.1:3128: connect: connection refused', 'proxy-unreachable'],
  ['proxyconnect tcp: tls: first record does not look like a TLS handshake', 'proxy-failed'],
  ['http: server gave HTTP response to HTTPS client', 'tls-failed'],
  ['context deadline exceeded (Client.Timeout exceeded while awaiting headers)', 'answer-timeout'],
  ['net/http: invalid header field value for "Authorization"', 'token-unsendable'],
  ['Get "https://api.botpress.cloud": EOF', 'connection-broken'],
  ["invalid character '<' looking for beginning of value", 'login-page'],
  ['Get "https://api.botpress.cloud": Proxy Authentication Required', 'proxy-auth-required'],
  ['map[code:403 id:err_x message:no type:Forbidden]', 'forbidden'],
  ['java.net.UnknownHostException: api.botpress.cloud', 'dns'],
  ['java.net.ConnectException: Connection refused', 'connection-refused'],
  ['java.net.SocketTimeoutException: connect timed out', 'connection-timeout'],
  ['java.net.SocketTimeoutException: Read timed out', 'answer-timeout'],
  ['java.net.http.HttpConnectTimeoutException: HTTP connect timed out', 'connection-timeout'],
  [
    'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    'certificate-authority',
  ],
  [
    'javax.net.ssl.SSLHandshakeException: java.security.cert.CertificateExpiredException: NotAfter: Mon Jan 01',
    'certificate-expired',
  ],
  [
    'javax.net.ssl.SSLHandshakeException: No subject alternative DNS name matching api.botpress.cloud found.',
    'certificate-name',
  ],
  [
    'java.io.IOException: Unable to tunnel through proxy. Proxy returns "HTTP/1.1 407 Proxy Authentication Required"',
    'proxy-auth-required',
  ],
  [
    'java.io.IOException: Unable to tunnel through proxy. Proxy returns "HTTP/1.1 403 Forbidden"',
    'proxy-refused',
  ],
  [
    'java.io.IOException: Server returned HTTP response code: 401 for URL: https://api.botpress.cloud/v1/admin/account/me',
    'token-rejected',
  ],
  [
    'java.lang.IllegalArgumentException: Unexpected char 0x0a at 50 in Authorization value: Bearer x',
    'token-unsendable',
  ],
  ['java.lang.IllegalArgumentException: invalid header value: "Bearer abc\\n"', 'token-unsendable'],
  [
    'org.springframework.web.client.HttpClientErrorException$Unauthorized: 401 Unauthorized: "{"id":"err_1","code":401,"type":"Unauthorized","message":"x"}"',
    'token-rejected',
  ],
  [
    'org.springframework.web.client.HttpClientErrorException$Forbidden: 403 Forbidden on GET request for "https://api.botpress.cloud/v1/admin/bots": "{\\"id\\":\\"err_1\\",\\"code\\":403,\\"type\\":\\"QuotaExceeded\\",\\"message\\":\\"x\\"}"',
    'quota-exceeded',
  ],
  [
    'feign.FeignException$Unauthorized: [401] during [GET] to [https://api.botpress.cloud/v1/admin/bots]',
    'token-rejected',
  ],
  ['retrofit2.HttpException: HTTP 403', 'forbidden'],
  ['java.net.SocketException: Connection reset', 'connection-broken'],
  ['javax.net.ssl.SSLException: Unsupported or unrecognized SSL message', 'tls-failed'],
  ['{id=err_x, code=403, type=Forbidden, message=no}', 'forbidden'],
  [
    'PHP Fatal error:  Uncaught GuzzleHttp\\Exception\\ClientException: Client error: `GET https://api.botpress.cloud/v1/admin/bots` resulted in a `401 Unauthorized` response:\n{"id":"err_7","code":401,"type":"Unauthorized","message":"The token (truncated...)',
    'token-rejected',
  ],
  [
    'GuzzleHttp\\Exception\\ConnectException: cURL error 28: Operation timed out after 30001 milliseconds with 0 bytes received (see https://curl.haxx.se/libcurl/c/libcurl-errors.html)',
    'answer-timeout',
  ],
  ['cURL error 6: Could not resolve host: api.botpress.cloud', 'dns'],
  [
    'cURL error 60: SSL certificate problem: unable to get local issuer certificate',
    'certificate-authority',
  ],
  [
    "cURL error 7: Failed to connect to api.botpress.cloud port 443 after 3 ms: Couldn't connect to server",
    'connection-refused',
  ],
  ['cURL error 56: Received HTTP code 407 from proxy after CONNECT', 'proxy-auth-required'],
  [
    'file_get_contents(https://api.botpress.cloud/v1/admin/bots): Failed to open stream: HTTP request failed! HTTP/1.1 403 Forbidden',
    'forbidden',
  ],
  ['php_network_getaddresses: getaddrinfo failed: Name or service not known', 'dns'],
  ['InvalidArgumentException: "Bearer x\n" is not valid header value.', 'token-unsendable'],
  [
    'Array\n(\n    [id] => err_1\n    [code] => 403\n    [type] => QuotaExceeded\n    [message] => x\n)',
    'quota-exceeded',
  ],
  [
    'Errno::ECONNREFUSED: Failed to open TCP connection to api.botpress.cloud:443 (Connection refused - connect(2) for "api.botpress.cloud" port 443)',
    'connection-refused',
  ],
  [
    'SocketError: Failed to open TCP connection to api.botpress.cloud:443 (getaddrinfo: Name or service not known)',
    'dns',
  ],
  [
    'OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 peeraddr=1.2.3.4:443 state=error: certificate verify failed (unable to get local issuer certificate)',
    'certificate-authority',
  ],
  [
    'OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (certificate has expired)',
    'certificate-expired',
  ],
  ['Net::OpenTimeout: execution expired', 'connection-timeout'],
  ['Net::ReadTimeout with #<TCPSocket:(closed)>', 'answer-timeout'],
  ['Faraday::UnauthorizedError: the server responded with status 401', 'token-rejected'],
  ['Faraday::ForbiddenError: the server responded with status 403', 'forbidden'],
  ['RestClient::Forbidden: 403 Forbidden', 'forbidden'],
  ['#<Net::HTTPUnauthorized 401 Unauthorized readbody=true>', 'token-rejected'],
  ['ArgumentError: header field value cannot include CR/LF', 'token-unsendable'],
  ["JSON::ParserError: unexpected token at '<!DOCTYPE html>'", 'login-page'],
  ['{"id"=>"err_1", "code"=>403, "type"=>"QuotaExceeded"}', 'quota-exceeded'],
  ['Net::HTTPServerException: 407 "Proxy Authentication Required"', 'proxy-auth-required'],
  [
    'HTTP status client error (403 Forbidden) for url (https://api.botpress.cloud/v1/admin/bots)',
    'forbidden',
  ],
  [
    'reqwest::Error { kind: Status(401), url: Url { scheme: "https", host: Some(Domain("api.botpress.cloud")) } }',
    'token-rejected',
  ],
  [
    'error sending request for url (https://api.botpress.cloud/): error trying to connect: dns error: failed to lookup address information: Name or service not known',
    'dns',
  ],
  [
    'error trying to connect: tcp connect error: Connection refused (os error 111)',
    'connection-refused',
  ],
  ['error trying to connect: invalid peer certificate: UnknownIssuer', 'certificate-authority'],
  [
    'reqwest::Error { kind: Builder, source: http::header::value::InvalidHeaderValue }',
    'token-unsendable',
  ],
  [
    'error sending request for url (https://api.botpress.cloud/v1): operation timed out',
    'answer-timeout',
  ],
  ['System.Net.Http.HttpRequestException: No such host is known. (api.botpress.cloud:443)', 'dns'],
  [
    'System.Net.Http.HttpRequestException: Connection refused (api.botpress.cloud:443)',
    'connection-refused',
  ],
  [
    'No connection could be made because the target machine actively refused it. (127.0.0.1:8080)',
    'connection-refused',
  ],
  [
    'System.Net.Http.HttpRequestException: The SSL connection could not be established, see inner exception.\n ---> System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot',
    'certificate-authority',
  ],
  [
    'The remote certificate is invalid because of errors in the certificate chain: NotTimeValid',
    'certificate-expired',
  ],
  [
    'The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch',
    'certificate-name',
  ],
  [
    "The proxy tunnel request to proxy 'http://proxy.corp:8080/' failed with status code '407'.\"",
    'proxy-auth-required',
  ],
  [
    "The proxy tunnel request to proxy 'http://proxy.corp:8080/' failed with status code '403'.\"",
    'proxy-refused',
  ],
  [
    'System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.',
    'answer-timeout',
  ],
  [
    'System.FormatException: New-line characters are not allowed in header values.',
    'token-unsendable',
  ],
  [
    "'<' is an invalid start of a value. Path: $ | LineNumber: 0 | BytePositionInLine: 0.",
    'login-page',
  ],
  ["Invoke-WebRequest : The remote name could not be resolved: 'api.botpress.cloud'", 'dns'],
  [
    'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.',
    'certificate-authority',
  ],
  ['Invoke-RestMethod : Unable to connect to the remote server', 'network-failed'],
  ['The request was aborted: Could not create SSL/TLS secure channel.', 'tls-failed'],
  [
    'Invoke-RestMethod:\n{\n  "id": "err_1",\n  "code": 403,\n  "type": "Forbidden",\n  "message": "x"\n}',
    'forbidden',
  ],
  [
    'Invoke-RestMethod: Response status code does not indicate success: 429 (Too Many Requests).',
    'rate-limited',
  ],
  ['NodeApiError: Authorization failed - please check your credentials', 'token-rejected'],
  ['NodeApiError: Forbidden - perhaps check your credentials?', 'forbidden'],
  ['The service is receiving too many requests from you', 'rate-limited'],
  [
    'The connection cannot be established, this usually occurs due to an incorrect host (domain) value',
    'dns',
  ],
  [
    '{"errorMessage":"Forbidden - perhaps check your credentials?","errorDetails":{"rawErrorMessage":["403 - {\\"id\\":\\"err_1\\",\\"code\\":403,\\"type\\":\\"QuotaExceeded\\",\\"message\\":\\"x\\"}"],"httpCode":"403"}}',
    'quota-exceeded',
  ],
  ['The app returned "Forbidden".', 'forbidden'],
  ['Got 401 calling GET https://api.botpress.cloud/v1/admin/bots, expected 2xx', 'token-rejected'],
  [
    'Error: {"status":403,"headers":{},"content":"{\\"id\\":\\"err_1\\",\\"code\\":403,\\"type\\":\\"Forbidden\\",\\"message\\":\\"x\\"}"}',
    'forbidden',
  ],
  ['The operation failed with an error. [401] 401 Unauthorized', 'token-rejected'],
  ['Error: tunneling socket could not be established, statusCode=407', 'proxy-auth-required'],
  [
    'Error: tunneling socket could not be established, cause=connect ECONNREFUSED 10.0.0.1:3128',
    'proxy-unreachable',
  ],
  ['SSL Error: Self signed certificate in certificate chain', 'certificate-authority'],
  ['SSL Error: Unable to verify the first certificate', 'certificate-authority'],
  ['{"message":"Forbidden"}', 'forbidden'],
  ['{"message":"Unauthorized"}', 'token-rejected'],
  ['{"error":"unauthorized"}', 'token-rejected'],
  [
    'npm error code E401\nnpm error Unable to authenticate, your authentication token seems to be invalid.\nnpm error 401 Unauthorized - GET https://registry.npmjs.org/@acme%2fpkg',
    'not-the-api',
  ],
  [
    'Error: Request failed with status code 401\n  url: "https://api.openai.com/v1/chat/completions"',
    'not-the-api',
  ],
  ['error code: 1020', 'not-the-api'],
  ['<title>Attention Required! | Cloudflare</title> Sorry, you have been blocked', 'not-the-api'],
  ['X-Squid-Error: ERR_ACCESS_DENIED 0\nHTTP/1.1 403 Forbidden', 'proxy-refused'],
  ['Authorization: Bearer undefined\nHTTP/1.1 401 Unauthorized', 'no-token'],
  ['headers: { authorization: "Bearer null" }', 'no-token'],
  [
    'curl -H \'Authorization: Bearer $BP_TOKEN\' https://api.botpress.cloud/v1/admin/account/me\n{"id":"err_1","code":401,"type":"Unauthorized","message":"x"}',
    'token-variable',
  ],
  [
    '> GET /v1/admin/account/me HTTP/2\n> Host: api.botpress.cloud\n> authorization: Bearer ${BP_TOKEN}\n< HTTP/2 401',
    'token-variable',
  ],
  [
    'curl -H "Authorization: Bearer $BP_TOKEN" https://api.botpress.cloud/v1/admin/bots\n{"id":"err_1","code":403,"type":"Forbidden","message":"x"}',
    'forbidden',
  ],
  [
    'GET https://api.botpress.cloud/v1/admin/bots\nAuthorization: Bearer bp_bak_aaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\nHTTP/1.1 403 Forbidden\n{"id":"err_1","code":403,"type":"Forbidden","message":"x"}',
    'kind-on-admin-api',
  ],
  ["ENOSPC: no space left on device, write '/root/.botpress/config.json'", 'write-failed'],
  ['Error parsing profiles file: Unexpected end of JSON input', 'bp-files-broken'],
  ['getaddrinfo ENOTFOUND proxy.corp.example', 'dns'],
  ['connect ENETUNREACH 2606:4700::6812:1234:443', 'network-down'],
  [
    '{"log":"AxiosError: Request failed with status code 403\\n","stream":"stderr","time":"2026-01-01T00:00:00Z"}',
    'forbidden',
  ],
  [
    '2026-01-01T00:00:00.1234567Z \u001b[31m× Could not deploy bot: Integration "x" does not exist\u001b[39m\n2026-01-01T00:00:00.1234567Z ##[error]Process completed with exit code 1.',
    'target-not-found',
  ],
  [
    "web-1  | ForbiddenError: The requested action can't be peform by\nweb-1  | this resource.",
    'forbidden',
  ],
  ["The requested action can't be pe\nform by this resource.", 'forbidden'],
  ['&quot;type&quot;:&quot;QuotaExceeded&quot;,&quot;code&quot;:403', 'quota-exceeded'],
  [
    '%7B%22id%22%3A%22err_1%22%2C%22code%22%3A403%2C%22type%22%3A%22QuotaExceeded%22%2C%22message%22%3A%22x%22%7D',
    'quota-exceeded',
  ],
  [
    '::error file=a.ts,line=1::Request failed with status code 403%0A{"type":"QuotaExceeded","code":403}',
    'quota-exceeded',
  ],
  ['The header x-bot-id is required', 'target-missing'],
  [
    'Request failed with status code 404 GET https://api.botpress.cloud/v1/v1/admin/bots',
    'api-url-invalid',
  ],
  [
    '{"id":"err_1","code":404,"type":"ResourceNotFound","message":"x"} GET https://api.botpress.cloud/v1/admin/workspaces/wkspace_123',
    'workspace-not-found',
  ],
  ['HTTP Error 503: Service Unavailable', 'gateway-fault'],
  [
    'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
    'gateway-fault',
  ],
  ['{"id":"err_1","code":500,"type":"Internal","message":"x"}', 'api-fault'],
  ['An unknown API error occurred: Request failed with status code 502', 'gateway-fault'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connection-timeout'],
  ['UND_ERR_SOCKET other side closed', 'connection-broken'],
  ['HeadersTimeoutError: Headers Timeout Error code: UND_ERR_HEADERS_TIMEOUT', 'answer-timeout'],
  ['AxiosError: timeout of 10000ms exceeded code: ECONNABORTED', 'answer-timeout'],
  ['AdkError: Invalid token. Please check your API token and try again.', 'token-rejected'],
  ['Invalid token format. Token should start with "bp_"', 'token-malformed'],
  [
    'No workspace ID found. Please login again with "adk login" or link your agent first.',
    'no-workspace',
  ],
  [
    'Unable to connect to https://api.botpress.cloud. Please check your internet connection and API URL.',
    'network-failed',
  ],
];
