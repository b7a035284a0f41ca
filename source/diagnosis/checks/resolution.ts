// The check of which credentials apply. It warns if the environment overrides what is stored, is
// incomplete, or has stray characters, and if the project needs other credentials.

import { type AppError, isAppError } from '../../errors.ts';
import { readDotenv } from '../../files/dotenv.ts';
import { adkOffer, adkProfileNames } from '../../profiles/adk.ts';
import { findProject, mismatch } from '../../profiles/project.ts';
import { inVain } from '../../profiles/resolve.ts';
import { isInside } from '../../profiles/units.ts';
import { kindOf, type TokenKind } from '../../secrets/kind.ts';
import { uncleanWords } from '../../secrets/unclean.ts';
import { ownNames } from '../../secrets/variables.ts';
import { type Check, type Conclusion, fail, pass, skip, warn } from '../check.ts';
import { shadowedReasonTold, sourceTold, variableTold } from '../concealing.ts';
import type { Facts } from '../facts.ts';
import { shapeProblem } from '../tokenShape.ts';
import {
  errorTold,
  hidden,
  hiddenList,
  open,
  ours,
  type Told,
  tellingNothing,
  told,
  toldTogether,
} from '../told.ts';

/** Variables that people set, but bp-auth ignores (docs/reference.md, Which credentials apply). */
const unread = ['BOTPRESS_PAT', 'BOTPRESS_BOT_TOKEN'];

export const resolution: Check = {
  id: 'resolution',
  title: 'Which credentials apply',
  needs: [],
  run(facts) {
    const { subject } = facts;
    if (subject.problem !== undefined) return inDoubt(facts, subject.problem);
    if (subject.profile === null) return nothing(facts);
    if (subject.resolution === undefined) {
      return pass(told`The profile ${hidden('profile', subject.name ?? '')} was picked`);
    }
    return (
      unclean(facts) ??
      conclude(facts) ??
      strayProject(facts) ??
      pass(whichOne(facts), mentions(facts))
    );
  },
};

function whichOne({ subject }: Facts): Told {
  const { name, resolution } = subject;
  const source = resolution?.current ? told`${sourceTold(resolution.current.source)}` : open('');
  return name === null
    ? told`Credentials of the environment (${source})`
    : told`${hidden('profile', name)} (${source})`;
}

function mentions({ ctx, subject }: Facts): Told | undefined {
  const passedOver = (subject.resolution?.shadowed ?? []).map(
    found => told`${sourceTold(found.source)}: passed over, ${shadowedReasonTold(found)}`,
  );
  // Inside `exec` the variables in `unread` are not reported: `exec` itself sets them, for programs
  // that read them.
  const ignored = (isInside(ctx.env) ? [] : unread)
    .filter(name => ctx.env[name])
    .map(name => told`${variableTold(name)} is set, but bp-auth does not read it`);
  const all = [...passedOver, ...ignored];
  return all.length === 0 ? undefined : toldTogether('; ', all);
}

function inDoubt({ ctx }: Facts, problem: AppError): Conclusion {
  if (problem.kind !== 'usage') return skip('What is stored cannot be read');
  const { variable } = problem;
  if (problem.code === 'token-malformed' && variable !== undefined) {
    const shape = shapeProblem(ctx.env[variable] ?? '');
    if (shape !== null) {
      const evidence = [told`from ${variableTold(variable)}`];
      const details = { what: tellingNothing(shape.what) };
      const finding = { cause: shape.cause, details, evidence };
      return fail(told`${variableTold(variable)} holds no token`, finding);
    }
  }
  if (problem.code !== 'profile-unknown') {
    const why = errorTold(isAppError(problem.cause) ? problem.cause : problem);
    const [what, variables] =
      variable === undefined ? [why, []] : [told`${variableTold(variable)}: ${why}`, [variable]];
    return fail(errorTold(problem), {
      cause: 'environment-unusable',
      details: { what, variables },
    });
  }
  const variables = variable === undefined ? [] : [variable];
  const evidence = problem.hint === undefined ? [] : [tellingNothing(problem.hint)];
  const what = errorTold(problem);
  return fail(what, { cause: 'profile-unknown', details: { what, variables }, evidence });
}

function nothing(facts: Facts): Conclusion {
  const { ctx, subject } = facts;
  const { state } = facts.stored();
  const cutOff = subject.resolution?.cutOff ?? null;
  if (cutOff !== null) {
    const variables = ownNames.filter(name => ctx.env[name] !== undefined);
    const what = errorTold(cutOff);
    const details = { what, variables };
    return fail(what, { cause: 'exec-credentials-incomplete', details }, mentions(facts));
  }
  const names = Object.keys(state?.config.profiles ?? {});
  const detail = mentions(facts);
  if (names.length > 0) {
    const more = names.length > 8 ? open(', …') : open('');
    const evidence = [told`profiles: ${hiddenList('profile', names.slice(0, 8))}${more}`];
    return fail(
      'No profile is active',
      { cause: 'no-active-profile', details: { names }, evidence },
      detail,
    );
  }
  const broken = Object.keys(state?.broken ?? {});
  const variables = ['BP_TOKEN', 'BOTPRESS_TOKEN', ...unread].filter(name => ctx.env[name]);
  const dotenv = readDotenv(ctx);
  const ofAdk = adkProfileNames(ctx);
  const offer = adkOffer(ofAdk);
  const evidence = [
    ...variables.map(
      name => told`${variableTold(name)} is set, but credentials need more than this variable`,
    ),
    ...(dotenv.variables.get('BP_TOKEN')?.value
      ? [
          told`BP_TOKEN is assigned in ${hidden('path', dotenv.shown)}, which bp reads and bp-auth does not`,
        ]
      : []),
    ...(offer === null ? [] : [tellingNothing(offer)]),
  ];
  if (broken.length > 0) {
    const what = told`Every profile (${hiddenList('profile', broken)})`;
    const details = { what, paths: [facts.home().path] };
    return fail('No profile is valid', { cause: 'profile-broken', details }, detail);
  }
  return fail(
    'There is no profile',
    {
      cause: 'no-profile',
      details: { variables, flags: flagsBeside(facts, variables[0]), names: ofAdk },
      evidence,
    },
    detail,
  );
}

/**
 * The flags for a login with the token in `variable`, each with the variable that holds the flag's
 * value. All variables are of one family, BP_ or BOTPRESS_.
 */
function flagsBeside({ ctx }: Facts, variable = ''): Array<[flag: string, variable: string]> {
  const family = variable.startsWith('BP_') ? 'BP' : 'BOTPRESS';
  const told = kindOf((ctx.env[variable] ?? '').trim());
  const kind = told === 'unknown' && variable === 'BOTPRESS_BOT_TOKEN' ? 'bot' : told;
  const targets: Record<TokenKind, [flag: string, variable: string]> = {
    pat: ['--workspaceId', `${family}_WORKSPACE_ID`],
    unknown: ['--workspaceId', `${family}_WORKSPACE_ID`],
    bot: ['--bot', `${family}_BOT_ID`],
    integration: ['--integration', `${family}_INTEGRATION_ID`],
  };
  const all: Array<[string, string]> = [['--apiUrl', `${family}_API_URL`], targets[kind]];
  return all.filter(([, name]) => ctx.env[name]);
}

/**
 * A warning if a variable with credentials has stray characters around its value. bp and other
 * programs take such characters for part of the value.
 */
function unclean({ ctx, about }: Facts): Conclusion | null {
  const found = about.variables.flatMap(name => {
    const words = uncleanWords(ctx.env, name);
    return words === null ? [] : [{ name, words }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const evidence = found.map(({ name, words }) => told`${variableTold(name)} ${ours(words)}`);
  const what = told`${variableTold(first.name)} ${ours(first.words)}`;
  const details = { what, variables: found.map(({ name }) => name) };
  return warn(what, { cause: 'environment-unclean', details, evidence });
}

/** A warning if the project in this directory belongs to another workspace or API. */
function strayProject({ ctx, subject, stored }: Facts): Conclusion | null {
  const { state } = stored();
  const current = subject.resolution?.current ?? null;
  if (state === null || current === null) return null;
  const stray = mismatch(findProject(ctx.cwd).project, state.config, current);
  if (stray === null) return null;
  const what = tellingNothing(stray.text);
  return warn(what, { cause: 'project-differs', details: { what, command: stray.command } });
}

/** A warning if the environment overrides what is stored, or would do so but is incomplete. */
function conclude(facts: Facts): Conclusion | null {
  const { subject, about } = facts;
  const { shadowed = [], warnings = [] } = subject.resolution ?? {};
  const detail = mentions(facts);
  const source = subject.resolution?.current?.source;
  const isGiven = source?.type === 'environment' && source.given === true;
  const stored = isGiven
    ? undefined
    : shadowed.find(({ source: { type } }) => type === 'active' || type === 'directory');
  if (about.variables.length > 0 && stored !== undefined) {
    const active = facts.stored().state?.config.activeProfile;
    const source = told`the ${sourceTold(stored.source)}`;
    const isNamed = active && stored.source.type === 'active';
    const what = isNamed ? told`${source} ${hidden('profile', active)}` : source;
    const evidence = detail === undefined ? [] : [detail];
    const details = { variables: about.variables, what };
    return warn(whichOne(facts), { cause: 'environment-shadows', details, evidence }, detail);
  }
  const [warning] = warnings;
  if (warning === undefined) return null;
  const [incomplete] = inVain({ shadowed });
  const variables = incomplete?.source.type === 'environment' ? incomplete.source.variables : [];
  const what = tellingNothing(warning);
  return warn(what, { cause: 'environment-incomplete', details: { variables, what } }, detail);
}
