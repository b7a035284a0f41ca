// The error for an unknown profile.
import { type Advice, line, running, say } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import { closest } from './closest.ts';
import type { Config } from './config.ts';

/**
 * @param alias our profile that bp calls `name`
 * @returns the error for an unknown profile
 */
export function unknownProfile(
  config: Config,
  name: string,
  alias: string | null = null,
): AppError {
  const isPlain = /^[\p{L}\p{N}._@+-]{1,64}$/u.test(name);
  return new AppError(
    'profile-unknown',
    `There is no profile ${isPlain ? name : 'with the requested name'}`,
    {
      hint:
        alias === null
          ? namesHint(config, name)
          : `${isPlain ? `bp's ${name}` : "bp's profile of that name"} is called ${alias} in bp-auth: use ${alias} instead`,
    },
  );
}

function namesHint({ profiles }: Config, wanted: string): Advice {
  const names = Object.keys(profiles);
  if (names.length === 0) return say`There are no profiles yet: ${running(line('login'))}`;
  const near = closest(wanted, names);
  const guess = near === null ? '' : `Did you mean ${near}? `;
  return `${guess}There are: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
}
