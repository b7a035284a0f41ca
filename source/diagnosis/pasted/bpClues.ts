// Lines of bp and the ADK that name a cause in their own words (bp 0.8 and 7.1, the ADK's published
// source).
import type { ActionName } from '../actionNames.ts';
import { type Clue, clue } from './clue.ts';

const otherWorkspace =
  'The bot or integration is not in the workspace that was used; it may be in another one';
const handleElsewhere =
  'The handle in the definition belongs to a different workspace from the one that was used';

export const bpClues = [
  clue(
    'no-profile',
    'certain',
    [
      'not logged in',
      'not authenticated',
      'logged in',
      'run `bp login`',
      'run bp login',
      'adk login',
    ],
    /\bnot (?:currently )?logged in\b|\bNot authenticated\b|\byou (?:must|need to) (?:be logged in(?! to the server)|log ?in)\b|\bplease (?:run ["'`]?(?:bp|adk) login|log ?in (?:first|again))|\bno (?:active )?(?:credentials|profile)s? (?:found|configured|stored|set)\b/i,
    'The program has no credentials: nobody is logged in where it looks',
  ),
  clue(
    'token-malformed',
    'certain',
    ['token format', 'should start with'],
    /\binvalid token format\b|\btoken should start with ["'“`]?bp_|INVALID_TOKEN_FORMAT/i,
    'The ADK takes only tokens that begin with bp_; what it was given begins otherwise',
  ),
  clue(
    'token-rejected',
    'certain',
    ['check your api token', 'auth_failed'],
    /\bcheck your API token\b|\bAUTH_FAILED\b/,
  ),
  clue(
    'of-another-workspace',
    'certain',
    [
      'reserved by',
      'not yours',
      'another workspace',
      'different workspace',
      'already taken',
      'not available',
      'handle',
    ],
    /already (?:been )?(?:reserved|exists?|taken|used|in use|claimed|owned|deployed|published|registered) (?:by|in|to|under) (?:another|a different) workspace|\b(?:owned by|belongs? to|part of|published (?:by|from)) (?:another|a different) workspace\b|\bhandle\b.{0,80}\bis (?:already )?(?:taken|in use|not available)\b|\bhandle\b.{0,80}\bis not yours\b/i,
    'The handle is taken: it belongs to a different workspace from the one that was used',
  ),
  clue(
    'of-another-workspace',
    'certain',
    ['workspace handle', 'with handle', 'belongs to', 'associated with'],
    /current workspace handle is .{1,80}but the \w{1,20} handle is|not associated with any of your workspaces|Cannot deploy \w{1,20} with handle .{1,80} on workspace|logged in to workspace .{1,80} but \w{1,20} handle .{1,80} belongs to/i,
    handleElsewhere,
  ),
  clue(
    'of-another-workspace',
    'likely',
    ['claim handle'],
    /Could not claim handle/i,
    'The workspace could not get this handle: another workspace may have it',
  ),
  clue(
    'target-missing',
    'certain',
    ['bot_id_missing', 'no bot id', 'link your agent', 'bot id is required'],
    /BOT_ID_MISSING|\bno bot id found\b|\bBot Id is required\b/i,
    'The program does not know which bot is meant',
  ),
  clue(
    'no-workspace',
    'certain',
    [
      'no workspace found',
      'no workspaces',
      'workspace id is required',
      'no workspace selected',
      'without workspace handle',
      'workspace is required',
    ],
    /\bno workspaces? (?:was |were )?(?:found|selected|set|available)\b|\bWorkspace Id is required\b|\bWorkspace is required\b/i,
    'No workspace is chosen, or the account of this token has none',
  ),
  clue(
    'no-workspace',
    'likely',
    ['without workspace handle', 'have a workspace handle', 'workspace handle is required'],
    /Cannot deploy \w{1,20} without workspace handle|don.t have a workspace handle|Workspace handle is required/i,
    'The workspace has no handle yet; without one nothing can be published from it',
  ),
  clue(
    'profile-unknown',
    'certain',
    ['profile'],
    /\bProfile (?!file )["'“`]?[^\s"”'`]{1,80}["'”`]? (?:was )?(?:not found|does not exist|doesn.t exist)\b|\bThe selected profile could not be read|\b(?:unknown|no such) profile\b/i,
    'bp does not have the profile; bp-auth may have it all the same',
  ),
  clue(
    'no-profile',
    'certain',
    ['profile file'],
    /\bProfile file not found\b/i,
    'bp finds no file of profiles in the home that it looks at',
  ),
  clue(
    'bp-files-broken',
    'certain',
    ['parsing profiles', 'global.cache.json', 'profiles.json', 'adk/credentials'],
    /\bError parsing profiles\b|(?:Unexpected (?:token|end of JSON)|not valid JSON|JSON\.parse|Expected property name|invalid json).{0,200}(?:global\.cache\.json|profiles\.json|\.adk.credentials)|(?:global\.cache\.json|profiles\.json|\.adk.credentials).{0,160}(?:Unexpected (?:token|end of JSON)|not valid JSON|in JSON at position|is (?:empty|corrupt))/i,
    'The file in which bp or the ADK keeps its credentials is damaged',
  ),
  clue(
    'other-origin',
    'likely',
    ['credential_authority_mismatch', 'credential authority'],
    /CREDENTIAL_AUTHORITY_MISMATCH|do not match the provided credential authority/i,
    'The ADK was given the API or workspace of one login and the credentials of another',
  ),
  clue(
    'connection-refused',
    'certain',
    ['refused by the server'],
    /connection was refused by the server/i,
    'bp reached nobody: the connection was refused',
  ),
  clue(
    'not-found',
    'likely',
    ['the path does not exist'],
    /\bThe path does not exist/i,
    otherWorkspace,
  ),
  clue(
    'target-not-found',
    'likely',
    ['no bot found', 'no bots found'],
    /\bNo Bots? found in your Workspace/i,
    'The workspace has no bot: perhaps another workspace was meant',
  ),
  clue(
    'token-rejected',
    'likely',
    ['could not authenticate'],
    /\bCould not authenticate\b(?! you)/i,
  ),
] as const;

/** bp's lines about a failure, each with the action that failed. */
export const attempts: ReadonlyArray<Pick<Clue, 'hints' | 'pattern'> & { action: ActionName }> = [
  { action: 'create-bot', hints: ['create bot'], pattern: /\bCould not create bot\b/i },
  { action: 'delete-bot', hints: ['delete bot'], pattern: /\bCould not delete bot\b/i },
  {
    action: 'list-bots',
    hints: ['bots'],
    pattern: /\bCould not (?:list|fetch existing) bots\b/i,
  },
  {
    action: 'deploy',
    hints: ['deploy', 'update bot', 'update dev bot'],
    pattern: /\bCould not (?:deploy|update) (?:dev )?bot\b|\b(?:bp|adk) deploy\b/i,
  },
  {
    action: 'publish-integration',
    hints: ['could not'],
    pattern:
      /\bCould not (?:create|update|delete|deploy) (?:dev )?(?:integration|interface|plugin)\b/i,
  },
  // The official client's methods, in a stack trace.
  { action: 'create-bot', hints: ['client.createbot'], pattern: /\bClient\.createBot\b/i },
  { action: 'delete-bot', hints: ['client.deletebot'], pattern: /\bClient\.deleteBot\b/i },
  { action: 'list-bots', hints: ['client.listbots'], pattern: /\bClient\.listBots\b/i },
  { action: 'deploy', hints: ['client.updatebot'], pattern: /\bClient\.updateBot\b/i },
  {
    action: 'publish-integration',
    hints: ['client.'],
    pattern: /\bClient\.(?:create|update|delete)(?:Integration|Interface|Plugin)\b/i,
  },
  {
    action: 'manage-members',
    hints: ['workspacemember'],
    pattern: /\bClient\.\w{1,20}WorkspaceMembers?\b/i,
  },
  {
    action: 'read-conversations',
    hints: ['client.listconversations', 'client.getconversation', 'client.listmessages'],
    pattern: /\bClient\.(?:listConversations|getConversation|listMessages)\b/i,
  },
  {
    action: 'send-message',
    hints: ['client.createmessage'],
    pattern: /\bClient\.createMessage\b/i,
  },
  { action: 'call-action', hints: ['client.callaction'], pattern: /\bClient\.callAction\b/i },
  {
    action: 'read-tables',
    hints: ['client.findtablerows', 'client.listtables', 'client.gettable'],
    pattern: /\bClient\.(?:findTableRows|listTables|getTable(?:Row)?)\b/i,
  },
  {
    action: 'write-tables',
    hints: ['tablerows', 'client.createtable'],
    pattern: /\bClient\.(?:create|update|upsert|delete)Table(?:Rows?)?\b/i,
  },
  {
    action: 'upload-files',
    hints: ['client.uploadfile', 'client.upsertfile'],
    pattern: /\bClient\.(?:upload|upsert)File\b/i,
  },
];
