// What clients of all languages say of a header that cannot be sent, and what stands in a token's place.
import { clue } from './clue.ts';

const badHeader =
  'The token holds a character that no header may have, as a line break or one that nobody sees; nothing was sent';

export const headerClues = [
  clue(
    'token-unsendable',
    'certain',
    [
      'err_invalid_char',
      'invalidheadervalue',
      'header content',
      'bytestring',
      'header value',
      'header field value',
      'in header',
      'headers.append',
      'leading whitespace',
      'headers of request',
      'cr/lf',
      'header values',
      'not valid header',
      'iso-8859-1',
      'latin-1',
      'unexpected char',
      'authorization value',
    ],
    /\bERR_INVALID_CHAR\b|Invalid character in header content|\bis not a legal HTTP header value\b|\binvalid HTTP header value\b|Cannot convert argument to a ByteString|(?:invalid|illegal) (?:HTTP )?header (?:field )?value|invalid header field value|header field value cann?not include CR|leading whitespace, reserved character|return character\(s\) in header|New-?line characters are not allowed in header|is not (?:a )?valid header value|InvalidHeaderValue|failed to parse header value|Unexpected char 0x[\da-f]{1,6} at \d{1,5} in \w{1,30} value|String contains non[- ]ISO-8859-1|'latin-1' codec can't encode character|'ascii' codec can't encode character|Header has invalid value|Headers\.(?:append|set): .{0,60}is an? invalid|header contains (?:invalid|illegal)|contains invalid characters.{0,40}header|Malformed header|Invalid header: |Header may not contain (?:more than a single header|NUL bytes)|new line detected/i,
    badHeader,
  ),
  clue(
    'no-token',
    'certain',
    [
      'bearer undefined',
      'bearer null',
      'bearer none',
      'bearer nil',
      'bearer nan',
      'bearer [object',
      'bearer%20undefined',
      'bearer false',
      'bearer true',
    ],
    /\bBearer(?: |%20)(?:undefined|null|None|nil|NaN|false|true)\b(?![\w-])|\bBearer \[object \w{1,20}/,
    'In place of a token the program sent the word of an empty variable: what should hold the token is not set',
  ),
  clue(
    'no-token',
    'likely',
    ['authorization'],
    /\bauthorization\\{0,3}["']?\]?\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["']?(?:Bearer ?\\{0,3}["']|(?:undefined|null|None)\b)/i,
    'The Authorization header is empty: what should hold the token is not set',
  ),
  clue(
    'no-token',
    'certain',
    ['authorization: bearer'],
    /^[>*]?[ \t]{0,9}authorization: bearer[ \t]{0,9}$/im,
    'The Authorization header is empty: what should hold the token is not set',
  ),
  clue(
    'token-wrapped',
    'certain',
    ['bearer bearer'],
    /\bBearer(?: |%20)["']?Bearer\b/i,
    'The word Bearer stands twice in the header: it was pasted along with the token',
  ),
  clue(
    'token-variable',
    'certain',
    ['authorization: bearer'],
    /^[ \t]{0,9}>[ \t]{0,9}authorization: bearer (?:\$\{?\{?\s?\w[\w.\s]{0,80}\}{0,2}|%\w{1,80}%|\{\{[^{}]{1,80}\}\})\s{0,3}$/im,
    'In place of a token the name of a variable was sent, which nothing replaced',
  ),
  clue(
    'token-variable',
    'likely',
    ['bearer $'],
    /'Authorization: Bearer \$\{?\w{1,80}\}?'/i,
    'Within single quotes a shell leaves a variable as it is: its name was sent in place of the token',
  ),
  clue(
    'token-wrapped',
    'certain',
    ['authorization: bearer'],
    /^[ \t]{0,9}>[ \t]{0,9}authorization: bearer ["'`]/im,
    'The token was sent with quotes around it',
  ),
  clue(
    'token-wrapped',
    'certain',
    ['authorization: bp_'],
    /^[ \t]{0,9}>[ \t]{0,9}authorization: bp_/im,
    'The word Bearer is missing before the token',
  ),
] as const;
