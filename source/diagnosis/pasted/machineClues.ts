// Clues from shells, runtimes and browsers that stopped a call themselves: nothing reached the API.
import { clue } from './clue.ts';
import { phrases } from './phrases.ts';

const unfound =
  'The program is not installed here, or not in PATH: `npm install -g @botpress/cli` brings bp, `npx @botpress/cli` runs it without installing. The token is not the reason';
const misread =
  'The shell did not understand the command as it was meant, because of quotes, brackets or the name of a variable. Nothing was sent';
const forbidden =
  'The runtime or the system does not permit what the program tried; nothing was sent, and Botpress was not asked';
const browser =
  'The browser stopped the call: the API is not made to be called from a web page, and a token does not belong in one. Call it from a server';

// biome-ignore format: a line a shell or language
export const machineClues = [
  // --- missing programs ---
  clue('program-missing', 'certain', [
    'command not found', ': not found', 'unknown command', 'executable file not found', 'commandnotfoundexception', 'spawn bp enoent', 'spawn adk enoent', 'spawn npx enoent', 'spawn bp.cmd enoent',
    "'node", '‘node', 'unable to locate executable', 'command "bp" not found', 'command "adk" not found', 'script not found', "cannot find module '@botpress/cli", 'neither a nushell', 'could not determine executable', 'known external command',
  ], /(?:^|[\s:>])(?:bp|adk|npx|npm|node|bun|pnpm|yarn|bp-auth)(?:\.cmd|\.exe)?: (?:command )?not found\b|command not found: ['"]?(?:bp|adk|npx|npm|node|bun|pnpm|yarn|bp-auth)\b|Unknown command:? ['"“]?(?:bp|adk|npx|npm|node|bun|pnpm)\b|exec: "(?:bp|adk|npx|npm|node|bun|pnpm)": executable file not found|spawn (?:bp|adk|npx)(?:\.cmd)? ENOENT|env: [‘'"]?node[’'"]?: No such file|Unable to locate executable file: (?:bp|adk|npx|npm|node)\b|\bCommand "(?:bp|adk)" not found|Script not found "(?:bp|adk)"|Cannot find module '@botpress\/cli|`(?:bp|adk|npx|node)` (?:is )?(?:neither a Nushell|not found)|\b(?:bp|adk|npx|node)['"’”»]?:String\) \[\], CommandNotFoundException/im, unfound),
  clue('program-missing', 'likely', ['command not found', 'executable file not found', 'commandnotfoundexception', 'could not determine executable', 'status 127', 'exit code 127', 'code 127'],
    /command not found\b|executable file not found in (?:\$PATH|%PATH%)|CommandNotFoundException|could not determine executable to run|\b(?:exit(?:ed)?(?: with)?(?: exit)? (?:code|status)(?: status)?:?|status) 127\b/i,
    'A program that was called is not installed here, or not in PATH; nothing was sent'),
  phrases('program-missing', 'certain', [
    "bp' is not recognized", "adk' is not recognized", "npx' is not recognized", "npm' is not recognized", "node' is not recognized", 'bp" is not recognized', "bp' is not recognised",
    'Befehl "bp" ist entweder falsch geschrieben', 'Befehl "adk" ist entweder falsch', 'Befehl "npx" ist entweder falsch', 'Benennung "bp" wurde nicht als', 'Benennung "adk" wurde nicht als', 'Benennung "npx" wurde nicht als', 'bp: Kommando nicht gefunden', 'adk: Kommando nicht gefunden', 'npx: Kommando nicht gefunden', 'bp: Befehl nicht gefunden', 'npx: Befehl nicht gefunden',
    "bp' n'est pas reconnu", "npx' n'est pas reconnu", "adk' n'est pas reconnu", "bp» n'est pas reconnu", "bp » n'est pas reconnu", "npx» n'est pas reconnu", 'bp : commande introuvable', 'bp: commande introuvable', 'npx : commande introuvable', 'npx: commande introuvable', 'adk : commande introuvable',
    '"bp" no se reconoce', "'bp' no se reconoce", '"npx" no se reconoce', "'npx' no se reconoce", "'adk' no se reconoce", '"adk" no se reconoce', 'bp: orden no encontrada', 'npx: orden no encontrada', 'bp: no se encontró la orden', 'npx: no se encontró la orden', 'bp: comando no encontrado',
    "'bp' não é reconhecido", "'npx' não é reconhecido", "'adk' não é reconhecido", 'bp: comando não encontrado', 'npx: comando não encontrado',
    '"bp" non è riconosciuto', "'bp' non è riconosciuto", "Termine 'bp' non riconosciuto", "Termine 'npx' non riconosciuto", '"npx" non è riconosciuto', 'bp: comando non trovato', 'npx: comando non trovato',
    "'bp' wordt niet herkend", "'npx' wordt niet herkend", 'bp: opdracht niet gevonden', 'npx: opdracht niet gevonden',
    "'bp' nie jest rozpoznawan", 'bp” nie został rozpoznany', '"bp" nie został rozpoznany', 'bp: nie znaleziono polecenia', 'npx: nie znaleziono polecenia',
    "'bp' は、", "'npx' は、", "用語 'bp' は", 'bp: コマンドが見つかりません', 'npx: コマンドが見つかりません',
    "'bp' 不是内部或外部命令", "'npx' 不是内部或外部命令", '“bp”项识别为', '“npx”项识别为', '"bp"项识别为', 'bp: 未找到命令', 'npx: 未找到命令', "'bp' 不是內部或外部命令", 'bp：未找到命令', 'npx：未找到命令',
    "'bp'은(는) 내부", "'npx'은(는) 내부", "'bp' 용어가", 'bp: 명령어를 찾을 수 없', 'bp: 명령을 찾을 수 없',
    '"bp" не является внутренней', '"npx" не является внутренней', 'Имя "bp" не распознано', 'Имя "npx" не распознано', 'bp: команда не найдена', 'npx: команда не найдена',
  ], unfound),
  // --- shells that misread a command ---
  clue('command-misread', 'certain', ['bad substitution', 'no matches found', 'event not found', 'unexpected eof while looking for matching', 'syntax error near unexpected token', "to type \"system.collections.idictionary\"", 'cannot bind parameter', 'missing the terminator', 'missing closing', 'option -h: requires parameter', 'unmatched', 'unterminated quoted string', 'is not a valid identifier', 'unexpected argument', 'was unexpected at this time', 'variable reference is not valid', "expected a variable name", 'bad math expression', 'unclosed', 'unbalanced', 'file name too long'],
    /\b(?:zsh|bash|sh|dash|ksh|fish|ash)\b[^\n]{0,60}: (?:bad substitution|no matches found|event not found|unexpected EOF while looking for matching|syntax error near unexpected token|Syntax error: Unterminated quoted string|bad math expression|unmatched)|\bbad substitution\b|zsh: no matches found|Cannot bind parameter 'Headers'|to type "?System\.Collections\.IDictionary|The string is missing the terminator|TerminatorExpectedAtEndOfString|MissingEndCurlyBrace|Variable reference is not valid|curl: option -H: requires parameter|export: [`'"‘]?.{1,80}[`'"’]?: not a valid identifier|\bwas unexpected at this time\b|fish: .{0,80}(?:Expected a variable name|Unexpected end of string|\$\{|Variables cannot be bracketed)|Unmatched ["'`]\./i, misread),
  phrases('command-misread', 'certain', [
    'unexpected EOF while looking for matching', "Parameter 'Headers' kann nicht gebunden werden", 'Der Parameter "Headers" kann nicht gebunden werden', "Impossible de lier le paramètre « Headers »", "Impossible de lier le paramètre «Headers»", "No se puede enlazar el parámetro 'Headers'", "Não é possível associar o parâmetro 'Headers'", "Impossibile associare il parametro 'Headers'", "パラメーター 'Headers' をバインドできません", '无法绑定参数“Headers”', "'Headers' 매개 변수를 바인딩할 수 없습니다", 'Не удается привязать параметр "Headers"', 'falsche Variablenersetzung', 'Falsche Ersetzung', 'mauvais remplacement', 'mauvaise substitution', 'sustitución errónea', 'substituição incorreta', 'sostituzione errata',
  ], misread),
  clue('command-misread', 'likely', ['curl: (3)', 'curl: (2)', 'no url specified'], /curl: \([23]\)|curl: no URL (?:set|specified)/i,
    'curl did not get the command that was meant: look at quotes, line ends and backslashes'),
  // --- runtimes and systems that stop a program ---
  clue('runtime-forbids', 'certain', ['--allow-net', '--allow-env', '--allow-read', '--allow-write', '--allow-run', 'notcapable', 'access to this api has been restricted', 'missing internet permission', 'running scripts is disabled', 'pssecurityexception', 'cleartext http traffic', 'cleartext communication', 'app transport security', 'permission.internet', '-1022', 'execution policies', 'executionpolicy'],
    /Requires (?:net|env|read|write|run|sys) access to|run again with the --allow-\w{2,6} flag|\bNotCapable\b|Access to this API has been restricted|missing INTERNET permission|running scripts is disabled on this system|PSSecurityException|Cleartext (?:HTTP traffic|communication) .{0,120}not permitted|App Transport Security|android\.permission\.INTERNET|NSURLErrorDomain.{0,20}-1022/i, forbidden),
  phrases('runtime-forbids', 'certain', [
    'die Ausführung von Skripts auf diesem System deaktiviert ist', "l'exécution de scripts est désactivée sur ce système", 'la ejecución de scripts está deshabilitada en este sistema', 'a execução de scripts foi desabilitada neste sistema', "l'esecuzione di script è disabilitata nel sistema in uso", 'het uitvoeren van scripts is uitgeschakeld', 'wykonywanie skryptów jest wyłączone', 'このシステムではスクリプトの実行が無効になっているため', '因为在此系统上禁止运行脚本', '이 시스템에서 스크립트를 실행할 수 없으므로', 'выполнение сценариев отключено в этой системе',
  ], 'PowerShell is not allowed to run scripts here, and npm’s programs are scripts: call `bp.cmd`, or set the execution policy to RemoteSigned. The token is not the reason'),
  // --- browsers ---
  clue('browser-blocked', 'certain', ['blocked by cors policy', 'cross-origin request blocked', 'access-control-allow-origin', 'access control checks', 'content security policy', 'err_blocked_by_client', 'mixed content', 'err_blocked_by_response', 'same origin policy', 'cors request did not succeed', 'ns_error_dom_bad_uri', 'cors-anfrage', 'cross-origin-'],
    /has been blocked by CORS policy|Cross-Origin Request Blocked|Same Origin Policy disallows|not allowed by Access-Control-Allow-Origin|due to access control checks|No 'Access-Control-Allow-Origin' header|violates the following Content Security Policy|ERR_BLOCKED_BY_CLIENT|ERR_BLOCKED_BY_RESPONSE|Mixed Content: The page at|CORS request did not succeed|CORS header .{0,40}(?:missing|does not match)/i, browser),
  phrases('browser-blocked', 'certain', ['Quellübergreifende (Cross-Origin) Anfrage blockiert', 'Blocage d’une requête multiorigine', 'Blocage d’une requête multiorigines', 'Solicitud de origen cruzado bloqueada', 'Solicitud desde otro origen bloqueada', 'Requisição cross-origin bloqueada', 'Requisição de origem cruzada bloqueada', 'Richiesta multiorigine bloccata', 'Cross-origin-aanvraag geblokkeerd', 'Zablokowano żądanie do zasobu innego pochodzenia', 'クロスオリジン要求をブロックしました', '已拦截跨源请求', '교차 출처 요청 차단', 'Запрос из постороннего источника заблокирован'], browser),
  // --- unset variables ---
  clue('no-token', 'certain', ['parameter not set', 'parameter null or not set', 'unbound variable', 'is not set', 'not set', 'is required', 'is missing', 'missing required env', 'missing environment', 'keyerror', 'is empty', 'not defined', 'undefined', 'no such environment variable', 'notpresent', 'is unset', 'must be set', 'missing env'],
    /\b\w{0,30}(?:BP_|BOTPRESS_|ADK_)\w{0,30}(?:TOKEN|PAT|KEY)\w{0,20}["'`’”]?\)?:? (?:(?:environment |env )?variable )?(?:parameter (?:null or )?not set|unbound variable|(?:is |was |must be |is not |not )?(?:set in|not set|set\b(?=[^\w]{0,3}$)|unset|empty|missing|required|undefined|not defined|not provided|not found in (?:the )?env))|\b(?:missing|undefined|unset|empty|no such|invalid|required) (?:required )?(?:environment|env)(?:ironment)? ?var(?:iable)?s?:?\s{1,3}["'`]?\w{0,30}(?:BP_|BOTPRESS_)\w{0,30}|KeyError: ['"]\w{0,30}(?:BP_|BOTPRESS_)\w{0,30}(?:TOKEN|PAT|KEY)|environment variable ["'`]?\w{0,30}(?:BP_|BOTPRESS_)\w{0,30}["'`]? (?:is )?(?:not (?:set|found|defined)|missing|empty|required)/im,
    'The variable that should hold the token is empty or not set here'),
] as const;
