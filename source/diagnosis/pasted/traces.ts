// Facts in any text, whether or not its error is recognised: who answered, with which status, when,
// and which ids to quote.

export type Traces = {
  status: number | null;
  method: string | null;
  /** Includes the port, if given. */
  host: string | null;
  /** Without a query. */
  path: string | null;
  /** As written in the text. */
  time: string | null;
  /** The API's id of the error. */
  errorId: string | null;
  /** The id of the request at the server, or at a proxy before the server. */
  requestId: string | null;
  workspaceId: string | null;
  botId: string | null;
};

/** The notations of statuses: header lines, clients of all languages, logs. */
const statusForms: readonly RegExp[] = [
  /^[ \t]{0,9}[<*]?[ \t]{0,9}HTTP\/[\d.]{1,5}[ \t]{1,9}([1-5]\d\d)\b(?![ \t]{0,9}connection established)/gim,
  /\bHTTP\/[\d.]{1,5}["']?[ \t]{1,9}([45]\d\d)\b/gi,
  /\b(?:unexpected (?:server )?response(?: code)?|response code):?\s{0,3}([45]\d\d)\b/gi,
  /_FETCH_([45]\d\d)\b/g,
  /\b(?:status|statuscode|status[ _-]code|httpcode|http[ _-]?status(?:[ _-]?code)?|response[ _-]?(?:status|code)|errorcode|error[ _-]code|code|http(?: error)?|got|returned|failed with(?: an?)?|responded with(?: an?)?|error|received|fault|server response|errno|fetch_|api error|http response)\\{0,3}["'\]]?\s{0,3}(?:=>|[:=(]|of|is|was|an?)?\s{0,3}\\{0,3}["'[(`<]{0,2}([45]\d\d)\b(?![.%]?\d|\s{0,2}(?:ms|s|sec|seconds|bytes|kb|mb|rows|results|items|messages|records|lines|files|bots|users|events|documents|entries|conversations|hits|tokens|times)\b)/gi,
  /\b([45]\d\d)\s{1,3}(?:client|server)[ _]error\b/gi,
  /\bStatus\(([45]\d\d)\)/g,
  /does not indicate success:\s{0,9}([45]\d\d)/gi,
  /[([]([45]\d\d)[)\]]/g,
  /\b([45]\d\d)\)?\s{0,3}[:,-]?\s{1,4}["'(]?(?:unauthorized|unauthorised|forbidden|(?:page )?not found|payment required|too many requests|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|internal server error|bad request|method not allowed|proxy authentication required|conflict|gone|request timeout|access denied|interdit|nicht autorisiert|non autoris|no autorizado|prohibido|acceso denegado)/gi,
  /(?:^|[\n→])[ \t]{0,9}[^\w\n]{0,9}([45]\d\d)[^\w\n]{0,9}(?=\n|$)/g,
  /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s{1,3}\S{1,500}\s{1,3}(?:HTTP\/[\d.]{1,5}["']?\s{1,3})?(?:[-→=]{1,3}>?\s{0,3})?([45]\d\d)\b/g,
];

/** The words for 401 and 403, if they stand alone at the end of a line or field. */
const wordForm =
  /(?:^|[\n:>"'([×])[ \t]{0,9}["']?(unauthorized|forbidden|access denied)["'.)\]!]{0,3}[ \t]{0,9}(?=\n|$|[,}<]|is not valid JSON)/gi;

/** How many statuses of each notation are read at most. */
const mostOfForm = 12;

export function statusesIn(text: string): number[] {
  const found = statusForms.flatMap(form =>
    firstMatches(form, text).map(([, status]) => Number(status)),
  );
  const words = firstMatches(wordForm, text).map(([, word = '']) => (/^u/i.test(word) ? 401 : 403));
  return [...new Set([...found, ...words])];
}

function firstMatches(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  while (found.length < mostOfForm) {
    const match = pattern.exec(text);
    if (match === null) break;
    found.push(match);
  }
  return found;
}

const urlForm =
  /\bhttps?:\/\/(?:…@)?((?:\[[\da-f:]{2,45}\]|[\w.-]{1,253})(?::\d{1,5})?)([^\s"'`<>()\\,;?#|]{0,300})/gi;
const requestLine =
  /\b(GET|POST|PUT|PATCH|DELETE|HEAD)\b["']?,?\s{0,3}(?:request for\s{1,2}|on\s{1,2})?["'`]?(https?:\/\/(?:…@)?[\w.:[\]-]{1,260})?(\/[^\s"'`<>()\\,;?#|]{1,300})/;
const hostForms: readonly RegExp[] = [
  /\bhost\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["']?([\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?)/i,
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|lookup|resolve host:?|UnknownHostException:|connect to|connect to host|known\. \(|connecting to|connection to|Unknown host)\s{0,3}["'(]?([\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?)/i,
];

export type Address = { host: string; path: string };

export function addressesIn(text: string): Address[] {
  return firstMatches(urlForm, text).map(([, host = '', path = '']) => ({
    host: host.toLowerCase(),
    path: path.replace(/[.:\]]+$/, ''),
  }));
}

/** Pages to which tools refer, and sources in a stack trace: no request was sent to them. */
const isAdvice = ({ host, path }: Address) =>
  /^(?:docs|help|support|status|www|nodejs)\b|(?:^|\.)(?:mozilla|w3|github|curl|npmjs|stackoverflow)\.(?:org|com|se|io)(?::|$)|^botpress\.com$|^app\.botpress\.cloud$/.test(
    host,
  ) && !/^\/v\d\//.test(path);

const timeForm =
  /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\b/;
const requestIdForm =
  /\b(?:x-request-id|x-amzn-requestid|x-amzn-trace-id|request[-_ ]?id|cf-ray|ray id|trace[-_]?id|x-correlation-id)\\{0,3}["']?\s{0,3}(?:=>|[:=])?\s{0,3}\\{0,3}["']?([\w=-]{8,80})/i;
const errorIdForm = /\berr_[\w-]{4,80}/;
const workspaceForm =
  /\b(?:wkspace_\w{4,40}|ws_\w{3,40})\b|\b(?:x-workspace-id|workspaceId|workspace[-_]id)\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["']?([\w-]{3,60})/i;
const botForm =
  /\b(?:x-bot-id|botId|bot[-_]id)\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["']?([\w-]{3,60})/i;

/** The method of the first request in the text. */
export const methodIn = (text: string): string | null => requestLine.exec(text)?.[1] ?? null;

const firstOf = (form: RegExp, text: string): string | null => {
  const found = form.exec(text);
  return found === null ? null : (found[1] ?? found[0]);
};

/**
 * @param text plain, without secrets
 * @param status the status of the recognised error; null to take the first one found in the text
 */
export function tracesIn(text: string, status: number | null): Traces {
  const asked = addressesIn(text).filter(address => !isAdvice(address));
  const ours = asked.find(({ path }) => /^\/v\d\//.test(path)) ?? asked[0] ?? null;
  const line = requestLine.exec(text);
  const named = hostForms.map(form => firstOf(form, text)).find(host => host !== null);
  return {
    status: status ?? statusesIn(text)[0] ?? null,
    method: line?.[1] ?? null,
    host: ours?.host ?? named ?? null,
    path: line?.[3] ?? (ours?.path || null),
    time: firstOf(timeForm, text),
    errorId: firstOf(errorIdForm, text),
    requestId: firstOf(requestIdForm, text),
    workspaceId: firstOf(workspaceForm, text),
    botId: firstOf(botForm, text),
  };
}
