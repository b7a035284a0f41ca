// The limits of what an error tells, and the check that would tell more.
import { type Line, type LinePlace, lineHere, lineText } from '../commandLine.ts';
import type { CauseId } from './causes.ts';

export type Knowledge = {
  /** What cannot be known from the text alone. */
  cannotKnow: string | null;
  /** The check that would tell, in words. */
  check: string;
  /** The command that runs it. */
  command: string;
};

type Entry = Omit<Knowledge, 'command'> & { command: Line };

const doctor = lineHere('doctor');

const table: Partial<Record<CauseId, Entry>> = {
  'token-rejected': {
    cannotKnow:
      'which token was sent (a variable may overrule the one you mean), and whether it is mistyped, expired or revoked',
    check: 'where the token comes from, what shape it has, and whether the API accepts it now',
    command: doctor,
  },
  forbidden: {
    cannotKnow: 'whether the kind of token, the workspace, or the role is the reason',
    check: 'kind against API, membership of the workspace, and the role for what you want to do',
    command: lineHere('doctor', '--for', 'deploy'),
  },
  'quota-exceeded': {
    cannotKnow: 'which quota is used up, and in which workspace',
    check: 'which workspace is meant; its dashboard shows the usage. The token needs no change',
    command: doctor,
  },
  'payment-required': {
    cannotKnow: 'which workspace has to be paid for',
    check: 'which workspace is meant; see Billing in its dashboard. The token needs no change',
    command: doctor,
  },
  'rate-limited': {
    cannotKnow: 'who else uses up the rate of this workspace',
    check: 'whether it is over: wait for as long as retry-after says. The token needs no change',
    command: doctor,
  },
  'unexpected-refusal': {
    cannotKnow: 'which id or request was meant, and whether it belongs to another workspace',
    check: 'whether the workspace can be read, and what its id is nearest to',
    command: doctor,
  },
  'api-fault': {
    cannotKnow: 'whether it is over by now',
    check: 'whether the API answers well again. The token needs no change',
    command: doctor,
  },
  'no-profile': {
    cannotKnow: 'whether a profile is stored here that bp does not see',
    check: 'which profiles there are, and whether bp’s files are in step',
    command: doctor,
  },
  'not-a-member': elsewhere('which workspace was meant, and whether the account was ever invited'),
  'workspace-not-found': elsewhere('which workspace was meant'),
  'target-not-found': elsewhere('in which workspace it is'),
  'no-workspace': elsewhere('which workspace was meant'),
  'workspace-blocked': elsewhere('why; often it is billing. The token needs no change'),
  'role-insufficient': {
    cannotKnow: 'which role the account has in which workspace',
    check: 'membership of the workspace, and the role for what you want to do',
    command: lineHere('doctor', '--for', 'deploy'),
  },
  'profile-unknown': {
    cannotKnow: 'whether the profile is called otherwise, or bp reads another home',
    check: 'which profiles there are, and whether bp’s files are in step',
    command: doctor,
  },
  'no-token': ofToken('where the program was to take its token from'),
  'token-wrapped': ofToken('what stands around the token'),
  'token-unsendable': ofToken('which character it is, and where'),
  'home-unreadable': {
    cannotKnow: 'whose the files are',
    check: 'owner and modes of the files',
    command: doctor,
  },
  'login-page': foreign(),
  'gateway-fault': foreign(),
  'not-the-api': foreign(),
};

const network: Entry = {
  cannotKnow: 'whether the token is good: it never got as far as being judged',
  check: 'name, connection, proxy, certificate and clock, one after the other',
  command: doctor,
};

function elsewhere(cannotKnow: string): Entry {
  const check = 'which workspace applies here, and which others the token can read';
  return { cannotKnow, check, command: doctor };
}

function ofToken(cannotKnow: string): Entry {
  const check = 'where the token comes from, what shape it has, and whether the API accepts it now';
  return { cannotKnow, check, command: doctor };
}

function foreign(): Entry {
  return {
    cannotKnow: 'whether the token is good: somebody else than the Botpress API answered',
    check: 'who answers at the API URL',
    command: doctor,
  };
}

/** @param isBare whether only a status was there, which other servers use as well */
export function knowledgeOf(cause: CauseId, isBare: boolean, place: LinePlace): Knowledge {
  const entry = table[cause] ?? network;
  const known = { ...entry, command: lineText(entry.command, place) };
  if (!isBare) return known;
  const more =
    cause === 'forbidden'
      ? 'whether it is Forbidden or QuotaExceeded: both are 403, and only `type` in the body tells'
      : 'whether the Botpress API said it: proxies and other servers use the same status';
  return { ...known, cannotKnow: `${more}; ${known.cannotKnow}` };
}
