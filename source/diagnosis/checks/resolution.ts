// Which credentials apply, and what overrules them or nearly did.
import { type AppError, isAppError } from '../../errors.ts';
import { readDotenv } from '../../files/dotenv.ts';
import { adkOffer, adkProfileNames } from '../../profiles/adk.ts';
import { inVain, shadowedReason, sourceName } from '../../profiles/resolve.ts';
import { isInside } from '../../profiles/units.ts';
import { kindOf, type TokenKind } from '../../tokens/kind.ts';
import { ownNames } from '../../tokens/variables.ts';
import { type Check, type Conclusion, fail, pass, skip, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { shapeProblem } from '../tokenShape.ts';

/** Read by nobody, though people set them (docs/reference.md, Which credentials apply). */
const unread = ['BOTPRESS_PAT', 'BOTPRESS_BOT_TOKEN'];

export const resolution: Check = {
  id: 'resolution',
  title: 'Which credentials apply',
  needs: [],
  run(facts) {
    const { subject } = facts;
    if (subject.problem !== undefined) return inDoubt(facts, subject.problem);
    if (subject.profile === null) return nothing(facts);
    if (subject.resolution === undefined) return pass(`The profile ${subject.name} was picked`);
    return conclude(facts) ?? pass(whichOne(facts), mentions(facts) || undefined);
  },
};

function whichOne({ subject }: Facts): string {
  const { name, resolution } = subject;
  const source = resolution?.current ? sourceName(resolution.current.source) : '';
  return name === null ? `Credentials of the environment (${source})` : `${name} (${source})`;
}

function mentions({ ctx, subject }: Facts): string {
  const passedOver = (subject.resolution?.shadowed ?? []).map(
    found => `${sourceName(found.source)}: passed over, ${shadowedReason(found)}`,
  );
  // Inside exec they are there for programs that do read them.
  const ignored = (isInside(ctx.env) ? [] : unread)
    .filter(name => ctx.env[name])
    .map(name => `${name} is set; nobody reads it`);
  return [...passedOver, ...ignored].join('; ');
}

function inDoubt({ ctx }: Facts, problem: AppError): Conclusion {
  if (problem.kind !== 'usage') return skip('What is stored cannot be read');
  const { variable } = problem;
  if (problem.code === 'token-malformed' && variable !== undefined) {
    const shape = shapeProblem(ctx.env[variable] ?? '');
    if (shape !== null) {
      const evidence = [`from ${variable}`];
      const finding = { cause: shape.cause, details: { what: shape.what }, evidence };
      return fail(`${variable} holds no token`, finding);
    }
  }
  if (problem.code !== 'profile-unknown') {
    const { message } = isAppError(problem.cause) ? problem.cause : problem;
    const [what, variables] =
      variable === undefined ? [message, []] : [`${variable}: ${message}`, [variable]];
    return fail(problem.message, { cause: 'environment-unusable', details: { what, variables } });
  }
  const variables = variable === undefined ? [] : [variable];
  const evidence = problem.hint === undefined ? [] : [problem.hint];
  const details = { what: problem.message, variables };
  return fail(problem.message, { cause: 'profile-unknown', details, evidence });
}

function nothing(facts: Facts): Conclusion {
  const { ctx, subject } = facts;
  const { state } = facts.stored();
  const cutOff = subject.resolution?.cutOff ?? null;
  if (cutOff !== null) {
    const variables = ownNames.filter(name => ctx.env[name] !== undefined);
    const details = { what: cutOff.message, variables };
    return fail(cutOff.message, { cause: 'exec-credentials-incomplete', details }, mentions(facts));
  }
  const names = Object.keys(state?.config.profiles ?? {});
  const detail = mentions(facts) || undefined;
  if (names.length > 0) {
    const evidence = [`profiles: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`];
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
    ...variables.map(name => `${name} is set, which alone is not enough`),
    ...(dotenv.variables.get('BP_TOKEN')?.value
      ? [`BP_TOKEN is assigned in ${dotenv.shown}, which bp reads and bp-auth does not`]
      : []),
    ...(offer === null ? [] : [offer]),
  ];
  if (broken.length > 0) {
    const details = { what: `Every profile (${broken.join(', ')})`, paths: [facts.home().path] };
    return fail('No profile is sound', { cause: 'profile-broken', details }, detail);
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

/** What a login with the token of a variable needs besides, as far as it stands in variables of the same family. */
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

/** A warning where the environment overrules what is stored, or tries to and fails. */
function conclude(facts: Facts): Conclusion | null {
  const { subject, scene } = facts;
  const { shadowed = [], warnings = [] } = subject.resolution ?? {};
  const detail = mentions(facts);
  const source = subject.resolution?.current?.source;
  const isGiven = source?.type === 'environment' && source.given === true;
  const stored = isGiven
    ? undefined
    : shadowed.find(({ source: { type } }) => type === 'active' || type === 'directory');
  if (scene.variables.length > 0 && stored !== undefined) {
    const active = facts.stored().state?.config.activeProfile;
    const source = sourceName(stored.source);
    const what = active && stored.source.type === 'active' ? `${source} ${active}` : source;
    const details = { variables: scene.variables, what: `the ${what}` };
    return warn(
      whichOne(facts),
      { cause: 'environment-shadows', details, evidence: [detail] },
      detail,
    );
  }
  const [warning] = warnings;
  if (warning === undefined) return null;
  const [incomplete] = inVain({ shadowed });
  const variables = incomplete?.source.type === 'environment' ? incomplete.source.variables : [];
  return warn(
    warning,
    { cause: 'environment-incomplete', details: { variables, what: warning } },
    detail,
  );
}
