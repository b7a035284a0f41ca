// The report that can be pasted into a public issue: what helps stays, what identifies is not in it.
import type { Described, Diagnosis } from './diagnosis.ts';
import { diagnosisJson } from './json.ts';
import { diagnosisLines } from './text.ts';

export type ReportSurroundings = { version: string; node: string; platform: string };

/** As text. */
export function reportText({ forReport }: Diagnosis, surroundings: ReportSurroundings): string {
  const { version, node, platform } = surroundings;
  return [
    `bp-auth ${version}, Node.js ${node}, ${platform}`,
    `verdict ${forReport.verdict}, cause ${forReport.rootCause?.id ?? 'none'}`,
    '',
    ...diagnosisLines(forReport),
  ].join('\n');
}

/** The same as JSON. */
export const reportJson = (
  { forReport }: Diagnosis,
  surroundings: ReportSurroundings,
): Described & ReportSurroundings => ({ ...surroundings, ...diagnosisJson(forReport) });
