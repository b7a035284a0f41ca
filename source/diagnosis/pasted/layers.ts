// The layers around a program's message, and their removal: colours, timestamps, log prefixes,
// nested quotes, HTML, line breaks.
import { cleanText } from '../../botpress/text.ts';
import { valueAt } from '../../valueAt.ts';

/** The most characters kept of each version of a text. */
const longest = 120_000;

/** Colour codes that a log shows as text: `\u001b[31m`, `^[[31m`, `[31m`. */
const spelledColours =
  /(?:\\{1,16}(?:u001b|x1b|033|e)|\^\[|\u241b)?\[\d{1,3}(?:;\d{1,3}){0,4}m|\\{1,16}u001b\[\d{0,3}[A-K]/gi;

/** Prefixes of log lines, tried in order. */
const prefixes: readonly RegExp[] = [
  // A quotation, a box, a comment.
  /^(?:[>│┃|]\s){1,4}/,
  // docker compose, kubectl --prefix, turbo, lerna: `web-1  | `, `[pod/x] `.
  /^[\w.@/-]{1,60}\s{0,20}\|\s/,
  /^\[[\w./:@-]{1,80}\]\s/,
  // ISO and syslog times.
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?\]?:?\s{1,4}/,
  /^\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: [AP]M)?\]?:?\s{1,4}/,
  /^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \S{1,80} \S{1,80}: /,
  // Markers of GitHub and Azure.
  /^##\[\w{1,20}\]/,
  /^::(?:error|warning|notice|debug)[^:\n]{0,200}::/,
];

/** The text as a terminal would show it: without colours, each line in its last state. */
export function plainLines(text: string): string {
  return text
    .split('\n')
    .map(line => cleanText(lastDrawn(line)).replace(spelledColours, ''))
    .join('\n');
}

/** The last state of a line that was redrawn with carriage returns. */
function lastDrawn(line: string): string {
  const drawn = line.endsWith('\r') ? line.slice(0, -1) : line;
  return drawn.slice(drawn.lastIndexOf('\r') + 1);
}

export function withoutPrefixes(text: string): string {
  return text
    .split('\n')
    .map(line => prefixes.reduce((rest, prefix) => rest.replace(prefix, ''), line))
    .join('\n');
}

/** Unescapes nested quotes and written-out line breaks. */
function unescaped(text: string): string {
  return text.replace(/\\{1,16}(["'nrt/])/g, (_, what: string) =>
    what === 'n' || what === 'r' ? '\n' : what === 't' ? ' ' : what,
  );
}

const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&nbsp;': ' ',
  '&#x27;': "'",
};

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:quot|#34|#39|apos|lt|gt|amp|nbsp|#x27);/gi,
    found => valueAt(entities, found.toLowerCase()) ?? found,
  );
}

function withoutPercents(text: string): string {
  return text.replace(/%(2[0-9a-f]|3[a-f]|5[bd]|7[bd]|0a|0d)/gi, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code < 0x20 ? '\n' : String.fromCharCode(code);
  });
}

function withoutTags(text: string): string {
  return text
    .replace(/<(?:script|style)\b[^>]{0,500}>[^<]{0,5000}/gi, ' ')
    .replace(/<\/?[a-z!][^<>]{0,500}>/gi, ' ');
}

/** Joins everything into one line, for sentences that a window wrapped at blanks. */
const flat = (text: string) => text.replace(/\s+/g, ' ');

/** Joins lines that a window wrapped anywhere, even inside words. */
const joined = (text: string) => text.replace(/\n[ \t]{0,20}/g, '');

/**
 * The text, and versions of it with more and more layers removed. Each version may show what the
 * others hide.
 * @param text cleaned and without secrets
 * @param conceal removes secrets that appear only once a layer is gone
 */
export function unwrappings(text: string, conceal: (text: string) => string): string[] {
  const bare = withoutPrefixes(text);
  const open = /\\["'nrt/]/.test(bare) ? unescaped(bare) : bare;
  const decoded = /&(?:quot|#3|apos|lt|#x27)/i.test(open) ? withoutEntities(open) : open;
  const unquoted = /%(?:22|7B|0A|20)/i.test(decoded) ? withoutPercents(decoded) : decoded;
  const revealed = unquoted === bare ? unquoted : withoutPrefixes(conceal(unquoted));
  const words = /<\/?(?:html|body|head|h1|p|title|center|div)\b/i.test(revealed)
    ? withoutTags(revealed)
    : revealed;
  const all = [text, bare, revealed, flat(revealed), joined(revealed), flat(words)];
  return [...new Set(all.map(view => view.slice(0, longest)))];
}
