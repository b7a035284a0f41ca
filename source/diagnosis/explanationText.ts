// Owns an explanation as text.
import type { Explanation, Recognised } from './explain.ts';

export function explanationLines({ recognised, tokens, tokenAdvice }: Explanation): string[] {
  const warning = tokenAdvice === null ? [] : [`${tokenAdvice}: ${tokens.join(', ')}`, ''];
  if (recognised.length === 0) {
    return [
      ...warning,
      'Nothing in this text is known here',
      'Look at what is in place instead: bp-auth doctor',
    ];
  }
  return [
    ...warning,
    ...recognised.flatMap((one, at) => [...(at === 0 ? [] : ['']), ...told(one)]),
  ];
}

function told({ found, means, cannotKnow, check, command, errorId }: Recognised): string[] {
  return [
    `${found}: ${means}`,
    ...(cannotKnow === null ? [] : [`  Not known from this: ${cannotKnow}`]),
    `  What would tell: ${check}`,
    `     ${command}`,
    ...(errorId === null ? [] : [`  For a report to Botpress: ${errorId}`]),
  ];
}
