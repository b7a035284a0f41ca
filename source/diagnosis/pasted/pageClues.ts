// Pages and formats where the API's JSON was due: sign-in pages, firewalls, gateways, other servers.
import { clue } from './clue.ts';

const page =
  'A web page came where JSON was expected: something else than the Botpress API answered';
const guard =
  'A firewall in front of the API answered with a page of its own: neither token nor role was judged';

export const pageClues = [
  clue(
    'not-the-api',
    'certain',
    [
      'you have been blocked',
      'attention required',
      'error code: 10',
      'error 10',
      'just a moment',
      'cf-mitigated',
      'enable javascript and cookies',
      'checking your browser',
      'cloudflare',
    ],
    /Sorry, you have been blocked|Attention Required! \| Cloudflare|\berror code: 10(?:0\d|1\d|20)\b|\bError 10(?:0\d|1\d|20)\b.{0,80}(?:Ray ID|Access denied|banned|rate limited)|<title>Just a moment|\bJust a moment\.\.\.|cf-mitigated: challenge|Enable JavaScript and cookies to continue|Checking your browser before accessing/i,
    guard,
  ),
  clue(
    'gateway-fault',
    'likely',
    [
      'error code: 52',
      'error 52',
      'web server is down',
      'origin is unreachable',
      'bad gateway',
      'service unavailable',
      'gateway time',
      'upstream connect error',
      'no healthy upstream',
      'upstream request timeout',
      'temporarily unavailable',
    ],
    /\berror code: 52\d\b|\bError 52\d\b|Web server is down|Origin is unreachable|\b50[234]\b.{0,20}(?:Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out)|<title>50[0234]|upstream connect error|no healthy upstream|upstream request timeout/i,
  ),
  clue(
    'login-page',
    'likely',
    [
      'unexpected token',
      'invalid character',
      'invalid start of a value',
      'unexpected mimetype',
      'expected json',
      'text/html',
      '<!doctype',
      '<html',
      'is not valid json',
      'expecting value',
      'jsondecodeerror',
      'json parse error',
      'unexpected character',
      'unexpected token at',
      'sign in to',
      'captive',
      'invalid json',
    ],
    /Unexpected token ['"]?<|invalid character '<' looking for|'<' is an invalid start of a value|unexpected mimetype: ?['"]?text\/html|unexpected (?:character|token)(?: encountered while parsing value)?:? (?:at )?['"(]{0,2}<|JSON Parse error: (?:Unrecognized token|Unexpected (?:token|identifier)):? ?['"]?<|character \('<' \(code 60\)|Expected BEGIN_OBJECT but was STRING|expected JSON.{0,40}(?:got|received|but).{0,20}(?:html|<)|Invalid JSON response.{0,60}<|\bcaptive portal\b/i,
    page,
  ),
  clue(
    'not-the-api',
    'possible',
    [
      'expecting value: line 1 column 1',
      'unexpected end of json',
      'expected value at line 1',
      'json.decode',
      'syntax error',
      'unexpected end of input',
      'does not contain any json tokens',
    ],
    /Expecting value: line 1 column 1|expected value at line 1 column 1|Unexpected end of JSON input|unexpected end of input|does not contain any JSON tokens/i,
    'What came was empty or no JSON: perhaps something else than the Botpress API answered',
  ),
] as const;

/** Whether a text shows a page itself. */
export const pageForm =
  /<html\b|<!doctype html|content-type\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?text\/html/i;
