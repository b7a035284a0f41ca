// The report for a public issue: helpful facts, without anything that identifies the user.
import type { Context } from '../context.ts';
import { nodeVersion } from '../system.ts';
import { version } from '../version.ts';
import type { Described, Diagnosis } from './diagnosis.ts';
import { diagnosisJson } from './json.ts';
import { diagnosisLines } from './text.ts';

type ReportSurroundings = { version: string; node: string; platform: string };

const surroundingsOf = ({ platform }: Context): ReportSurroundings => ({
  version,
  node: nodeVersion,
  platform,
});

export function reportText(ctx: Context, { forReport }: Diagnosis): string {
  const { version, node, platform } = surroundingsOf(ctx);
  return [
    `bp-auth ${version}, Node.js ${node}, ${platform}`,
    `verdict ${forReport.verdict}, cause ${forReport.rootCause?.id ?? 'none'}`,
    '',
    ...diagnosisLines(forReport),
  ].join('\n');
}

export const reportJson = (
  ctx: Context,
  { forReport }: Diagnosis,
): Described & ReportSurroundings => ({ ...surroundingsOf(ctx), ...diagnosisJson(forReport) });
