// The shape of the checklist: the security best practices of Botpress's documentation, and the
// result for this set-up.

import type { Unseen } from '../../files/walk.ts';
import type { TokenKind } from '../../secrets/kind.ts';
import type { ShellPlace } from '../../shell.ts';
import type { GitState } from '../../tokens/audit/git.ts';
import type { TokenView } from '../../tokens/inventory.ts';
import type { Fix } from '../diagnosis.ts';

export type Practice = {
  id: string;
  /**
   * The number in the documentation's list (Security Best Practices); null if the practice is not
   * on that list.
   */
  number: 1 | 2 | 3 | 4 | 5 | 6 | null;
  title: string;
  /** `unknown`: bp-auth cannot determine the result, or failed to. */
  status: 'ok' | 'warn' | 'unknown';
  /** The result as a sentence without a full stop. */
  says: string;
  /** The profiles, files and lines concerned. Never a token. */
  items: readonly string[];
  fixes: readonly Fix[];
};

export const practiceWords: Readonly<Record<Practice['status'], string>> = {
  ok: 'ok',
  warn: 'do this',
  unknown: 'not known',
};

/** The title, with its number if it has one in the documentation. */
export const numbered = ({ number, title }: Practice) =>
  number === null ? title : `${number}. ${title}`;

/** The most fixes of one kind that are printed; the items name the rest. */
export const mostFixes = 3;

/** The fixed part of a practice, whatever its result. */
export type Rule = Pick<Practice, 'id' | 'number' | 'title'>;

/** The result if there is nothing to do. */
export const fine = (rule: Rule, says: string): Practice => ({
  ...rule,
  status: 'ok',
  says,
  items: [],
  fixes: [],
});

/** The result if not everything could be examined. */
export const notKnown = (
  rule: Rule,
  says: string,
  items: readonly string[] = [],
  fixes: readonly Fix[] = [],
): Practice => ({ ...rule, status: 'unknown', says, items, fixes });

export const unseenItems = (unseen: readonly Unseen[]): string[] =>
  unseen.map(({ path, reason }) => `${path} was passed over: ${reason}`);

/** A `.env` file in the current directory, or at the top of its repository or project. */
export type EnvFile = {
  path: string;
  /** Null if the file is in no repository, or if git is missing. */
  git: GitState | null;
  /** Null if unknown. */
  othersMayRead: boolean | null;
  tokens: EnvToken[];
};

type EnvToken = {
  line: number;
  /** The variable that holds the token; null if the line sets none. */
  variable: string | null;
  kind: TokenKind;
  /** The profile that uses this token; null if none does. */
  known: string | null;
};

/**
 * The tokens of an account as listed through a profile, or the reason why they could not be listed.
 */
export type Ages = { profile: string; tokens: TokenView[] } | { profile: string; why: string };

/** The access that others have to files with tokens. */
export type Access =
  | { type: 'none-yet' }
  | { type: 'ours' }
  | { type: 'others'; paths: readonly string[]; areForeign: boolean }
  /** `command` shows who may read the files; null if there is none. */
  | { type: 'unknown'; why: string; command: string | null };

/** The facts that the checklist judges. */
export type Situation = {
  place: ShellPlace;
  /** The current directory; paths are relative to it. */
  directory: string;
  profiles: ReadonlyArray<{
    name: string;
    kind: string;
    /** Where the token is stored. */
    source: string;
    isProtected: boolean;
    isProduction: boolean;
  }>;
  /**
   * Sentences about interrupted commands that may have left a token behind; or the reason why such
   * commands are not known.
   */
  left: { says: readonly string[] } | { unknown: string };
  access: Access;
  envFiles: readonly EnvFile[];
  /** `.env` files and their directories that could not be read. */
  envUnseen: readonly Unseen[];
  /** The repository that the directory is in; null if it is in none. */
  repository: {
    root: string;
    /** Whether the repository ignores `.env`; null if git did not answer. */
    ignoresEnv: boolean | null;
  } | null;
  /** Whether the directory belongs to a Botpress project. */
  isProject: boolean;
  /** Tokens in shell histories, start-up files and other tools' files. */
  elsewhere: ReadonlyArray<{ path: string; line: number; known: string | null }>;
  /** Shell histories, start-up files and other tools' files that could not be read. */
  elsewhereUnseen: readonly Unseen[];
  /** Variables of this shell that are named for a bot key but hold a personal access token. */
  wideVariables: readonly string[];
  /** Null if the API was not asked. */
  ages: readonly Ages[] | null;
  /** Days. */
  maxAge: number;
};
