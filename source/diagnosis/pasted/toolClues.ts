// Messages that no-code tools show instead of a status: n8n, Zapier, Make, Postman.
import { clue } from './clue.ts';

export const toolClues = [
  clue(
    'token-rejected',
    'likely',
    [
      'authorization failed',
      'please check your credentials',
      'credentials are invalid',
      'authentication failed',
      'connected account',
      'account expired',
      'invalid_auth',
      'access token',
    ],
    /Authorization failed\b|\bAuthentication failed\b|(?:credentials|connection|account) (?:supplied |provided )?(?:is|are|was|has) (?:invalid|not valid|expired|wrong)|\bconnected account\b.{0,60}(?:expired|reconnect)/i,
    'The credentials stored in the tool that printed this were refused',
  ),
  clue(
    'forbidden',
    'likely',
    ['perhaps check your credentials'],
    /Forbidden - perhaps check your credentials/i,
    'n8n says this for every 403: a token that is not allowed to do this, or a quota that is used up',
  ),
  clue(
    'unexpected-refusal',
    'likely',
    ['you are requesting could not be found'],
    /resource you are requesting could not be found/i,
    'n8n says this for every 404: the address or an id in it is wrong, or belongs to another workspace',
  ),
  clue(
    'rate-limited',
    'certain',
    ['too many requests from you', 'receiving too many requests'],
    /receiving too many requests/i,
  ),
  clue('dns', 'likely', ['incorrect host'], /incorrect host \(domain\)/i),
  clue(
    'connection-refused',
    'likely',
    ['service refused the connection'],
    /service refused the connection/i,
  ),
  clue(
    'connection-broken',
    'likely',
    ['connection was aborted, perhaps'],
    /connection was aborted, perhaps the server is offline/i,
  ),
  clue(
    'no-token',
    'likely',
    ['credentials could not be decrypted', 'no credentials', 'credential'],
    /Credentials could not be decrypted|No credentials (?:got|were) (?:returned|selected)|Node does not have any credentials set/i,
    'The workflow tool has no usable credentials for this step',
  ),
] as const;
