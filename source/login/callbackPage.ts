// The final pages of a browser login: their text, their look, and a header that lets them load
// nothing.

export type CallbackPage = { headers: Record<string, string>; html: string };

/** A step of the login, as the page shows it. */
type Step = { state: 'done' | 'now' | 'later'; text: string };

type Content = {
  tone: 'good' | 'attention';
  title: string;
  text: string;
  steps: readonly Step[];
  small: string;
};

/**
 * The page for a received token. With `moveTo` the page replaces itself by that path before it is
 * drawn.
 * @param nonce unguessable, for this answer only
 */
export function donePage(nonce: string, moveTo?: string): CallbackPage {
  return draw(
    nonce,
    {
      tone: 'good',
      title: 'Back to your terminal',
      text: 'Choose the workspace there: bp-auth has your token and is checking it.',
      steps: [
        { state: 'done', text: 'Approve in the browser' },
        { state: 'now', text: 'Choose the workspace' },
        { state: 'later', text: 'Name the profile' },
      ],
      small: 'You can close this tab.',
    },
    moveTo,
  );
}

/**
 * The page for a value that cannot be a token; bp-auth keeps waiting.
 * @param problem a sentence of ours without a full stop; it never contains the received value
 */
export function refusedPage(nonce: string, problem: string): CallbackPage {
  return draw(nonce, {
    tone: 'attention',
    title: 'That was not a token',
    text: `${problem}. No token was accepted, and bp-auth is still waiting.`,
    steps: [
      { state: 'now', text: 'Approve once more in the browser' },
      { state: 'later', text: 'Or paste a token into the terminal' },
    ],
    small: 'If it happens again, create a token by hand and paste it into the terminal.',
  });
}

/** The page for a callback that is opened again after delivering its token. */
export function usedPage(nonce: string): CallbackPage {
  return draw(nonce, {
    tone: 'attention',
    title: 'This address was used before',
    text: 'A login address works once. bp-auth took the first token and ignored this token.',
    steps: [
      { state: 'done', text: 'Approve in the browser' },
      { state: 'now', text: 'Go on in the terminal' },
    ],
    small: 'Was the first token not yours? Revoke it on the tokens page of Botpress.',
  });
}

/** The page if the one-time address that leads to the login page is opened again. */
export function openedPage(nonce: string): CallbackPage {
  return draw(nonce, {
    tone: 'attention',
    title: 'This address was opened before',
    text: 'The address leads to the login page only once. Look for the login page in your other tabs.',
    steps: [
      { state: 'now', text: 'No such tab? Press Esc in the terminal' },
      { state: 'later', text: 'Log in again' },
    ],
    small:
      'Somebody else on this computer may have opened the address: approve only what you started yourself.',
  });
}

/** The page if the wait ended before a token came. */
export function endedPage(nonce: string): CallbackPage {
  return draw(nonce, {
    tone: 'attention',
    title: 'This login has ended',
    text: 'No token was accepted: bp-auth is no longer waiting for one. You can close this tab.',
    steps: [
      { state: 'done', text: 'Ended in the terminal' },
      { state: 'later', text: 'Log in again' },
    ],
    small: 'Was a token created just now? Revoke it on the tokens page of Botpress.',
  });
}

/** The script that removes the query from the address comes before everything else. */
function draw(nonce: string, content: Content, moveTo?: string): CallbackPage {
  const { tone, title, text, steps, small } = content;
  const move = moveTo === undefined ? '' : `location.replace(${JSON.stringify(moveTo)});`;
  return {
    headers: {
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src 'nonce-${nonce}'`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    },
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<script nonce="${nonce}">history.replaceState(null,'',location.pathname);${move}</script>
<title>${title} · bp-auth</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main class="${tone}">
${tone === 'good' ? tick : exclamation}
<h1>${title}</h1>
<p>${text.replaceAll('bp-auth', '<b>bp-auth</b>')}</p>
<figure>
<figcaption><i></i><i></i><i></i>bp-auth login</figcaption>
<ol>
${steps.map(drawStep).join('\n')}
</ol>
</figure>
<small>${small}</small>
</main>
</body>
</html>
`,
  };
}

function drawStep({ state, text }: Step): string {
  const current = state === 'now' ? ' aria-current="step"' : '';
  return `<li class="${state}"${current}>${text}</li>`;
}

const badge = (path: string) =>
  `<svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true"><circle cx="24" cy="24" r="24"/><path d="${path}"/></svg>`;
const tick = badge('M14.5 24.5l6.5 6.5 12.5-13.5');
const exclamation = badge('M24 13.5v13M24 33.5v.01');

const style = `
:root{--page:#f4f3ef;--ink:#1b1d22;--soft:#62656e;--line:#0000;--good:#128a5b;--attention:#b4690e;
--term:#17191e;--bar:#22252c;--term-ink:#e9e7e1;--term-soft:#8b8f9a;--term-good:#5fd3a2;--term-now:#8fb8ff}
@media (prefers-color-scheme:dark){:root{--page:#0f1013;--ink:#f1efe9;--soft:#a0a3ad;--line:#2b2e36;
--good:#3dbb87;--attention:#e39a3b;--bar:#1f2229}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:2rem 1.25rem;
background:var(--page);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:27rem}
.good{--tone:var(--good)}
.attention{--tone:var(--attention)}
circle{fill:var(--tone)}
path{fill:none;stroke:var(--page);stroke-width:4.5;stroke-linecap:round;stroke-linejoin:round}
h1{margin:1.1rem 0 .35rem;font-size:1.9rem;line-height:1.2;font-weight:650;letter-spacing:-.02em;text-wrap:balance}
p{margin:0;color:var(--soft);text-wrap:pretty}
b{white-space:nowrap;font-weight:600;color:var(--ink)}
figure{margin:1.75rem 0 1.25rem;border:1px solid var(--line);border-radius:.7rem;overflow:hidden;
background:var(--term);color:var(--term-ink);font:.9375rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;
box-shadow:0 1px 2px #0002,0 14px 34px -14px #0006}
figcaption{display:flex;align-items:center;gap:.42rem;padding:.6rem .95rem;background:var(--bar);
color:var(--term-soft);font-size:.8125rem}
i{width:.62rem;height:.62rem;border-radius:50%;background:#ffffff26}
i:last-of-type{margin-right:.45rem}
ol{list-style:none;margin:0;padding:.95rem 1.1rem 1.1rem}
li{padding:.12rem 0 .12rem 2ch;text-indent:-2ch}
li::before{display:inline-block;width:2ch;text-indent:0}
.done{color:var(--term-soft)}
.done::before{content:"✓" / "done:";color:var(--term-good)}
.now{font-weight:600}
.now::before{content:"❯" / "now:";color:var(--term-now)}
.now::after{content:"" / "";display:inline-block;width:1ch;height:1.1em;margin-left:1ch;vertical-align:-.18em;
text-indent:0;background:var(--term-now);animation:blink 1.1s steps(1) infinite}
.later{color:var(--term-soft)}
.later::before{content:"·" / "later:"}
small{display:block;color:var(--soft);font-size:.875rem;text-wrap:balance}
@keyframes blink{50%{opacity:0}}
@media (prefers-reduced-motion:reduce){.now::after{animation:none}}
@media (forced-colors:active){figure{border-color:CanvasText}.now::after{background:CanvasText}}
`;
