// The handover of credentials to a program or shell, with notes about it on stderr. `handOver` in
// profiles/handover.ts decides what is handed over.
import { isAbsolute } from 'node:path';
import type { Context } from '../context.ts';
import { readDotenv } from '../files/dotenv.ts';
import { passedOverText } from '../files/foreignFile.ts';
import {
  afterHandover,
  type HandedOver,
  type Handover,
  type HandoverSurroundings,
  handOver,
} from '../profiles/handover.ts';
import { labelOf } from '../profiles/units.ts';
import type { Credentials } from './credentials.ts';
import { note } from './print.ts';

export type Handing = { handover: Handover; around: HandoverSurroundings };

type Options = {
  /** Whether bp-auth may set this variable of the `.env` to empty. */
  isMeant?: (name: string) => boolean;
  /** Further variables to set, such as ADK_PROFILE or BP_BOTPRESS_HOME. */
  extra?: Readonly<Record<string, string>>;
};

export type Equipped = { env: NodeJS.ProcessEnv; handover: Handover };

/**
 * The environment for a program that is run with credentials.
 * @param extra further variables to set
 * @param secret the real token, if the program gets a stand-in: no variable may contain it
 */
export function equip(
  ctx: Context,
  given: Credentials,
  extra: Readonly<Record<string, string>>,
  secret: string | null,
): Equipped {
  const { handover, around } = handOverHere(ctx, given, {
    extra: { ...absoluteHome(ctx), ...extra },
  });
  const all = Object.entries(afterHandover(handover, around));
  const kept = all.filter(([, value]) => secret === null || !value?.includes(secret));
  return { env: Object.fromEntries(kept), handover };
}

/**
 * What has to be set and unset so that credentials apply here, given this process's environment and
 * the `.env` of its directory.
 */
export function handOverHere(
  ctx: Context,
  { name, profile, token }: Credentials,
  { isMeant = () => true, extra = {} }: Options = {},
): Handing {
  const { env, platform } = ctx;
  const dotenv = readDotenv(ctx);
  if (dotenv.passedOver !== null) note(ctx, passedOverText(dotenv.passedOver));
  const assigned = new Map([...dotenv.variables].filter(([assignedName]) => isMeant(assignedName)));
  const around = { env, platform, dotenv: assigned };
  const handed: HandedOver = { label: name ?? labelOf(env), profile, token, extra };
  const handover = handOver(handed, around);
  const { emptied, overrideTakenOut } = handover;
  if (overrideTakenOut) {
    note(
      ctx,
      'DOTENV_CONFIG_OVERRIDE is not passed on: with it, a .env would win over the credentials from bp-auth',
    );
  }
  if (emptied.length > 0) {
    const [are, them] = emptied.length === 1 ? ['is', 'it'] : ['are', 'them'];
    note(
      ctx,
      `${emptied.join(', ')} ${are} set empty, so that ${dotenv.shown} does not put a Botpress token into ${them}`,
    );
  }
  return { handover, around };
}

/**
 * BP_BOTPRESS_HOME as an absolute path, if the variable holds a relative one: no shell expands
 * `~/x` in a variable, and bp would create a directory called `~`.
 */
export function absoluteHome({
  env,
  botpressHome,
}: Pick<Context, 'env' | 'botpressHome'>): Record<string, string> {
  const named = env.BP_BOTPRESS_HOME ?? '';
  return named === '' || isAbsolute(named) ? {} : { BP_BOTPRESS_HOME: botpressHome };
}
