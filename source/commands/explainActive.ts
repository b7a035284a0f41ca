// `profiles active --explain`: where each value comes from, what was passed over, and what bp and
// the ADK would use on their own.
import { type Line, lineText, lineWords } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { linePlace } from '../linePlace.ts';
import type { AdkDifference } from '../profiles/adkDifference.ts';
import { adkAlone } from '../profiles/adkHere.ts';
import type { BpAlone } from '../profiles/bpAlone.ts';
import { type BpDifference, placesOf } from '../profiles/bpDifference.ts';
import { provenanceOf, type ValueOrigin } from '../profiles/provenance.ts';
import type { Resolution } from '../profiles/resolve.ts';
import { shadowedLine } from '../profiles/shadowed.ts';
import { redact } from '../secrets/kind.ts';
import { printTable } from './print.ts';

export type ActiveExplanation = {
  /**
   * As in a diagnosis (docs/notes/diagnosis.md): each value, the source it comes from, and the
   * other sources, which that source shadows.
   */
  resolution: Array<ValueOrigin & { shadowed: string[] }>;
  /** Null if bp on its own would use the same credentials. */
  bp: BpDifference | null;
  /** The variable from which bp takes a bot's id, even if `--botId` names another bot. */
  bpBot: { id: string; name: string; file: string | null; line: number | null } | null;
  /** Null if the ADK on its own would use the same credentials, or is not logged in. */
  adk: AdkDifference | null;
};

/** Contains no token. */
export function explainActive(
  ctx: Context,
  { current, shadowed }: Resolution,
  { difference: bp, use }: BpAlone,
): ActiveExplanation {
  const { bot } = use;
  const adk = adkAlone(ctx, current);
  const bpBot = bot && { id: idOf(bot.value), name: bot.name, file: bot.file, line: bot.line };
  if (current === null) return { resolution: [], bp, bpBot, adk };
  const passedOver = shadowed.map(shadowedLine);
  return {
    resolution: provenanceOf(current).map(value => ({
      ...value,
      shadowed: value.field === 'profile' ? passedOver : [],
    })),
    bp,
    bpBot,
    adk,
  };
}

/** The explanation as JSON, with each command as a list of words. */
export function explanationJson(ctx: Context, { bp, adk, ...rest }: ActiveExplanation): object {
  const place = linePlace(ctx);
  const withWords = <Difference extends { command: Line | null }>(found: Difference | null) =>
    found && { ...found, command: found.command && lineWords(found.command, place) };
  return { ...rest, bp: withWords(bp), adk: withWords(adk) };
}

/** The id as it is printed: `?` if it is not well formed. */
const idOf = (value: string) => (/^[A-Za-z0-9_-]{1,128}$/.test(value) ? redact(value) : '?');

const fieldNames = {
  profile: 'Profile',
  apiUrl: 'API URL',
  workspaceId: 'Target',
  token: 'Token',
} as const;

export function printExplanation(
  ctx: Context,
  { resolution, bp, bpBot, adk }: ActiveExplanation,
): void {
  const rows = resolution.flatMap(({ field, value, source, shadowed }) => [
    [fieldNames[field], value ?? '-', source],
    ...shadowed.map(passedOver => ['', 'passed over', passedOver]),
  ]);
  const adkMends = adk?.command ? lineText(adk.command, linePlace(ctx)) : '';
  const mends = bp?.command ? lineText(bp.command, linePlace(ctx)) : '';
  printTable(ctx, [
    ...rows,
    ...(bp === null ? [] : [['bp', bp.text, mends]]),
    ...(bpBot === null ? [] : [['bp', `acts on bot ${bpBot.id}`, placesOf([bpBot])]]),
    ...(adk === null ? [] : [['ADK', adk.text, adkMends]]),
  ]);
}
