// A diagnosis as text, the most important first: the verdict, the fixes, then the evidence.
import type { CheckStatus, Described, Identity, RootCause } from './diagnosis.ts';

const words: Readonly<Record<CheckStatus, string>> = {
  pass: 'ok',
  warn: 'WARN',
  fail: 'FAIL',
  skip: 'skipped',
};

/** The lines of a diagnosis. The root cause comes first and again last. */
export function diagnosisLines(diagnosis: Described): string[] {
  const { rootCause } = diagnosis;
  const verdict = verdictLine(diagnosis);
  return [
    verdict,
    ...(rootCause === null ? [] : causeLines(rootCause)),
    ...alternativeLines(diagnosis),
    '',
    'Checks',
    ...checkLines(diagnosis),
    '',
    'Which credentials',
    ...provenanceLines(diagnosis),
    ...(rootCause === null ? [] : ['', verdict]),
  ];
}

function verdictLine({ verdict, rootCause, identity }: Described): string {
  if (rootCause === null) return `All is well: ${identityWords(identity)}`;
  const sure = rootCause.confidence === 'certain' ? '' : ` (${rootCause.confidence})`;
  return `${verdict === 'fail' ? 'Problem' : 'Warning'}: ${rootCause.title}${sure}`;
}

function identityWords({ profile, workspaceName, workspaceId, account, role, ...key }: Identity) {
  const target =
    key.botId !== null
      ? `bot ${key.botId}`
      : key.integrationId !== null
        ? `integration ${key.integrationId}`
        : workspaceId === null
          ? null
          : `workspace ${workspaceName ?? ''} (${workspaceId})`.replace('  ', ' ');
  const parts = [profile, target, account, role];
  return parts.filter(part => part !== null).join(', ');
}

function causeLines({ fixes, evidence }: RootCause): string[] {
  return [
    ...(fixes.length === 0 ? [] : ['', 'What to do']),
    ...fixes.flatMap(({ title, command }, at) => [`  ${at + 1}. ${title}`, `     ${command}`]),
    ...(evidence.length === 0 ? [] : ['', 'Seen']),
    ...evidence.map(line => `  ${line}`),
  ];
}

function alternativeLines({ alternatives }: Described): string[] {
  if (alternatives.length === 0) return [];
  const lines = alternatives.flatMap(({ title, confidence, test }) => [
    `  ${confidence}: ${title}`,
    `    then ${test}`,
  ]);
  return ['', 'It could also be', ...lines];
}

function checkLines({ checks }: Described): string[] {
  return checks.map(({ title, status, because, ms, detail }) => {
    const time = status === 'skip' || ms < 1 ? '' : ` (${ms} ms)`;
    return `  ${words[status].padEnd(7)}  ${title}: ${because}${detail === null ? '' : `; ${detail}`}${time}`;
  });
}

function provenanceLines({ resolution }: Described): string[] {
  if (resolution.length === 0) return ['  none'];
  return resolution.flatMap(({ field, value, source, shadowed }) => [
    `  ${field}: ${value ?? 'none'} (${source})`,
    ...shadowed.map(line => `    passed over: ${line}`),
  ]);
}
