// Messages for unanswered requests from .NET (PowerShell 5.1), Windows and C libraries in languages
// other than English.
import { phrases } from './phrases.ts';

// biome-ignore format: a line a language
export const localeClues = [
  phrases('dns', 'certain', [
    'Der Remotename konnte nicht aufgelöst werden', 'Der angegebene Host ist unbekannt', 'Es ist kein solcher Host bekannt', 'Der Name oder der Dienst ist nicht bekannt', 'Temporärer Fehler bei der Namensauflösung',
    "Le nom distant n'a pas pu être résolu", "Hôte inconnu", 'Nom ou service inconnu', 'Échec temporaire dans la résolution du nom',
    'No se puede resolver el nombre remoto', 'No se pudo resolver el nombre remoto', 'Host desconocido', 'Nombre o servicio desconocido', 'Fallo temporal en la resolución del nombre',
    'Não foi possível resolver o nome remoto', 'O nome remoto não pôde ser resolvido', 'Este host não é conhecido', 'Nome ou serviço desconhecido', 'Falha temporária na resolução de nome',
    'Impossibile risolvere il nome remoto', 'Host sconosciuto', 'Nome o servizio sconosciuto', 'Errore temporaneo nella risoluzione del nome',
    'De externe naam kan niet worden omgezet', 'De externe naam is niet omgezet', 'Host is onbekend', 'Onbekende host', 'Naam of dienst is niet bekend',
    'Nie można rozpoznać nazwy zdalnej', 'Nieznany host', 'Nieznana nazwa lub usługa',
    'リモート名を解決できませんでした', 'そのようなホストは不明です', '名前またはサービスが不明です', '名前解決に一時的に失敗しました',
    '未能解析此远程名称', '無法解析遠端名稱', '不知道这样的主机', '未知的名称或服务', '域名解析暂时失败', '名称解析暂时失败',
    '원격 이름을 확인할 수 없습니다', '알려진 호스트가 없습니다', '이름 혹은 서비스를 알 수 없습니다',
    'Невозможно разрешить удаленное имя', 'Не удается разрешить удаленное имя', 'Этот хост неизвестен', 'Имя или служба не известны', 'Временный сбой в разрешении имен',
  ]),
  phrases('tls-failed', 'likely', [
    'Es konnte kein geschützter SSL/TLS-Kanal erstellt werden', 'geschützter SSL/TLS-Kanal',
    'Impossible de créer un canal sécurisé SSL/TLS', 'canal sécurisé SSL/TLS',
    'No se puede crear un canal seguro SSL/TLS', 'No se pudo crear un canal seguro', 'canal seguro SSL/TLS',
    'Não foi possível criar um canal seguro para SSL/TLS', 'Não foi possível criar um canal seguro',
    'Impossibile creare un canale sicuro SSL/TLS', 'canale sicuro SSL/TLS',
    'Kan geen beveiligd SSL/TLS-kanaal maken', 'beveiligd kanaal voor SSL/TLS', 'beveiligd SSL/TLS-kanaal',
    'Nie można utworzyć bezpiecznego kanału SSL/TLS', 'bezpiecznego kanału SSL/TLS',
    'SSL/TLS のセキュリティで保護されているチャネルを作成できませんでした', 'SSL/TLS のセキュリティで保護された',
    '未能创建 SSL/TLS 安全通道', '無法建立 SSL/TLS 的安全通道', 'SSL/TLS 安全通道',
    'SSL/TLS 보안 채널을 만들 수 없습니다',
    'Не удалось создать защищенный канал SSL/TLS', 'защищенный канал SSL/TLS',
    'Could not create SSL/TLS secure channel',
  ], 'No secure channel could be made. Old PowerShell and .NET offer only TLS 1.0: use PowerShell 7. Or a proxy in between breaks TLS'),
  phrases('certificate-authority', 'likely', [
    'keine Vertrauensstellung für den sicheren SSL/TLS-Kanal', 'Das Remotezertifikat ist laut Validierungsverfahren ungültig', 'Das Remotezertifikat ist ungültig',
    'établir une relation de confiance pour le canal sécurisé', 'Le certificat distant n’est pas valide', 'Le certificat distant n’est pas valide selon la procédure de validation', 'Le certificat distant est non valide',
    'establecer una relación de confianza para el canal seguro', 'El certificado remoto no es válido',
    'estabelecer relação de confiança para o canal seguro', 'estabelecer uma relação de confiança para o canal seguro', 'O certificado remoto é inválido',
    'stabilire una relazione di trust per il canale sicuro', 'Il certificato remoto non è valido',
    'vertrouwensrelatie voor het beveiligde SSL/TLS-kanaal', 'vertrouwensrelatie voor SSL/TLS-beveiligingskanaal', 'Het externe certificaat is ongeldig',
    'relacji zaufania dla bezpiecznego kanału', 'Certyfikat zdalny jest nieprawidłowy',
    '信頼関係を確立できませんでした', 'リモート証明書は無効です', '未能为 SSL/TLS 安全通道建立信任关系', '無法為 SSL/TLS 安全通道建立信任關係', '远程证书无效',
    '트러스트된 관계를 설정할 수 없습니다', '트러스트 관계를 설정할 수 없습니다', '원격 인증서가 유효하지',
    'доверительные отношения для защищенного канала', 'Удаленный сертификат недействителен',
  ]),
  phrases('proxy-auth-required', 'certain', [
    'Proxyauthentifizierung erforderlich', 'Proxy-Authentifizierung erforderlich', 'Authentification proxy requise', 'Authentification du proxy requise',
    'Se requiere autenticación de proxy', 'Se requiere autenticación del proxy', 'Autenticación de proxy requerida', 'É necessária autenticação de proxy', 'Autenticação de proxy necessária', 'Autenticação de proxy obrigatória',
    'Autenticazione proxy obbligatoria', 'Richiesta autenticazione proxy', 'Proxyverificatie vereist', 'Proxyverificatie is vereist', 'Wymagane uwierzytelnienie serwera proxy', 'Wymagane jest uwierzytelnianie serwera proxy',
    'プロキシ認証が必要です', '需要代理身份验证', '需要 Proxy 驗證', '프록시 인증이 필요합니다', 'Требуется проверка подлинности посредника', 'Требуется проверка подлинности прокси',
  ], 'The proxy in between wants a user name and a password, or does not accept those that are set'),
  phrases('answer-timeout', 'likely', [
    'Timeout für Vorgang überschritten', 'Zeitüberschreitung bei der Anforderung', 'Das Zeitlimit für den Vorgang wurde', 'Timeout für den Vorgang', "Le délai d'attente de l'opération a expiré", "Le délai d'attente de l'opération est dépassé", "L'opération a expiré", "Le délai d’attente de la demande a expiré",
    'Se excedió el tiempo de espera de la operación', 'Se agotó el tiempo de espera de la operación', 'Se terminó el tiempo de espera de la operación', 'O tempo limite da operação foi atingido', 'O tempo limite da operação expirou', 'A operação expirou', 'Timeout dell’operazione', "Timeout dell'operazione", 'Si è verificato il timeout dell’operazione', 'Er is een time-out opgetreden', 'Time-out van bewerking', 'De bewerking is verlopen',
    'Upłynął limit czasu operacji', 'Przekroczono limit czasu operacji', '操作がタイムアウトになりました', '操作はタイムアウト', '操作已超时', '操作超时', '作業逾時', '작업 시간이 초과되었습니다', '작업이 시간 초과되었습니다', 'Время ожидания операции истекло', 'Истекло время ожидания операции', 'Превышено время ожидания операции',
  ], 'No answer came in time'),
  phrases('connection-timeout', 'certain', [
    'Die Wartezeit für die Verbindung ist abgelaufen', 'Connexion terminée par expiration du délai', 'Expiró el tiempo de conexión', 'Tempo esgotado para conexão', 'Connessione scaduta', 'Upłynął limit czasu połączenia', '接続がタイムアウトしました', '连接超时', '연결 시간 초과', 'Время ожидания соединения истекло',
    'da die Gegenstelle nach einer bestimmten Zeitspanne nicht richtig reagiert hat', "n’a pas répondu convenablement au-delà d’une certaine durée", 'no respondió adecuadamente tras un periodo de tiempo', 'não respondeu corretamente após um período de tempo', 'impossibile stabilire la connessione. risposta non corretta', 'nie odpowiedziała poprawnie po ustalonym okresie', '正しく応答しなかったため', '连接方在一段时间后没有正确答复', '일정 시간이 지난 후 제대로 응답하지 않아', 'не получен нужный отклик',
  ]),
  phrases('connection-refused', 'certain', [
    'da der Zielcomputer die Verbindung verweigerte', 'Verbindungsaufbau abgelehnt', 'l’ordinateur cible l’a expressément refusée', 'Connexion refusée', 'denegó expresamente dicha conexión', 'Conexión rehusada', 'Conexión rechazada', 'a máquina de destino as recusou ativamente', 'Conexão recusada', 'Ligação recusada', 'Rifiuto persistente del computer di destinazione', 'Connessione rifiutata', 'Verbinding is geweigerd', 'doelcomputer de verbinding actief heeft geweigerd', 'komputer docelowy aktywnie go odmawia', 'Połączenie odrzucone',
    '対象のコンピューターによって拒否された', '接続を拒否されました', '由于目标计算机积极拒绝', '拒绝连接', '連線被拒', '대상 컴퓨터에서 연결을 거부했으므로', '연결이 거부', 'конечный компьютер отверг запрос на подключение', 'В соединении отказано',
  ]),
  phrases('connection-broken', 'certain', [
    'Die zugrunde liegende Verbindung wurde geschlossen', 'Die zugrundeliegende Verbindung wurde geschlossen', 'vom Remotehost geschlossen', 'Die Verbindung wurde vom Kommunikationspartner zurückgesetzt', 'La connexion sous-jacente a été fermée', "a dû être fermée par l’hôte distant", 'Connexion ré-initialisée par le correspondant', 'Se ha terminado la conexión', 'Se terminó la conexión', 'ha sido interrumpida por el host remoto', 'Conexión reinicializada por la máquina remota', 'A conexão subjacente estava fechada', 'A conexão subjacente foi fechada', 'foi forçado o cancelamento de uma conexão existente', 'Conexão fechada pela outra ponta', 'Connessione sottostante chiusa', 'Connessione in corso interrotta forzatamente', 'Connessione interrotta dal corrispondente', 'De onderliggende verbinding is gesloten', 'door de externe host geforceerd', 'Połączenie podstawowe zostało zamknięte', 'wymuszone przez zdalnego hosta', 'Połączenie zerwane przez drugą stronę',
    '接続が切断されました', '基礎になる接続が閉じられました', 'リモート ホストに強制的に切断', '接続が相手からリセットされました', '基础连接已经关闭', '基础连接已关闭', '远程主机强迫关闭了一个现有的连接', '对方重设连接', '基礎連接已關閉', '기본 연결이 닫혔습니다', '원격 호스트에 의해 강제로', '상대편이 연결을 끊음', 'Базовое соединение закрыто', 'разорвал существующее подключение', 'Соединение разорвано другой стороной',
  ]),
] as const;
