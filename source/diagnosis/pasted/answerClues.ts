// Clues about answers that a program could not use, and about requests that the API or bp found
// faulty.
import { clue } from './clue.ts';

const otherShape =
  'The shape of the answer was not what the program expected: it may be the body of an error, or another server answered. Status, address and body of the answer would tell';

export const answerClues = [
  clue(
    'answer-unexpected',
    'possible',
    [
      'kind: decode',
      'missing field `',
      'zoderror',
      'invalid_type',
      'validation error for',
      'validation errors for',
      'cannot unmarshal',
      'error decoding response body',
      'keynotfound',
      'typemismatch',
      'the json value could not be converted',
      'is required for type with serial name',
      'unrecognizedpropertyexception',
      'mismatchedinputexception',
      'is not iterable',
      'cannot read propert',
      'cannot deserialize',
      'unknown field `',
      'nonetype',
      'undefined method',
      'undefined array key',
      'undefined index',
      'decodingerror',
      'jsonmappingexception',
      'is not a function',
    ],
    /kind: Decode\b|missing field `\w{1,60}`|\bZodError\b|"code": ?"invalid_type"|\b\d{1,3} validation errors? for \w|json: cannot unmarshal|error decoding response body|DecodingError|\b(?:keyNotFound|typeMismatch)\(|JSON value could not be converted|required for type with serial name|\b(?:UnrecognizedProperty|MismatchedInput|JsonMapping)Exception\b|Cannot deserialize (?:value|instance)|unknown field `\w{1,60}`|Cannot read propert(?:y|ies) .{0,40}of undefined|'NoneType' object is not subscriptable|undefined method .{1,60} for nil\b|Undefined (?:array key|index)|\bis not iterable\b/i,
    otherShape,
  ),
  clue(
    'request-refused',
    'certain',
    [
      'too large',
      'toolarge',
      'larger than',
      'maximum size',
      'limitexceeded',
      'length exceeded',
      'content too long',
      'size limit',
    ],
    /\b(?:request )?(?:body|entity|payload|content|bundle|code|file)(?: size)? (?:is |was )?too (?:large|big|long)\b|\b(?:PayloadTooLarge|RequestEntityTooLarge|EntityTooLarge)(?:Error)?\b|\b413\b.{0,40}(?:too large|request entity|payload|content)|Maximum request length exceeded|exceeds? the (?:maximum|max|size) ?(?:allowed )?(?:size|limit)|max(?:imum)? body size/i,
    'The request is too large: make the bundle or the body smaller. Token and permissions are not the reason',
  ),
  clue(
    'request-refused',
    'likely',
    ['secret'],
    /\bsecrets? ["'“`]?\w{1,60}["'”`]? (?:has an? )?(?:invalid|is (?:invalid|empty|missing|required)|must (?:not )?be|was not (?:provided|set))|\bmissing (?:required )?secrets?\b|\bempty value for secret\b/i,
    'A secret of the integration is empty or malformed, most often because a shell variable is not set. The token is not the reason',
  ),
  clue(
    'request-refused',
    'likely',
    ['already exists'],
    /\b(?:bot|integration|interface|plugin|table|file|version|conversation|user|key|tag)\b.{0,80}\balready exists\b(?!.{0,30}(?:another|different|decide to deploy|override))/i,
    'Something with the requested name exists already; token and permissions are not the reason',
  ),
] as const;
