// The fixes for the connection to the API: names, certificates and proxies. Each is a command that
// runs as printed.
import type { Exchange } from '../botpress/exchange.ts';
import { bareHost } from '../botpress/networkError.ts';
import { quote } from '../commandLine.ts';
import { shellSetLine, variableIn } from '../shell.ts';
import type { Fix } from './diagnosis.ts';
import type { FixContext } from './fixContext.ts';
import { probeUrl, setVariable, unsetVariables } from './fixes.ts';

/** What is known about the proxy. */
type Behind = { proxy?: Exchange['proxy']; variables?: readonly string[] };

export function lookup(about: FixContext): string {
  const name = quote(bareHost(about.host), about);
  return about.platform === 'linux' ? `getent hosts ${name}` : `nslookup ${name}`;
}

/** Shows the certificate of the host, or of a proxy in its place. */
export function showCertificate(about: FixContext, { proxy }: Behind = {}): string {
  const { host, shell } = about;
  const name = quote(bareHost(host), about);
  const port = /:\d+$/.test(host) ? host.slice(host.lastIndexOf(':')) : ':443';
  const through = proxy ? ` -proxy ${quote(withPort(proxy.host), about)}` : '';
  const ask = `openssl s_client${through} -connect ${name}${port} -servername ${name}`;
  // With empty input openssl ends after printing; PowerShell cannot redirect input from an empty
  // file.
  const nothing = { powershell: `'' | ${ask}`, cmd: `${ask} <NUL` };
  return shell === 'powershell' || shell === 'cmd' ? nothing[shell] : `${ask} </dev/null`;
}

const withPort = (host: string) => (/:\d+$/.test(host) ? host : `${host}:80`);

export function trustFix(about: FixContext, which: string): Fix {
  const { shell } = about;
  const file = { powershell: '"$HOME/company-ca.pem"', cmd: '%USERPROFILE%\\company-ca.pem' };
  const word = shell === 'powershell' || shell === 'cmd' ? file[shell] : '"$HOME/company-ca.pem"';
  const title = `Save ${which} as company-ca.pem in your home directory, and let Node.js trust it`;
  return { title, command: shellSetLine('NODE_EXTRA_CA_CERTS', word, shell) };
}

export function withoutProxy(about: FixContext, { proxy, variables = [] }: Behind): Fix {
  const names = proxy ? [proxy.variable] : variables;
  return unsetVariables(about, names, `If this network needs no proxy: unset ${names.join(', ')}`);
}

/** Shows the proxy variables without their passwords. */
export function seeProxies({ shell }: FixContext): Fix {
  const title = 'See how proxies are set (without passwords)';
  if (shell === 'powershell') {
    const hidden = "-replace '//.*@', '//***@'";
    return {
      title,
      command: `Get-ChildItem Env:*_PROXY | ForEach-Object { "$($_.Name)=$($_.Value ${hidden})" }`,
    };
  }
  if (shell === 'cmd')
    return {
      title,
      command: 'for /f "delims==" %v in (\'set ^| findstr /i "_PROXY="\') do @echo %v',
    };
  return { title, command: "env | grep -i _proxy= | sed 's/=.*@/=***@/'" };
}

export function exemptHost(about: FixContext): Fix {
  const { host, shell } = about;
  const name = bareHost(host);
  const before = variableIn('NO_PROXY', shell);
  const word = {
    powershell: `"$env:NO_PROXY,${name}"`,
    cmd: `${before},${name}`,
    posix: `"\${NO_PROXY:+$NO_PROXY,}"${quote(name, about)}`,
    // In csh, a variable that does not exist yet is an error.
    csh: quote(name, about),
    fish: `${before},${quote(name, about)}`,
  };
  return {
    title: 'If only this host needs no proxy: add it to NO_PROXY',
    command: shellSetLine('NO_PROXY', word[shell], shell),
  };
}

/** The command that tries the proxy with a request that has no token. */
export function askProxy(about: FixContext, { proxy }: Behind): Fix {
  const title = 'Try the proxy itself, without a token';
  const { command } = probeUrl(about, title);
  if (!proxy) return { title, command };
  return {
    title,
    command: command.replace(/^(curl(?:\.exe)?)/, `$1 -x ${quote(withPort(proxy.host), about)}`),
  };
}

/** Sets the proxy's variable to an example of a valid address. */
export function proxySetting(about: FixContext, { proxy }: Behind): Fix {
  const variable = proxy?.variable ?? 'HTTPS_PROXY';
  const command = setVariable(about, variable, 'http://proxy.example.com:3128');
  return {
    title: `Set ${variable} to the address of your HTTP proxy, as in this example`,
    command,
  };
}

export function proxyPassword(about: FixContext, { proxy }: Behind): Fix {
  const { variable = 'HTTPS_PROXY', host = 'proxy.example.com:3128' } = proxy ?? {};
  return {
    title: 'Set user name and password; a password’s @ : / # are written %40 %3A %2F %23',
    command: setVariable(about, variable, `http://USER:PASSWORD@${host}`),
  };
}
