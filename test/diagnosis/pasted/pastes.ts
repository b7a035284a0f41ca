// Pasted texts, and the first cause in the explanation; null if nothing should be recognised.
import type { ErrorCode } from '../../../source/errorCodes.ts';

export type Paste = readonly [text: string, cause: ErrorCode | null];

/** Pastes from the API, bp and curl, and texts that merely look like errors. */
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
  ['The handle x is already reserved by another workspace', 'of-another-workspace'],
  [
    'Your current workspace handle is "a" but the integration handle is "b"',
    'of-another-workspace',
  ],
  [
    'The integration handle "acme" is not associated with any of your workspaces.',
    'of-another-workspace',
  ],
  ['Could not claim handle x', 'of-another-workspace'],
  ['Handle "acme" is not yours and is not available', 'of-another-workspace'],
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
  ['certificate is not yet valid', 'certificate-not-yet-valid'],
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

/** Pastes from clients in other programming languages, and from tools. */
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
    'certificate-not-yet-valid',
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

/**
 * Pastes like those texts of test/blind about which `explain` was wrong at first: unset variables,
 * and what is no error of Botpress, such as other services' errors, prose and source code.
 */
export const siblingPastes: readonly Paste[] = [
  ['…{"id":"err_720ab859746c06407f68c554","code":403,"type":"QuotaExc', 'quota-exceeded'],
  ['{"code":401,"type":"Unauth…', 'token-rejected'],
  [
    '{"level":50,"err":{"type":"ForbiddenError","message":"The role viewer is not allowed to do this","code":403}}',
    'role-insufficient',
  ],
  ['{"level":50,"err":{"type":"UnauthorizedError","message":"x","code":401}}', 'token-rejected'],
  [
    '{"err":{"type":"QuotaExceededError","message":"Workspace reached its quota of messages","stack":"…"}}',
    'quota-exceeded',
  ],
  [
    "{'message': 'This workspace is blocked', 'type': 'Forbidden', 'code': 403, 'id': 'err_1'}",
    'workspace-blocked',
  ],
  [
    'code: 403\ntype: Forbidden\nmessage: You are not a member of this workspace\nid: err_1',
    'not-a-member',
  ],
  [
    '<error><code>403</code><type>Forbidden</type><message>You are not a member of this workspace</message></error>',
    'not-a-member',
  ],
  [
    'E/flutter: DioException [bad response]: status code of 403 has a meaning of "Client error"',
    'forbidden',
  ],
  ['ForbiddenError(403): The key belongs to another integration', 'key-of-another'],
  [
    'Client request(GET https://api.botpress.cloud/v1/admin/bots) invalid: 401 Unauthorized. Text: "{"id":"err_1","code":401,"type":"Unauthorized","message":"x"}"',
    'token-rejected',
  ],
  [
    'responseValidationFailed(reason: Alamofire.AFError.ResponseValidationFailureReason.unacceptableStatusCode(code: 401))',
    'token-rejected',
  ],
  ['Error in httr2::req_perform(): HTTP 403 Forbidden.', 'forbidden'],
  [
    'HTTP request sent, awaiting response... 401 Unauthorized\n\nUsername/Password Authentication Failed.',
    'token-rejected',
  ],
  ['2026-01-01 ERROR 403: Forbidden.', 'forbidden'],
  [
    'System.Net.WebException: The remote server returned an error: (407) Proxy Authentication Required.',
    'proxy-auth-required',
  ],
  ['O servidor remoto retornou um erro: (403) Proibido.', 'forbidden'],
  ['Il server remoto ha restituito un errore: (401) Non autorizzato.', 'token-rejected'],
  ['リモート サーバーがエラーを返しました: (401) 許可されていません', 'token-rejected'],
  ['El servidor remoto devolvió un error: (429) Too Many Requests.', 'rate-limited'],
  [
    'io.ktor.client.plugins.ClientRequestException: Client request(POST https://api.botpress.cloud/v1/chat/messages) invalid: 429 Too Many Requests.',
    'rate-limited',
  ],
  [
    'java.net.ConnectException: Failed to connect to api.botpress.cloud/104.18.1.1:443',
    'connection-refused',
  ],
  [
    'java.net.SocketTimeoutException: failed to connect to api.botpress.cloud/104.18.1.1 (port 443) from /10.0.0.5 after 10000ms',
    'connection-timeout',
  ],
  [
    'javax.net.ssl.SSLPeerUnverifiedException: Hostname api.botpress.cloud not verified:\n certificate: sha256/x',
    'certificate-name',
  ],
  [
    'org.apache.http.NoHttpResponseException: api.botpress.cloud:443 failed to respond',
    'connection-broken',
  ],
  [
    "SocketException: Failed host lookup: 'api.botpress.cloud' (OS Error: No address associated with hostname, errno = 7)",
    'dns',
  ],
  [
    'HandshakeException: Handshake error in client (OS Error: CERTIFICATE_VERIFY_FAILED: unable to get local issuer certificate(handshake.cc:393))',
    'certificate-authority',
  ],
  ['** (HTTPoison.Error) :nxdomain', 'dns'],
  ['{:error, %Mint.TransportError{reason: :econnrefused}}', 'connection-refused'],
  [
    "500 Can't connect to api.botpress.cloud:443 (certificate verify failed)",
    'certificate-authority',
  ],
  ["500 Can't connect to api.botpress.cloud:443 (Bad hostname)", 'dns'],
  ['wget: unable to resolve host address ‘api.botpress.cloud’', 'dns'],
  [
    "ERROR: cannot verify api.botpress.cloud's certificate, issued by ‘CN=Corp CA’:\n  Unable to locally verify the issuer's authority.",
    'certificate-authority',
  ],
  [
    "http: error: ConnectionError: HTTPSConnectionPool(host='api.botpress.cloud', port=443): Max retries exceeded with url: / (Caused by NameResolutionError(\"<urllib3>: Failed to resolve 'api.botpress.cloud' ([Errno -3] Temporary failure in name resolution)\"))",
    'dns',
  ],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate-authority'],
  ['GET https://api.botpress.cloud/v1/chat/messages net::ERR_NAME_NOT_RESOLVED', 'dns'],
  ['GET https://api.botpress.cloud/v1/admin/bots 403 (Forbidden)', 'forbidden'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy-unreachable'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'connection-timeout'],
  ['net::ERR_CERT_DATE_INVALID', 'certificate-expired'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls-failed'],
  ['net::ERR_CERT_COMMON_NAME_INVALID', 'certificate-name'],
  [
    'error: The socket connection was closed unexpectedly. For more information, pass `verbose: true`',
    'connection-broken',
  ],
  ['error: client error (Connect): dns error: no record found for name: api.botpress.cloud', 'dns'],
  [
    'TypeError: error sending request for url (https://api.botpress.cloud/): client error (Connect): invalid peer certificate: Expired',
    'certificate-expired',
  ],
  ['Error: unable to get issuer certificate', 'certificate-authority'],
  [
    'Error: unable to verify the first certificate; if the root CA is installed locally, try running Node.js with --use-system-ca',
    'certificate-authority',
  ],
  [
    'npm ERR! code SELF_SIGNED_CERT_IN_CHAIN\nnpm ERR! request to https://registry.npmjs.org/@botpress%2fcli failed, reason: self-signed certificate in certificate chain',
    'certificate-authority',
  ],
  [
    'curl: (77) error setting certificate verify locations:  CAfile: /etc/ssl/certs/ca-certificates.crt',
    'certificate-authority',
  ],
  [
    "curl: (51) SSL: certificate subject name (proxy.corp) does not match target host name 'api.botpress.cloud'",
    'certificate-name',
  ],
  ['curl: (60) SSL certificate problem: self-signed certificate', 'certificate-self-signed'],
  [
    'curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325)',
    'certificate-authority',
  ],
  ['curl: (35) error:0A00010B:SSL routines::wrong version number', 'tls-failed'],
  [
    'curl: (35) LibreSSL/3.3.6: error:1404B42E:SSL routines:ST_CONNECT:tlsv1 alert protocol version',
    'tls-failed',
  ],
  ['curl: (18) transfer closed with 123 bytes remaining to read', 'connection-broken'],
  [
    'curl: (92) HTTP/2 stream 0 was not closed cleanly: INTERNAL_ERROR (err 2)',
    'connection-broken',
  ],
  ['curl: (56) Proxy CONNECT aborted', 'proxy-failed'],
  [
    "curl: (7) Failed to connect to proxy.corp port 3128 after 2 ms: Couldn't connect to server",
    'proxy-unreachable',
  ],
  ['curl: (22) The requested URL returned error: 429', 'rate-limited'],
  ['curl: (22) The requested URL returned error: 502 Bad Gateway', 'gateway-fault'],
  [
    'curl: (28) Operation timed out after 10001 milliseconds with 0 bytes received',
    'answer-timeout',
  ],
  [
    'export BOTPRESS_TOKEN="YOUR_TOKEN_HERE"\nnode index.js\nUnauthorizedError: The request requires to be authenticated.',
    'token-placeholder',
  ],
  ['headers: { Authorization: "Bearer {{BOTPRESS_TOKEN}}" }\nstatus: 401', 'token-variable'],
  ['{"Authorization":"Bearer %BP_TOKEN%"} -> 401 Unauthorized', 'token-variable'],
  [
    '> Authorization: Token bp_pat_1234567890abcdef1234567890abcdef1234\n< HTTP/2 401',
    'token-wrapped',
  ],
  [
    '> x-api-key: bp_pat_1234567890abcdef1234567890abcdef1234\n> Host: api.botpress.cloud\n< HTTP/2 401\n{"id":"err_1","code":401,"type":"Unauthorized","message":"no Authorization header"}',
    'no-token',
  ],
  ["headers: { authorization: 'Bearer ' }\nRequest failed with status code 401", 'no-token'],
  ['BP_TOKEN is not set', 'no-token'],
  ['Error: BOTPRESS_PAT environment variable is missing', 'no-token'],
  ["KeyError: 'BP_TOKEN'", 'no-token'],
  ["KeyError: 'BOTPRESS_TOKEN'", 'no-token'],
  ['bash: BP_TOKEN: unbound variable', 'no-token'],
  ['Warning: Input required and not supplied: token', 'no-token'],
  ['The process cannot continue: environment variable BOTPRESS_TOKEN undefined', 'no-token'],
  [
    'TypeError: Headers.append: "Bearer bp_pat_1234567890abcdef1234567890abcdef1234\\n" is an invalid header value.',
    'token-unsendable',
  ],
  [
    "TypeError: Failed to execute 'fetch' on 'Window': Failed to read the 'headers' property from 'RequestInit': String contains non ISO-8859-1 code point.",
    'token-unsendable',
  ],
  ["ValueError: Invalid header value b'Bearer bp_pat_xx\\r'", 'token-unsendable'],
  [
    'panic: net/http: invalid header field value "Bearer bp_pat_x\\n" for key Authorization',
    'token-unsendable',
  ],
  ['http.client: Invalid header value', 'token-unsendable'],
  [
    "System.ArgumentException: Specified value has invalid Control characters. (Parameter 'value')",
    'token-unsendable',
  ],
  ['Exception: Header value contains invalid characters', 'token-unsendable'],
  [
    "UnicodeEncodeError: 'ascii' codec can't encode character '\\u2026' in position 20: ordinal not in range(128)",
    'token-unsendable',
  ],
  ['× Could not list bots: A bot key cannot use this API', 'kind-on-admin-api'],
  [
    'Error: Login failed: this token is a Bot Access Key (BAK), a Personal Access Token is required',
    'kind-on-admin-api',
  ],
  [
    'BP_TOKEN=bp_bak_abc bp deploy\n× Could not update bot "x": The requested action can\'t be peform by this resource.',
    'kind-on-admin-api',
  ],
  [
    '403 {"code":403,"type":"Forbidden","id":"err_1","message":"Integration keys cannot access tables"} GET https://api.botpress.cloud/v1/tables',
    'kind-insufficient',
  ],
  [
    'bp_bak_ key, calling client.updateBot: ForbiddenError 403 at Client.updateBot',
    'kind-on-admin-api',
  ],
  [
    '{"code":403,"type":"Forbidden","message":"User is not part of the workspace","id":"err_1"}',
    'not-a-member',
  ],
  [
    '{"code":403,"type":"Forbidden","message":"You do not have access to this workspace","id":"err_1"}',
    'not-a-member',
  ],
  [
    '{"code":403,"type":"Forbidden","message":"You must be an administrator to manage members","id":"err_1"}',
    'role-insufficient',
  ],
  [
    '{"code":403,"type":"Forbidden","message":"Insufficient permissions: requires role developer","id":"err_1"}',
    'role-insufficient',
  ],
  ['ForbiddenError: The role billing is not allowed to do this', 'role-insufficient'],
  [
    '{"code":403,"type":"Forbidden","message":"Only owners can delete a workspace","id":"err_1"}',
    'role-insufficient',
  ],
  ['× Could not create bot: The workspace has reached its quota of bots', 'quota-exceeded'],
  ['Error: AI Spend limit reached for this workspace', 'quota-exceeded'],
  ['{"code":403,"type":"QuotaExceeded","message":"Table row limit reached"}', 'quota-exceeded'],
  ['{"code":402,"type":"PaymentRequired","message":"x"}', 'payment-required'],
  [
    '× An error occurred while deploying the dev server: The request requires to be authenticated.',
    'token-rejected',
  ],
  ['× Could not get integration slack@1.0.0: Integration not found', 'target-not-found'],
  [
    '× Could not find existing dev bot with id "abc": The requested resource does not exist.',
    'target-not-found',
  ],
  ['× No Workspace found. Please create one first.', 'no-workspace'],
  ['× Workspace Id is required.', 'no-workspace'],
  ['× Bot Id is required.', 'target-missing'],
  [
    '× failed to create authenticated client: Profile "prod" not found in "/root/.botpress/profiles.json". Found profiles \'default\'.',
    'profile-unknown',
  ],
  [
    '× failed to create authenticated client: Profile file not found at "/root/.botpress/profiles.json"',
    'no-profile',
  ],
  [
    '× failed to create authenticated client: Error parsing profiles file: Unexpected token } in JSON at position 120',
    'bp-files-broken',
  ],
  [
    '× Error parsing profiles: : [{"code":"invalid_type","path":["default","token"],"message":"Required"}]',
    'bp-files-broken',
  ],
  ['× Handle "acme" is not yours and is not available', 'of-another-workspace'],
  ['Handle "acme" is not available. Suggestions: acme-1, acme-2', 'of-another-workspace'],
  ['× Cannot deploy integration with handle "acme" on workspace "Other"', 'of-another-workspace'],
  [
    'Your are logged in to workspace "A" but integration handle "b" belongs to "B".',
    'of-another-workspace',
  ],
  ['× Cannot deploy integration without workspace handle', 'no-workspace'],
  ['× Could not fetch workspace: connect ECONNREFUSED 127.0.0.1:5986', 'connection-refused'],
  [
    '× Unable to list your workspaces: The token is missing, invalid, expired or revoked',
    'token-rejected',
  ],
  ['× Could not authenticate', 'token-rejected'],
  [
    '⚠ You are currently using credential command line arguments or environment variables as well as a profile. Your profile has overwritten the variables\n× Could not list bots: You are not a member of this workspace',
    'not-a-member',
  ],
  ['Error: 401 Unauthorized - POST https://api.anthropic.com/v1/messages', 'not-the-api'],
  [
    '{"error":{"message":"Invalid OAuth access token - Cannot parse access token","type":"OAuthException","code":190,"fbtrace_id":"A"}}',
    'not-the-api',
  ],
  [
    '{"ok":false,"error_code":401,"description":"Unauthorized"} https://api.telegram.org/botxxx/getMe',
    'not-the-api',
  ],
  [
    '{"error":{"code":"insufficient_quota","message":"You exceeded your current quota, please check your plan and billing details."}}',
    'not-the-api',
  ],
  ["fatal: Authentication failed for 'https://github.com/acme/bot.git/'", 'not-the-api'],
  [
    "remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://gitlab.com/x.git'",
    'not-the-api',
  ],
  [
    'error: failed to push some refs; ERROR: Permission to acme/bot.git denied to kim.',
    'not-the-api',
  ],
  [
    "SequelizeAccessDeniedError: Access denied for user 'root'@'localhost' (using password: YES)",
    'not-the-api',
  ],
  ['error: password authentication failed for user "postgres"', 'not-the-api'],
  [
    "Zendesk API error 401: Couldn't authenticate you https://acme.zendesk.com/api/v2/tickets",
    'not-the-api',
  ],
  [
    'HubSpot: {"status":"error","category":"EXPIRED_AUTHENTICATION","message":"The OAuth token used to make this call expired"}',
    'not-the-api',
  ],
  ['Twilio error 20003: Authenticate', 'not-the-api'],
  [
    'Error: Request failed with status code 403 https://slack.com/api/chat.postMessage',
    'not-the-api',
  ],
  [
    'AuthenticationError: 401 Incorrect API key provided: sk-xx. You can find your API key at https://platform.openai.com',
    'not-the-api',
  ],
  [
    'terraform: Error: error configuring Terraform AWS Provider: no valid credential sources',
    'not-the-api',
  ],
  [
    'denied: Your authorization token has expired. Reauthenticate and try again. docker push 1234.dkr.ecr.us-east-1.amazonaws.com/x',
    'not-the-api',
  ],
  ['sudo: a password is required', null],
  ['pnpm: 403 Forbidden - GET https://npm.pkg.github.com/@acme%2fx', 'not-the-api'],
  ['WARN GET https://registry.npmjs.org/foo error (ERR_PNPM_FETCH_401). Will retry', 'not-the-api'],
  [
    'yarn: An unexpected error occurred: "https://registry.yarnpkg.com/x: Request failed \\"401 Unauthorized\\""',
    'not-the-api',
  ],
  ['✓ Bot deployed\nDone in 4.03s', null],
  ['INFO 2026-01-01 GET /health 200 4ms', null],
  ['Tests: 401 passed, 403 total', null],
  ['Listening on port 4030\n', null],
  ['const client = new Client({ token: process.env.BP_TOKEN })', null],
  [
    'import requests\nr = requests.get(url, headers={"Authorization": f"Bearer {token}"})\nif r.status_code == 403:\n    raise Forbidden()',
    null,
  ],
  ['Unauthorized access will be prosecuted', null],
  ['Room 403, 401 Main Street', null],
  ['commit 4031234 fix 401 handling in client', null],
  ['Fixed: retry on 401 and 403 (#429)', null],
  [
    'function handle(res) {\n  if (res.status === 403) throw new ForbiddenError("The role viewer is not allowed")\n}',
    null,
  ],
  ['HTTP/2 200\ncontent-type: application/json\n\n{"bots":[]}', null],
  ['{"statusCode":200,"message":"ok"}', null],
  [
    '<html><head><title>Web Filter Violation</title></head><body>FortiGuard Intrusion Prevention - Access Blocked</body></html>',
    'proxy-refused',
  ],
  [
    'Your computer is blocked by Palo Alto Networks: Web Page Blocked. Category: chat-bots',
    'proxy-refused',
  ],
  ['504 Gateway Time-out', 'gateway-fault'],
  ['HTTP/1.1 503 Service Unavailable\nRetry-After: 30', 'gateway-fault'],
  [
    "com.fasterxml.jackson.core.JsonParseException: Unexpected character ('<' (code 60)): expected a valid value",
    'login-page',
  ],
  [
    "Newtonsoft.Json.JsonReaderException: Unexpected character encountered while parsing value: <. Path '', line 0, position 0.",
    'login-page',
  ],
  [
    "PermissionError: [WinError 5] Access is denied: 'C:\\\\Users\\\\me\\\\.botpress\\\\profiles.json'",
    'home-unreadable',
  ],
  ['open /home/app/.adk/credentials: permission denied', 'home-unreadable'],
  [
    "Error: EPERM: operation not permitted, rename 'C:\\Users\\me\\.botpress\\config.json.tmp' -> 'C:\\Users\\me\\.botpress\\config.json'",
    'home-unreadable',
  ],
  ["touch: cannot touch '/root/.botpress/x': Read-only file system", 'home-unreadable'],
  ["ENOENT: no such file or directory, open '/root/.botpress/profiles.json'", 'no-profile'],
  ['EDQUOT: disk quota exceeded, write /home/me/.botpress/global.cache.json', 'write-failed'],
  [
    'SyntaxError: /root/.botpress/global.cache.json: Unexpected end of JSON input',
    'bp-files-broken',
  ],
  [
    'error: The name org.freedesktop.secrets was not provided by any .service files',
    'keychain-unusable',
  ],
  ['config.json is in use by process 123', 'lock-held'],
  ['Your system clock is 5 minutes behind', 'clock-wrong'],
  [
    'ssl.SSLCertVerificationError: certificate verify failed: certificate is not yet valid',
    'certificate-not-yet-valid',
  ],
  ['date: Mon, 01 Jan 2001 00:00:00 GMT\nERR_CERT_DATE_INVALID', 'certificate-expired'],
  ["TypeError: Invalid URL\n  input: 'api.botpress.cloud'", 'api-url-invalid'],
  ['TypeError: Failed to parse URL from undefined/v1/admin/account/me', 'api-url-invalid'],
  [
    "requests.exceptions.MissingSchema: Invalid URL 'api.botpress.cloud/v1': No scheme supplied. Perhaps you meant https://",
    'api-url-invalid',
  ],
  ['unsupported protocol scheme ""', 'api-url-invalid'],
  ['ERR_INVALID_URL input: "undefined"', 'api-url-invalid'],
  ['404 page not found GET https://api.botpress.cloud/v1/v1/chat/messages', 'api-url-invalid'],
  [
    'BP_API_URL=https://api.botpress.cloud/v1\n× Login failed. Please check your credentials: The requested resource does not exist.',
    'api-url-invalid',
  ],
  ['getaddrinfo ENOTFOUND api.botpres.cloud', 'dns'],
  [
    'Run bp deploy -y\n  shell: /usr/bin/bash -e {0}\n  env:\n    BP_TOKEN: ***\n    BP_WORKSPACE_ID: wkspace_01\n🤖 Botpress CLI v7.1.2\n× Could not deploy bot: You are not a member of this workspace\nError: Process completed with exit code 1.',
    'not-a-member',
  ],
  [
    'ERROR: Job failed: exit code 1\n\u001b[31m× Could not create integration "acme/x": Forbidden\u001b[0m',
    'forbidden',
  ],
  [
    '[Pipeline] sh\n+ bp deploy\n× Could not update bot "Support": The workspace is blocked\n[Pipeline] // stage\nERROR: script returned exit code 1',
    'workspace-blocked',
  ],
  [
    'kubectl logs bot-7d9\n{"time":"2026-01-01T00:00:00Z","level":"ERROR","msg":"call failed","error":"{\\"code\\":429,\\"type\\":\\"RateLimited\\",\\"message\\":\\"slow\\",\\"id\\":\\"err_1\\"}"}',
    'rate-limited',
  ],
  ['Zapier: The app returned "You are not a member of this workspace".', 'not-a-member'],
  [
    'Zapier - Problem creating message: We got a 403 error from api.botpress.cloud: Forbidden',
    'forbidden',
  ],
  [
    'n8n: 401 - {"id":"err_1","code":401,"type":"Unauthorized","message":"The token is missing, invalid, expired or revoked"}',
    'token-rejected',
  ],
  [
    'n8n: Problem in node ‘HTTP Request‘\nThe DNS server returned an error, perhaps the server is offline',
    'dns',
  ],
  [
    "n8n: The connection timed out, consider setting the 'Retry on Fail' option in the node settings",
    'connection-timeout',
  ],
  ['Postman: Error: connect ECONNREFUSED 127.0.0.1:8443', 'connection-refused'],
  [
    'Postman console\nGET https://api.botpress.cloud/v1/admin/bots\n403\n1.2 s\nResponse Body\n{"id":"err_1","code":403,"type":"Forbidden","message":"The role viewer is not allowed to do this"}',
    'role-insufficient',
  ],
  ['Insomnia: Error: SSL peer certificate or SSH remote key was not OK', 'certificate-authority'],
  ["Insomnia: Error: Couldn't resolve host name", 'dns'],
  ["Insomnia: Error: Couldn't connect to server", 'connection-refused'],
  ['Bruno: Error: getaddrinfo EAI_AGAIN api.botpress.cloud', 'dns'],
  [
    'System.Net.Http.HttpRequestException: An error occurred while sending the request.\n ---> System.IO.IOException: Unable to read data from the transport connection: Connection reset by peer.',
    'connection-broken',
  ],
  ['System.Net.Sockets.SocketException (11001): No such host is known.', 'dns'],
  ['System.Net.Sockets.SocketException (110): Connection timed out', 'connection-timeout'],
  [
    'A connection attempt failed because the connected party did not properly respond after a period of time',
    'connection-timeout',
  ],
  ["System.Text.Json.JsonException: '<' is an invalid start of a value.", 'login-page'],
  [
    'Refit.ApiException: Response status code does not indicate success: 401 (Unauthorized).',
    'token-rejected',
  ],
  [
    'Flurl.Http.FlurlHttpException: Call failed with status code 403 (Forbidden): GET https://api.botpress.cloud/v1/admin/bots',
    'forbidden',
  ],
  [
    'RestSharp: StatusCode: Unauthorized, Content-Type: application/json, Content-Length: 120)',
    'token-rejected',
  ],
  [
    'Illuminate\\Http\\Client\\RequestException: HTTP request returned status code 403:\n{"id":"err_1","code":403,"type":"QuotaExceeded","message":"x"}',
    'quota-exceeded',
  ],
  [
    'Symfony\\Component\\HttpClient\\Exception\\ClientException: HTTP/2 401  returned for "https://api.botpress.cloud/v1/admin/bots".',
    'token-rejected',
  ],
  [
    'stream_socket_client(): php_network_getaddresses: getaddrinfo for api.botpress.cloud failed: Temporary failure in name resolution',
    'dns',
  ],
  ['ureq: status code 401', 'token-rejected'],
  ['Error: StatusCode(403)', 'forbidden'],
  [
    'hyper::Error(Connect, ConnectError("dns error", Custom { kind: Uncategorized, error: "failed to lookup address information: nodename nor servname provided" }))',
    'dns',
  ],
  ['tungstenite: HTTP error: 401 Unauthorized', 'token-rejected'],
  ['RestClient::Exceptions::OpenTimeout: Timed out connecting to server', 'connection-timeout'],
  [
    'HTTParty: #<HTTParty::Response:0x parsed_response={"id"=>"err_1", "code"=>403, "type"=>"Forbidden", "message"=>"You are not a member of this workspace"}>',
    'not-a-member',
  ],
  [
    'Faraday::ConnectionFailed: Failed to open TCP connection to api.botpress.cloud:443 (getaddrinfo: nodename nor servname provided, or not known)',
    'dns',
  ],
  [
    'Faraday::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (self signed certificate in certificate chain)',
    'certificate-authority',
  ],
  ['Net::HTTP: EOFError: end of file reached', 'connection-broken'],
  ['java.net.http.HttpTimeoutException: request timed out', 'answer-timeout'],
  ['java.io.IOException: HTTP/1.1 header parser received no bytes', 'connection-broken'],
  [
    'org.springframework.web.reactive.function.client.WebClientResponseException$Unauthorized: 401 Unauthorized from GET https://api.botpress.cloud/v1/admin/account/me',
    'token-rejected',
  ],
  [
    'org.springframework.web.client.ResourceAccessException: I/O error on GET request for "https://api.botpress.cloud": Connection refused',
    'connection-refused',
  ],
  ['java.nio.channels.UnresolvedAddressException', 'dns'],
  [
    'sun.security.validator.ValidatorException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
    'certificate-expired',
  ],
  ['javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure', 'tls-failed'],
  [
    'Caused by: java.io.IOException: Server returned HTTP response code: 403 for URL: https://api.botpress.cloud/v1/chat/messages',
    'forbidden',
  ],
  [
    'panic: Get "https://api.botpress.cloud/": dial tcp: lookup api.botpress.cloud: Temporary failure in name resolution',
    'dns',
  ],
  [
    'Get "https://api.botpress.cloud/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'answer-timeout',
  ],
  ['read tcp 10.0.0.1:5000->104.18.1.1:443: read: connection reset by peer', 'connection-broken'],
  [
    '2026/01/01 unexpected status: 403 body: {"id":"err_1","code":403,"type":"Forbidden","message":"The key belongs to another bot"}',
    'key-of-another',
  ],
  [
    'tls: failed to verify certificate: x509: “api.botpress.cloud” certificate is not trusted',
    'certificate-authority',
  ],
  [
    "requests.exceptions.ChunkedEncodingError: ('Connection broken: IncompleteRead(0 bytes read)', IncompleteRead(0 bytes read))",
    'connection-broken',
  ],
  [
    'httpx.RemoteProtocolError: Server disconnected without sending a response.',
    'connection-broken',
  ],
  [
    "httpx.UnsupportedProtocol: Request URL is missing an 'http://' or 'https://' protocol.",
    'api-url-invalid',
  ],
  ['httpx.InvalidURL: Invalid non-printable ASCII character in URL', 'api-url-invalid'],
  [
    'httpcore.ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)',
    'certificate-authority',
  ],
  [
    "aiohttp.client_exceptions.ClientHttpProxyError: 407, message='Proxy Authentication Required'",
    'proxy-auth-required',
  ],
  ['aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected', 'connection-broken'],
  ['ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1123)', 'tls-failed'],
  ['socket.gaierror: [Errno 11001] getaddrinfo failed', 'dns'],
  ['OSError: [Errno 101] Network is unreachable', 'network-down'],
  [
    'ConnectionRefusedError: [WinError 10061] No connection could be made because the target machine actively refused it',
    'connection-refused',
  ],
  ["irm : Der Remotename konnte nicht aufgelöst werden: 'api.botpress.cloud'", 'dns'],
  [
    'Le serveur distant a retourné une erreur : (407) Authentification proxy requise.',
    'proxy-auth-required',
  ],
  [
    "AggregateError [ECONNREFUSED]: \n    at internalConnectMultiple (node:net:1118:18) {\n  code: 'ECONNREFUSED',\n  [errors]: [ Error: connect ECONNREFUSED ::1:5986, Error: connect ECONNREFUSED 127.0.0.1:5986 ]",
    'connection-refused',
  ],
  [
    'RequestAbortedError [AbortError]: Proxy response (407) !== 200 when HTTP Tunneling',
    'proxy-auth-required',
  ],
  [
    'Error: Client network socket disconnected before secure TLS connection was established\n code: ECONNRESET',
    'tls-failed',
  ],
  ['got: HTTPError: Response code 401 (Unauthorized)', 'token-rejected'],
  [
    'ky HTTPError: Request failed with status code 403 Forbidden: GET https://api.botpress.cloud/v1/admin/bots',
    'forbidden',
  ],
  [
    'superagent: Error: Forbidden\n    at Request.callback {\n  status: 403,\n response: …',
    'forbidden',
  ],
  [
    'FetchError: [GET] "https://api.botpress.cloud/v1/admin/bots": 401 Unauthorized',
    'token-rejected',
  ],
  [
    'StatusCodeError: 403 - "{\\"id\\":\\"err_1\\",\\"code\\":403,\\"type\\":\\"Forbidden\\",\\"message\\":\\"This workspace is blocked\\"}"',
    'workspace-blocked',
  ],
  ['ADK error [WORKSPACE_ID_MISSING] No workspace ID found.', 'no-workspace'],
  [
    'adk dev\n✗ AUTH_FAILED Invalid token. Please check your API token and try again.',
    'token-rejected',
  ],
  ['adk deploy: No bot ID found. Please link your agent first.', 'target-missing'],
  ['Error: Profile "work" not found. Run adk profiles list', 'profile-unknown'],
  [
    'bp-auth login\nError: The API does not accept the token: it is wrong, expired or revoked (401 Unauthorized)',
    'token-rejected',
  ],
  [
    'Error: The proxy proxy.corp:3128 (HTTPS_PROXY) wants a user name and a password',
    'proxy-auth-required',
  ],
  ['Error: api.botpress.cloud refused the connection (ECONNREFUSED)', 'connection-refused'],
  [
    'Error: The certificate of api.botpress.cloud is signed by an authority that Node.js does not know',
    'certificate-authority',
  ],
  ['Error: The name api.botpress.cloud cannot be resolved (ENOTFOUND)', 'dns'],
  [
    'Error: A quota of the workspace is used up; the token and its permissions are fine (403 QuotaExceeded)',
    'quota-exceeded',
  ],
  ['Error: The token is good, but its account is not a member of workspace ws_1', 'not-a-member'],
  ['Error: The role viewer may not see this (403 Forbidden)', 'role-insufficient'],
  ['Error: There is no workspace acme. Did you mean ws_abc123?', 'workspace-not-found'],
  ['403 Forbidden (CSRF)', 'forbidden'],
  ['Error 401 happened 3 times', 'token-rejected'],
  ['returned 404 rows in 12 ms', null],
  ['got 403 results', null],
  ['port 401 closed', null],
  ['He said: forbidden fruit', null],
  ['The request has expired. Please try again (clock skew too great)', 'clock-wrong'],
];

/**
 * Pastes from shells, runtimes, browsers and programs in other languages, and texts that merely
 * look like errors.
 */
export const machinePastes: readonly Paste[] = [
  ['error: You must be logged in to the server (Unauthorized)', 'not-the-api'],
  ['Error from server (Forbidden): secrets "bp" is forbidden', 'not-the-api'],
  ['Error: You must be logged in to deploy a bot', 'no-profile'],
  [
    'Error making API request. URL: GET https://vault.example:8200/v1/secret/data/bp Code: 403. Errors: * permission denied',
    'not-the-api',
  ],
  ["fatal: could not read Username for 'https://github.com': No such device", 'not-the-api'],
  ['API key not valid. Please pass a valid API key.', 'not-the-api'],
  ['connect ENETUNREACH 2606:4700::6812:a14:443', 'network-down'],
  ['zsh: command not found: bp', 'program-missing'],
  ['/bin/sh: 1: npx: not found', 'program-missing'],
  ["'adk' is not recognized as an internal or external command,", 'program-missing'],
  [
    'Der Befehl "bp" ist entweder falsch geschrieben oder konnte nicht gefunden werden.',
    'program-missing',
  ],
  ['bash: bp : commande introuvable', 'program-missing'],
  ['exec: "bp": executable file not found in $PATH: unknown', 'program-missing'],
  ['zsh: no matches found: https://api.botpress.cloud/v1/admin/bots?x=1', 'command-misread'],
  ["Invoke-WebRequest : Cannot bind parameter 'Headers'. Cannot convert", 'command-misread'],
  ['bash: ${BP-TOKEN.X}: bad substitution', 'command-misread'],
  [
    'PermissionDenied: Requires env access to "BP_TOKEN", run again with the --allow-env flag',
    'runtime-forbids',
  ],
  [
    'bp.ps1 cannot be loaded because running scripts is disabled on this system.',
    'runtime-forbids',
  ],
  [
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource',
    'browser-blocked',
  ],
  ['Le nom distant n’a pas pu être résolu : api.botpress.cloud', 'dns'],
  ['リモート名を解決できませんでした。', 'dns'],
  [
    'Die Anfrage wurde abgebrochen: Es konnte kein geschützter SSL/TLS-Kanal erstellt werden.',
    'tls-failed',
  ],
  ['В соединении отказано', 'connection-refused'],
  [
    'Der Remoteserver hat einen Fehler zurückgegeben: (407) Proxyauthentifizierung erforderlich',
    'proxy-auth-required',
  ],
  ['BP_TOKEN: unbound variable', 'no-token'],
  ['Error: Missing required environment variable BOTPRESS_TOKEN', 'no-token'],
  ['413 Request Entity Too Large', 'request-refused'],
  [
    'PermissionError: API keys are not allowed here\nBot tokens are not allowed for this endpoint',
    'kind-on-admin-api',
  ],
  [
    'Error: connect ENETUNREACH 2606:4700::1:443\nError: connect ETIMEDOUT 104.18.1.1:443',
    'connection-timeout',
  ],
  ['The integration is already published by another workspace', 'of-another-workspace'],
  [
    '"POST /sync HTTP/1.1" 500\nstatus code 403 for https://api.botpress.cloud/v1/admin/bots',
    'forbidden',
  ],
  [
    'C:\\>set BP_TOKEN="bp_pat_aaaaaaaaaaaaaaaaaaaaaaaaaaaa"\nThe token is missing, invalid, expired or revoked',
    'token-wrapped',
  ],
  ['{{ botpress_token }}\nHTTP/1.1 401 Unauthorized', 'token-variable'],
  ['you can run the command again', null],
  ['No matching files; nothing not found', null],
  ['The bundle is not too large: 120 kB', null],
  ['BP_TOKEN is set', null],
  ['set the policy to allow scripts', null],
];
