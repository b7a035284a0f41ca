// Clues about files that cannot be read or written: ours, bp's and the ADK's.
import { clue } from './clue.ts';

/** A path of ours, bp's or the ADK's, with either kind of slash. */
const ours = String.raw`(?:[\\/]+\.(?:botpress|adk)\b|global\.cache\.json|profiles\.json|[\\/]bp-auth\b)`;
const near = (words: string) => {
  const forms = [
    `(?:${words})[^\\n]{0,200}${ours}`,
    `${ours}[^\\n]{0,120}(?:${words})`,
    `access to the path[^\\n]{0,200}${ours}[^\\n]{0,120}denied`,
  ];
  return new RegExp(forms.join('|'), 'i');
};

export const fileClues = [
  clue(
    'home-unreadable',
    'certain',
    [
      'eacces',
      'eperm',
      'erofs',
      'permission denied',
      'read-only file system',
      'access is denied',
      'errno 13',
      'errno 30',
      'access to the path',
      'operation not permitted',
      'os error 13',
      'unauthorizedaccess',
    ],
    near(
      String.raw`\b(?:EACCES|EPERM|EROFS)\b|permission denied|read-only file system|access is denied|operation not permitted|PermissionError|UnauthorizedAccessException`,
    ),
    'The files that hold the credentials cannot be read or written here',
  ),
  clue(
    'write-failed',
    'certain',
    ['enospc', 'edquot', 'no space left', 'disk quota', 'not enough space'],
    near(
      String.raw`\b(?:ENOSPC|EDQUOT)\b|no space left on device|disk quota exceeded|not enough space on the disk`,
    ),
    'The files that hold the credentials could not be written: the disk, or its quota, is full',
  ),
  clue(
    'write-failed',
    'likely',
    ['enospc', 'no space left', 'not enough space on'],
    /\bENOSPC\b|\bno space left on device\b|not enough space on the disk/i,
    'The disk is full',
  ),
  clue(
    'write-failed',
    'likely',
    ['ebusy', 'etxtbsy', 'resource busy', 'being used by another process'],
    near(String.raw`\b(?:EBUSY|ETXTBSY)\b|resource busy|being used by another process`),
    'The files that hold the credentials could not be written: another program holds them open',
  ),
  clue(
    'lock-held',
    'certain',
    ['is in use by', 'lock'],
    /config\.json is in use by|\b(?:EEXIST|EBUSY|ELOCKED)\b.{0,160}\.botpress.{0,60}lock|\.botpress.{0,80}\.lock\b.{0,60}(?:exists|held|in use|busy)/i,
    'Another process holds the lock of config.json',
  ),
  clue(
    'no-profile',
    'likely',
    ['enoent', 'no such file', 'errno 2', 'could not find file'],
    near(String.raw`\bENOENT\b|no such file or directory|could not find file`),
    'There is no file of credentials in the home that the program looks at',
  ),
  clue(
    'config-unreadable',
    'certain',
    ['config.json'],
    /\.botpress.{0,40}config\.json.{0,120}(?:not valid JSON|cannot be parsed|Unexpected (?:token|end)|in JSON at)|(?:Unexpected (?:token|end of JSON)|not valid JSON).{0,160}\.botpress.{0,40}config\.json/i,
  ),
  clue(
    'keychain-unusable',
    'certain',
    [
      'secret service',
      'secretservice',
      'd-bus',
      'dbus',
      'keychain',
      'org.freedesktop.secrets',
      'libsecret',
      'credential manager',
      'keyring',
    ],
    /org\.freedesktop\.secrets|\bno such (?:secret service|interface).{0,40}secret|(?:Cannot autolaunch|failed to connect to|no) D-?Bus|(?:keychain|keyring|secret service|libsecret)\b.{0,60}\b(?:locked|unavailable|not (?:available|found|running)|denied|could not be|failed)/i,
  ),
] as const;
