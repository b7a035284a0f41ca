// Refusals of other services, which people's programs and bots also talk to.
import { type Clue, clue } from './clue.ts';

type Stranger = readonly [name: string, hints: readonly string[], pattern: RegExp];

// biome-ignore format: a table
const strangers: readonly Stranger[] = [
  ['npm’s registry', ['e401', 'e403', 'eneedauth', 'npm err', 'npm error', 'err_pnpm', 'npm.pkg'], /\bnpm (?:ERR!|error) (?:code )?(?:E401|E403|ENEEDAUTH)\b|\bnpm (?:ERR!|error) 40[13]\b|ERR_PNPM_FETCH_40[13]/i],
  ['GitHub', ['bad credentials', 'resource not accessible by', 'github.com', 'password authentication was removed', 'permission to', 'permission denied', 'authentication failed for', 'access denied', 'could not read username'], /fatal: could not read Username for 'https?:|\bBad credentials\b|Resource not accessible by (?:integration|personal access token)|password authentication was removed|fatal: Authentication failed for 'https:\/\/github\.com|\bPermission to \S{1,100} denied to\b|\bremote: (?:Permission to|Write access to repository|HTTP Basic: Access denied)|fatal: Authentication failed for|Permission denied \(publickey\)/i],
  ['Docker’s registry', ['pull access denied', 'denied: requested access', 'unauthorized: authentication required', 'unauthorized: incorrect username', 'failed to authorize'], /pull access denied for|denied: requested access to the resource|unauthorized: (?:authentication required|incorrect username)|failed to authorize: failed to fetch/i],
  ['OpenAI', ['openai', 'incorrect api key provided', 'insufficient_quota', 'exceeded your current quota'], /\bIncorrect API key provided\b|\binsufficient_quota\b|exceeded your current quota, please check your plan|openai\.(?:AuthenticationError|PermissionDeniedError|RateLimitError)/i],
  ['Anthropic', ['authentication_error', 'invalid x-api-key', 'anthropic'], /"type":\s?"authentication_error"|invalid x-api-key|anthropic\.(?:AuthenticationError|PermissionDeniedError)/i],
  ['Google', ['gaxioserror', 'invalid_grant', 'googleapis', 'google.auth', 'permission_denied', 'api_key_invalid', 'api key not valid', 'gcloud.', 'googlejsonerror'], /\bGaxiosError\b|\bAPI_KEY_INVALID\b|API key not valid\. Please pass a valid API key|\binvalid_grant\b|google\.auth\.exceptions|\bPERMISSION_DENIED: |\(gcloud\.|"status":\s?"PERMISSION_DENIED"|GoogleJsonResponseException/i],
  ['Microsoft', ['aadsts', 'invalidauthenticationtoken', 'lifetime validation failed', 'akv10', 'vault.azure.net'], /\bAKV10\d{3}\b|\.vault\.azure\.net\b|\bAADSTS\d{5,}|\bInvalidAuthenticationToken\b/i],
  ['AWS', ['accessdenied', 'invalidsignature', 'expiredtoken', 'aws provider', 'unable to locate credentials', '.amazonaws.com', 'credential sources', 'unrecognizedclientexception', 'signaturedoesnotmatch', 'is not authorized to perform', 'invalidclienttokenid'], /\b(?:InvalidSignatureException|ExpiredToken(?:Exception)?|UnrecognizedClientException|SignatureDoesNotMatch|InvalidClientTokenId)\b|is not authorized to perform: \w+:|Unable to locate credentials|AWS Provider: .{0,60}credential|\.ecr\.[\w-]+\.amazonaws\.com/i],
  ['Meta (WhatsApp, Messenger, Instagram)', ['oauthexception', 'graph.facebook', 'invalid oauth access token', 'session has expired on'], /\bOAuthException\b|Invalid OAuth access token|Error validating access token|graph\.facebook\.com/i],
  ['Slack', ['invalid_auth', 'not_authed', 'token_revoked', 'missing_scope', 'account_inactive'], /\b(?:invalid_auth|not_authed|token_revoked|missing_scope|account_inactive)\b/],
  ['Telegram', ['etelegram', 'api.telegram'], /\bETELEGRAM\b|api\.telegram\.org/i],
  ['Discord', ['discordapierror', 'disallowed intents', 'tokeninvalid'], /\bDiscordAPIError\b|Used disallowed intents|TokenInvalid\b/i],
  ['Twilio', ['twilio', '20003'], /\bRestException\b.{0,80}twilio|twilio.{0,160}\b20003\b|\b20003\b.{0,80}Authenticat/i],
  ['Notion', ['api token is invalid', 'notion'], /APIResponseError: API token is invalid|notionhq.{0,80}unauthorized/i],
  ['Stripe', ['stripe'], /\bStripe(?:Authentication|Permission|InvalidRequest)Error\b|Invalid API Key provided: sk_/i],
  ['a mail server', ['535', 'smtp', 'eauth'], /\b535[ -]5\.\d\.\d\b|Invalid login: 535|\bEAUTH\b|SMTPAuthenticationError/i],
  ['a database', ['password authentication failed', 'access denied for user', 'mongoservererror', 'wrongpass', 'noauth', 'er_access_denied', 'sqlstate'], /password authentication failed for user|Access denied for user '|MongoServerError: Authentication failed|\bWRONGPASS\b|\bNOAUTH\b|ER_ACCESS_DENIED_ERROR|SQLSTATE\[(?:28000|08006|HY000)\]/i],
  ['HashiCorp Vault', ['vault_', 'vault.', 'vault:', 'vault kv', 'code: 403. errors'], /\bvault kv \w+.{0,300}permission denied|\bVAULT_(?:ADDR|TOKEN)\b.{0,200}permission denied|Error (?:making API request|reading secret).{0,300}permission denied|Code: 403\. Errors:/i],
  ['Supabase', ['pgrst30', 'supabase'], /\bPGRST30[0-3]\b|supabase.{0,120}(?:invalid api key|jwt expired)/i],
  ['SendGrid', ['authorization grant is invalid'], /provided authorization grant is invalid, expired, or revoked/i],
  ['Airtable', ['invalid_permissions_or_model', 'airtable'], /INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND|airtable.{0,80}AUTHENTICATION_REQUIRED/i],
  ['Hugging Face', ['huggingface', 'gatedrepo'], /GatedRepoError|huggingface\.co.{0,80}40[13]/i],
  ['Maven’s repository', ['transfer artifact'], /Could not transfer artifact.{0,300}\b40[13]\b/i],
  ['NuGet’s feed', ['nu1301', 'nuget'], /\bNU1301\b|NuGet.{0,160}\b40[13]\b/i],
  ['Cloudflare’s own API', ['authentication error [code: 10000]', '10000'], /Authentication error \[code: 10000\]/i],
  ['Elasticsearch', ['security_exception'], /\bsecurity_exception\b/i],
  ['a server behind ssh', ['permission denied (', 'too many authentication failures'], /Permission denied \((?:publickey|password|keyboard-interactive|gssapi)|Too many authentication failures/i],
  ['PyPI', ['pypi.org', 'non-existent authentication'], /upload\.pypi\.org.{0,200}\b40[13]\b|Invalid or non-existent authentication information/i],
  ['crates.io', ['crates.io'], /crates\.io.{0,240}\b40[13]\b/i],
  ['Terraform’s registry', ['terraform login', 'app.terraform.io'], /\bterraform login\b|app\.terraform\.io.{0,160}(?:unauthorized|\b401\b)/i],
  ['Firebase', ['firebase'], /Failed to (?:get|list) Firebase project|firebase login --reauth/i],
  ['Zendesk', ['couldn\'t authenticate you'], /"error":\s?"Couldn't authenticate you"/i],
  ['Salesforce', ['invalid_session_id'], /\bINVALID_SESSION_ID\b/],
  ['Shopify', ['invalid api key or access token'], /\[API\] Invalid API key or access token/i],
  ['Vercel', ['vercel', 'specified token is not valid'], /The specified token is not valid. Use `vercel login`/i],
  ['HubSpot', ['hubspot', 'missing_scopes', 'invalid_authentication', 'expired_authentication'], /\b(?:INVALID|EXPIRED)_AUTHENTICATION\b|\bMISSING_SCOPES\b|hubapi\.com/i],
  ['Kubernetes', ['cannot list resource', 'cannot get resource', 'cannot create resource', 'logged in to the server', 'error from server (', 'error validating data'], /\byou must be logged in to the server\b|\bError from server \((?:Forbidden|Unauthorized)\)|\bcannot (?:list|get|create|update|delete|watch) resource "/i],
  ['Botpress v12, the self-hosted product,', ['x-bp-csrftoken', 'api/v1/auth/login', 'botpress server', '/api/v1/', 'v12'], /\/api\/v1\/(?:auth|bots|admin|modules|users|configuration)\b|\bX-BP-[\w-]{3,30}|\bBotpress (?:Server )?v?12\b/i],
];

/**
 * Clues that another service answered, not the Botpress API. Tokens and quotas in these texts
 * belong to that service.
 */
export const strangerClues: readonly Clue[] = strangers.map(([name, hints, pattern]) =>
  clue(
    'not-the-api',
    'likely',
    hints,
    pattern,
    `This is ${name}, not Botpress’s API: it refused credentials or permissions of its own, and a token of Botpress is not what it asks for`,
  ),
);
