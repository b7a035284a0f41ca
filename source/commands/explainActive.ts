// `profiles active --explain`: where each value comes from, what was passed over, and what bp would send.
import type { Context } from '../context.ts';
import { commandLine } from '../diagnosis/quote.ts';
import { type BpDifference, bpDifference } from '../profiles/bpDifference.ts';
import { type Provenance, provenanceOf } from '../profiles/provenance.ts';
import { type Resolution, shadowedLine } from '../profiles/resolve.ts';
import type { State } from '../profiles/store.ts';
import { printTable } from './print.ts';

export type Explanation = {
  /** As in a diagnosis (facts: lessons.md): a value, where it is from, and what else would have given it. */
  resolution: Array<Provenance & { shadowed: string[] }>;
  /** Null where bp alone would send the same. */
  bp: BpDifference | null;
};

/** Holds no token. */
export function explain(ctx: Context, state: State, resolution: Resolution): Explanation {
  const { current, shadowed } = resolution;
  const bp = bpDifference(state, current, ctx.env);
  if (current === null) return { resolution: [], bp };
  const passedOver = shadowed.map(shadowedLine);
  return {
    resolution: provenanceOf(current).map(value => ({
      ...value,
      shadowed: value.field === 'profile' ? passedOver : [],
    })),
    bp,
  };
}

const fieldNames = {
  profile: 'Profile',
  apiUrl: 'API URL',
  workspaceId: 'Target',
  token: 'Token',
} as const;

export function printExplanation(ctx: Context, { resolution, bp }: Explanation): void {
  const rows = resolution.flatMap(({ field, value, source, shadowed }) => [
    [fieldNames[field], value ?? '-', source],
    ...shadowed.map(passedOver => ['', 'passed over', passedOver]),
  ]);
  printTable(
    ctx,
    bp === null ? rows : [...rows, ['bp', bp.text, commandLine(bp.command, ctx.platform)]],
  );
}
