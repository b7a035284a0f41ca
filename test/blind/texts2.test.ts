// The second blind set: `explain` names the cause that was judged right for each text, and calls no other
// cause certain.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explainText } from '../../source/diagnosis/explain.ts';
import type { ErrorCode } from '../../source/errorCodes.ts';

type Entry = { name: string; text: string };

const entries: Entry[] = JSON.parse(readFileSync(new URL('texts2.json', import.meta.url), 'utf8'));

/** Null if nothing should be recognised. */
const right: ReadonlyMap<string, ErrorCode | null> = new Map<string, ErrorCode | null>([
  ['colleague forwards a Python traceback by e-mail, quoted twice', 'token-rejected'],
  ['httpx inside FastAPI, 403 without a body', 'forbidden'],
  ['aiohttp in a Discord relay, body printed', 'quota-exceeded'],
  ['urllib3 retry chain from a laptop in a hotel', 'dns'],
  ['requests through a proxy which wants a password', 'proxy-auth-required'],
  ['requests, Zscaler root missing in certifi', 'certificate-authority'],
  ['Go service, bearer from an env var with a line end', 'token-unsendable'],
  ['Go, certificate signed by unknown authority in a scratch image', 'certificate-authority'],
  ['Go, clock of a Raspberry Pi at 1970', 'clock-wrong'],
  ['Rust reqwest, time-out', 'connection-timeout'],
  ['Rust, serde cannot decode the answer', 'answer-unexpected'],
  ['Spring Boot RestTemplate log', 'token-rejected'],
  ['OkHttp on Android, host name broken', 'dns'],
  ['Kotlin on OkHttp, token copied from a chat', 'token-unsendable'],
  ['Java truststore of the company missing', 'certificate-authority'],
  ['C# HttpClient in an Azure function', 'payment-required'],
  ['C# FormatException of the header', 'token-unsendable'],
  ['Guzzle truncates the body', 'not-a-member'],
  ['Laravel log, cURL error 35', 'tls-failed'],
  ['Ruby Faraday, 404 of a bot', 'target-not-found'],
  ['Ruby, certificate expired', 'certificate-expired'],
  ['Elixir Tesla in a Phoenix log', 'not-a-member'],
  ["masked token copied from the dashboard's list into a .env", 'token-masked'],
  ['Deno without permission for the net', 'runtime-forbids'],
  ['Bun cannot reach the proxy', 'connection-refused'],
  ['PowerShell 5.1 in German', 'token-rejected'],
  ['PowerShell 5.1 in French, 407', 'proxy-auth-required'],
  ['PowerShell 5.1 in Spanish, name resolution', 'dns'],
  ['PowerShell 5.1 in Portuguese, TLS 1.0', 'tls-failed'],
  ['PowerShell 5.1 in Japanese, 403', 'forbidden'],
  ['PowerShell 7 shows the JSON', 'no-workspace'],
  ['curl -v against http, redirected', 'api-url-invalid'],
  ['curl -i, v1 twice', 'api-url-invalid'],
  ['curl alone with exit code 60', 'certificate-not-yet-valid'],
  ['curl, proxy refuses the host', 'proxy-refused'],
  ['curl proxy name wrong', 'proxy-unreachable'],
  ['curl with typographic quotes from a Word document', 'token-wrapped'],
  ['wget on a NAS', 'token-rejected'],
  ['HTTPie, rate limited', 'rate-limited'],
  ['undici cause chain, two addresses', 'connection-timeout'],
  ['axios error dumped by util.inspect, bot key on an admin route', 'kind-on-admin-api'],
  ['pino line out of Kubernetes', 'token-rejected'],
  ['winston in docker compose, EAI_AGAIN', 'dns'],
  ['bunyan, ZodError of a wrong answer', 'answer-unexpected'],
  ['CloudWatch export, Lambda', 'role-insufficient'],
  ["AWS's own AccessDenied in the same Lambda", 'not-the-api'],
  ['Datadog event, workspace blocked', 'workspace-blocked'],
  ["GitHub Actions, secret empty in a fork's pull request", 'token-empty'],
  ['GitHub Actions, login failed with 401 tail', 'token-rejected'],
  ['GitLab CI, the API gives up', 'api-fault'],
  ['Jenkins, masked credentials, 413', 'request-refused'],
  ['CircleCI, bp missing', 'program-missing'],
  ['Azure DevOps, macro not replaced', 'token-variable'],
  ["Vercel build log, wrong kind in SDK's words", 'kind-on-admin-api'],
  ['Netlify, npm registry 401', 'not-the-api'],
  ['browser console, CORS with a hidden 401', 'browser-blocked'],
  ["HAR excerpt, dashboard's host instead of the API", 'api-url-invalid'],
  ['Postman console, variable not set', 'token-variable'],
  ['n8n node output', 'token-rejected'],
  ['Zapier history', 'workspace-not-found'],
  ['Make scenario, 401 from WhatsApp', 'not-the-api'],
  ['Slack thread in a code block, invalid_auth', 'not-the-api'],
  ["OpenAI key within a bot's log", 'not-the-api'],
  ['GCP service account, half-cut', 'not-the-api'],
  ['Docker Hub pull rate limit', 'not-the-api'],
  ['Swagger-like HTTPie call with the placeholder of the docs', 'token-placeholder'],
  ['Cloudflare challenge page as answer', 'not-the-api'],
  ['Zscaler block page', 'proxy-refused'],
  ['nginx of a self-made reverse proxy, 502', 'gateway-fault'],
  ['captive portal in a train', 'login-page'],
  ['maintenance page by the API, 503', 'api-fault'],
  ['bp deploy, handle already taken', 'of-another-workspace'],
  ['bp deploy of an integration owned elsewhere', 'of-another-workspace'],
  ['bp bots create, membership or role not told', 'forbidden'],
  ['bp integrations, not found in this workspace', 'target-not-found'],
  ['bp profiles.json broken', 'bp-files-broken'],
  ['bp secrets in deploy, conflict', 'request-refused'],
  ['adk deploy without link', 'target-missing'],
  ['adk deploy, a bare 403', 'forbidden'],
  ['~/.botpress owned by root after sudo', 'home-unreadable'],
  ['read-only file system in a hardened pod', 'home-unreadable'],
  ['disk full on Windows runner', 'write-failed'],
  ['config.json cut off', 'config-unreadable'],
  ['zsh eats the braces', 'command-misread'],
  ['cmd keeps the quotes', 'token-wrapped'],
  ['Bearer undefined in a React Native log', 'no-token'],
  ['success pasted by mistake', null],
  ['meaningless, a shopping list with a 401', null],
  ['wrapped at 80 columns in a terminal recording, x-bot-id missing', 'target-missing'],
  ['Electron app behind a virus scanner, Node cause chain', 'certificate-authority'],
]);

test.each(entries)('$name', ({ name, text }) => {
  const { recognised, otherwise } = explainText(text);
  const [first, ...others] = recognised;
  expect(first?.cause ?? null).toBe(right.get(name));
  expect(others.filter(({ confidence }) => confidence === 'certain')).toEqual([]);
  expect(first?.check ?? otherwise.check).not.toBe('');
});
