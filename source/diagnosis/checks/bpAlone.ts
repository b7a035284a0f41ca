// The check of what bp would send on its own in this directory, and whether the API accepts that.

import { defaultApiUrl, originOf } from '../../botpress/apiUrl.ts';
import { lineText } from '../../commandLine.ts';
import { passedOverText } from '../../files/foreignFile.ts';
import { type BpAlone, bpAlone as lookAtBp } from '../../profiles/bpAlone.ts';
import { type BpDifference, placesOf } from '../../profiles/bpDifference.ts';
import type { Triple } from '../../profiles/bpFiles.ts';
import type { BpUse } from '../../profiles/bpUse.ts';
import type { StoredProfile } from '../../profiles/config.ts';
import { knownOrigin } from '../../profiles/resolve.ts';
import type { State } from '../../profiles/store.ts';
import { fingerprint, kindOf } from '../../secrets/kind.ts';
import { createApiProbes, seenIn } from '../apiProbes.ts';
import { type CauseId, causeOfExchange } from '../causes.ts';
import { type Check, type Conclusion, type Evidence, pass, skip, warn } from '../check.ts';
import { variableTold } from '../concealing.ts';
import type { Facts } from '../facts.ts';
import { shapeProblem } from '../tokenShape.ts';
import { hidden, open, ours, type Told, tellingNothing, told } from '../told.ts';

export const checkBpAlone: Check = {
  id: 'bp-alone',
  title: 'What bp on its own would send',
  needs: ['config'],
  async run(facts) {
    const { state } = facts.stored();
    const { resolution, problem } = facts.subject;
    if (state === null) return pass('Not known: the home belongs to another user');
    if (problem !== undefined) return skip('Which profile or variables apply here is not known');
    if (resolution === undefined)
      return pass('Not compared: the profile was picked from a list, and another may apply here');
    const alone = lookAtBp(facts.ctx, state, resolution.current);
    const { difference } = alone;
    const mentions = mentioned(alone);
    if (difference === null) {
      const mentioned = mentions === undefined ? undefined : tellingNothing(mentions);
      return pass(
        'No difference was found between what bp would send and the credentials that apply here',
        mentioned,
      );
    }
    const { text, command, variables } = difference;
    const mended = command === null ? '' : `\`${lineText(command, facts.about)}\` puts that right`;
    const words = (...all: Array<string | undefined>) => {
      const said = all.filter(Boolean).join('; ');
      return said === '' ? undefined : tellingNothing(said);
    };
    // bp knows neither bound directories nor --profile: a difference that comes from one of them is
    // intended.
    const isPicked = resolution.current?.source.type === 'flag';
    if (!variables.some(({ file }) => file !== null || !isPicked)) {
      return pass(
        'bp would not send the credentials that apply here',
        words(text, mended, mentions),
      );
    }
    return judge(facts, state, alone, difference, words(mended, mentions));
  },
};

function mentioned({ use, dotenv }: BpAlone): string | undefined {
  const { bot } = use;
  const words = [
    ...(dotenv.passedOver === null ? [] : [passedOverText(dotenv.passedOver)]),
    ...(bot === null ? [] : [`bp acts on the bot of ${placesOf([bot])}, whatever --botId says`]),
  ];
  return words.length === 0 ? undefined : words.join('; ');
}

type Sends = Extract<BpUse, { type: 'sends' }>;

async function judge(
  facts: Facts,
  state: State,
  { use }: BpAlone,
  { text, variables }: BpDifference,
  detail: Told | undefined,
): Promise<Conclusion> {
  const evidence: Told[] = variables.map(
    ({ name, file, line }) =>
      told`${variableTold(name)} in ${file === null ? open('the environment') : told`${hidden('path', file)}:${line ?? 0}`}`,
  );
  const details = {
    variables: variables.filter(({ file }) => file === null).map(({ name }) => name),
    paths: [...new Set(variables.flatMap(({ file }) => file ?? []))],
  };
  const differs = (cause: CauseId, says: string, seen: readonly Evidence[] = []) => {
    const what = tellingNothing(says);
    return warn(
      what,
      { cause, details: { ...details, what }, evidence: [...evidence, ...seen] },
      detail,
    );
  };
  if (use.type !== 'sends') return differs('bp-differs', text);
  const { token } = use.triple;
  const where = use.by.token === null ? 'its cache' : placesOf([use.by.token]);
  evidence.push(told`token #${ours(fingerprint(token.trim()))} from ${hidden('path', where)}`);
  const shape = shapeProblem(token);
  if (shape !== null && shape.confidence === 'certain') {
    return differs(
      'bp-refused',
      `bp on its own would send something that is not a token, from ${where}`,
    );
  }
  const binding = bindingOf(facts, state, use.triple);
  if (binding === 'other-origin') {
    const name = nameOf(state, token);
    const whose = name === null ? 'a token that belongs elsewhere' : `the token of ${name}`;
    const host = originOf(use.triple.apiUrl) ?? 'an API URL that makes no sense';
    const by = placesOf(variables);
    return differs('bp-leaks', `bp on its own would send ${whose} to ${host}, because of ${by}`);
  }
  if (facts.offline || binding === 'unknown') return differs('bp-differs', text);
  const refused = await refusal(facts, use);
  if (refused === null) return differs('bp-differs', text);
  return differs('bp-refused', `${text}: ${refused.says}`, refused.seen);
}

/**
 * Whether a token may be sent where bp would send it. A token of a profile may go only to the
 * profile's origin, any other token only to Botpress or the API of the profile that applies.
 */
function bindingOf(
  { subject }: Facts,
  { config }: State,
  { token, apiUrl }: Triple,
): 'own' | 'other-origin' | 'unknown' {
  const origin = originOf(apiUrl);
  const { profile } = subject;
  const known =
    knownOrigin(config, token) ??
    (profile?.token?.trim() === token.trim() ? (profile.tokenOrigin ?? null) : null);
  if (known !== null) return known === origin ? 'own' : 'other-origin';
  const isTrusted =
    origin !== null && (origin === originOf(defaultApiUrl) || origin === profile?.tokenOrigin);
  return isTrusted ? 'own' : 'unknown';
}

function nameOf({ config }: State, token: string): string | null {
  const print = fingerprint(token);
  const found = Object.entries(config.profiles).find(
    ([, profile]) => profile.token === token || profile.tokenFingerprint === print,
  );
  return found?.[0] ?? null;
}

/** The API's refusal of what bp would send; null if the API accepts it or does not answer. */
async function refusal(
  { ctx, signal }: Facts,
  { triple }: Sends,
): Promise<{ says: string; seen: Evidence[] } | null> {
  const token = triple.token.trim();
  const { workspaceId, apiUrl } = triple;
  const profile: StoredProfile = {
    apiUrl,
    workspaceId,
    token,
    tokenOrigin: originOf(apiUrl) ?? apiUrl,
    kind: kindOf(token),
  };
  const probes = createApiProbes(ctx, profile, 'pat', token, signal);
  for (const outcome of [await probes.proof(), await probes.workspace()]) {
    if (outcome === null || outcome.ok || outcome.exchange === null) continue;
    const cause = causeOfExchange(seenIn(outcome));
    const seen = [outcome.exchange];
    if (cause === 'token-rejected') return { says: 'the API rejects that token', seen };
    const { status } = outcome.exchange;
    if (cause === 'forbidden' || status === 404 || status === 410) {
      return { says: 'the API refuses the request', seen };
    }
  }
  return null;
}
