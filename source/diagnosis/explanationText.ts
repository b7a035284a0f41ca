// An explanation as text.
import { type LinePlace, lineHere, lineText } from '../commandLine.ts';
import type { Explanation, Recognised } from './explain.ts';

export type ExplanationLine = { text: string; isCommand: boolean };

export function explanationLines(explanation: Explanation, place: LinePlace): ExplanationLine[] {
  const { recognised, tokens, tokenAdvice } = explanation;
  const warning =
    tokenAdvice === null ? [] : [line(`${tokenAdvice}: ${tokens.join(', ')}`), line('')];
  if (recognised.length === 0) {
    return [
      ...warning,
      line('Nothing in this text is known here'),
      line(`Look at what is in place instead: ${lineText(lineHere('doctor'), place)}`),
    ];
  }
  return [
    ...warning,
    ...recognised.flatMap((one, at) => [...(at === 0 ? [] : [line('')]), ...told(one)]),
  ];
}

const line = (text: string): ExplanationLine => ({ text, isCommand: false });

function told(one: Recognised): ExplanationLine[] {
  const { found, means, cannotKnow, check, command, errorId } = one;
  return [
    line(`${found}: ${means}`),
    ...(cannotKnow === null ? [] : [line(`  Not known from this: ${cannotKnow}`)]),
    line(`  What would tell: ${check}`),
    { text: `     ${command}`, isCommand: true },
    ...(errorId === null ? [] : [line(`  For a report to Botpress: ${errorId}`)]),
  ];
}
