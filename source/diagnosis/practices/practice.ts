// The shape of the checklist: the documentation's security best practices, and how this set-up stands.

import type { Unseen } from '../../files/walk.ts';
import type { TokenKind } from '../../secrets/kind.ts';
import type { ShellPlace } from '../../shell.ts';
import type { GitState } from '../../tokens/audit/git.ts';
import type { TokenView } from '../../tokens/inventory.ts';
import type { Fix } from '../diagnosis.ts';

export type Practice = {
  id: string;
  /** In the documentation's list (Security Best Practices); null for one that is not on it. */
  number: 1 | 2 | 3 | 4 | 5 | 6 | null;
  title: string;
  /** `unknown`: bp-auth cannot tell, or could not find out. */
  status: 'ok' | 'warn' | 'unknown';
  /** How it stands, as a sentence without a full stop. */
  says: string;
  /** What it concerns: profiles, files and lines. Never a token. */
  items: readonly string[];
  fixes: readonly Fix[];
};

export const practiceWords: Readonly<Record<Practice['status'], string>> = {
  ok: 'ok',
  warn: 'do this',
  unknown: 'not known',
};

/** The title, with its number if it is on the documentation's list. */
export const numbered = ({ number, title }: Practice) =>
  number === null ? title : `${number}. ${title}`;

/** Fixes of one kind that are printed; the items name the others. */
export const mostFixes = 3;

/** What is asked, whatever the answer. */
export type Rule = Pick<Practice, 'id' | 'number' | 'title'>;

/** The answer where there is nothing to do. */
export const fine = (rule: Rule, says: string): Practice => ({
  ...rule,
  status: 'ok',
  says,
  items: [],
  fixes: [],
});

/** The answer where nobody could look, or not everywhere. */
export const notKnown = (
  rule: Rule,
  says: string,
  items: readonly string[] = [],
  fixes: readonly Fix[] = [],
): Practice => ({ ...rule, status: 'unknown', says, items, fixes });

/** What was not looked into, as items. */
export const unseenItems = (unseen: readonly Unseen[]): string[] =>
  unseen.map(({ path, reason }) => `${path} was passed over: ${reason}`);

/** A `.env` file of the directory or its project. */
export type EnvFile = {
  path: string;
  /** Null outside of a repository, or without git. */
  git: GitState | null;
  /** Null where that cannot be told. */
  othersMayRead: boolean | null;
  tokens: EnvToken[];
};

type EnvToken = {
  line: number;
  /** The variable that holds it; null where the line is none. */
  variable: string | null;
  kind: TokenKind;
  /** The profile whose token it is. */
  known: string | null;
};

/** The tokens of an account, asked for with a profile, or why they could not be had. */
export type Ages = { profile: string; tokens: TokenView[] } | { profile: string; why: string };

/** Who may read the files that hold tokens. */
export type Access =
  | { type: 'none-yet' }
  | { type: 'ours' }
  | { type: 'others'; paths: readonly string[]; areForeign: boolean }
  /** The command that shows it, where there is one. */
  | { type: 'unknown'; why: string; command: string | null };

/** All that the checklist is judged by. */
export type Situation = {
  place: ShellPlace;
  /** The current directory; paths are shown from here. */
  directory: string;
  profiles: ReadonlyArray<{
    name: string;
    kind: string;
    /** Where the token is kept. */
    source: string;
    isProtected: boolean;
    isProduction: boolean;
  }>;
  /** What was interrupted and may have left a token, in sentences; or why that is not known. */
  left: { says: readonly string[] } | { unknown: string };
  access: Access;
  envFiles: readonly EnvFile[];
  /** Of the `.env` files and the directories they lie in, what could not be looked into. */
  envUnseen: readonly Unseen[];
  /** The repository that the directory lies in; null outside of one. */
  repository: {
    root: string;
    /** Whether it ignores `.env`; null where git could not be asked. */
    ignoresEnv: boolean | null;
  } | null;
  /** Whether the directory belongs to a Botpress project. */
  isProject: boolean;
  /** Tokens in shell histories, start-up files and other tools' files. */
  elsewhere: ReadonlyArray<{ path: string; line: number; known: string | null }>;
  /** Of these, what could not be looked into. */
  elsewhereUnseen: readonly Unseen[];
  /** Variables of this shell that are meant for a bot key and hold a personal access token. */
  wideVariables: readonly string[];
  /** Null where nothing was asked. */
  ages: readonly Ages[] | null;
  /** Days. */
  maxAge: number;
};
