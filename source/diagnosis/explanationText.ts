// An explanation as text.
import type { Explanation, Recognised } from './explain.ts';
import { rivalNames } from './knowledge.ts';
import type { Traces } from './pasted/traces.ts';

export type ExplanationLine = { text: string; isCommand: boolean };

export function explanationLines(explanation: Explanation): ExplanationLine[] {
  const { recognised, tokens, tokenAdvice, read, otherwise } = explanation;
  const warning =
    tokenAdvice === null ? [] : [line(`${tokenAdvice}: ${tokens.join(', ')}`), line('')];
  if (recognised.length === 0) {
    return [
      ...warning,
      line('This text contains no error that bp-auth knows'),
      ...readLine(read),
      line(`  To find out, check: ${otherwise.check}`),
      command(otherwise.command),
    ];
  }
  return [
    ...warning,
    ...recognised.flatMap((one, at) => [...(at === 0 ? [] : [line('')]), ...told(one)]),
    ...readLine(read),
  ];
}

const line = (text: string): ExplanationLine => ({ text, isCommand: false });
const command = (text: string): ExplanationLine => ({ text: `     ${text}`, isCommand: true });

function told(one: Recognised): ExplanationLine[] {
  const { found, means, confidence, cannotKnow, check, rivals, errorId } = one;
  const sure = confidence === 'certain' ? '' : ` (${confidence})`;
  return [
    line(`${found}: ${means}${sure}`),
    ...(cannotKnow === null ? [] : [line(`  This does not show: ${cannotKnow}`)]),
    line(`  To find out, check: ${check}`),
    command(one.command),
    ...rivals.map(({ cause, when }) => line(`  It could also be ${rivalNames[cause]}, if ${when}`)),
    ...(errorId === null ? [] : [line(`  For a report to Botpress: ${errorId}`)]),
  ];
}

function readLine(read: Traces): ExplanationLine[] {
  const { status, method, host, path, time, errorId, requestId, workspaceId, botId } = read;
  const where = host === null && path === null ? null : `${host ?? ''}${path ?? ''}`;
  const parts = [
    status === null ? null : `status ${status}`,
    where === null ? null : method === null ? where : `${method} ${where}`,
    workspaceId === null ? null : `workspace ${workspaceId}`,
    botId === null ? null : `bot ${botId}`,
    errorId,
    requestId === null ? null : `request ${requestId}`,
    time === null ? null : `at ${time}`,
  ].filter(part => part !== null);
  return parts.length === 0 ? [] : [line(`Found in the text: ${parts.join(', ')}`)];
}
