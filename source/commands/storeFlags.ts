// The place for a token, from `login --store` or `profiles move-token --to`.
import { AppError } from '../errors.ts';
import type { TokenSource } from '../profiles/config.ts';
import type { Input } from './command.ts';
import { argumentMissing, flagNeedless } from './usage.ts';

/**
 * The place that was asked for; null if the flag was not given.
 * @param flag its name without dashes
 * @throws AppError `usage`
 */
export function placeFrom(input: Input, flag: 'store' | 'to'): TokenSource | null {
  const kind = input.text(flag);
  const variable = input.text('tokenEnv');
  const [program] = input.rest ?? [];
  if (variable !== undefined && kind !== 'env') throw needless('--token-env', flag, 'env');
  if (input.rest !== null && kind !== 'command') throw needless('-- CMD', flag, 'command');
  if (kind === undefined) return null;
  if (kind === 'file' || kind === 'keychain') return { kind };
  if (kind === 'env') return { kind, name: requireVariable(variable, flag) };
  if (kind !== 'command') {
    throw new AppError('store-unknown', `The flag --${flag} names an unknown place`, {
      hint: 'Give one of these places instead: file, keychain, command, env',
    });
  }
  if (program) return { kind, command: [...(input.rest ?? [])] };
  throw argumentMissing(
    'which command prints the token',
    `Example: --${flag} command -- pass show botpress/ci`,
  );
}

function requireVariable(name: string | undefined, flag: string): string {
  if (name !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw argumentMissing(
    'which environment variable holds the token',
    `Example: --${flag} env --token-env CI_BOTPRESS_TOKEN`,
  );
}

function needless(what: string, flag: string, kind: string): AppError {
  const wanted = `--${flag} ${kind}`;
  return flagNeedless(what, wanted, `Add ${wanted}, or omit ${what}`);
}
