// A test for source code, which people paste instead of a program's output. The errors that it
// names may never have occurred.

const statement =
  /^\s*(?:if|else|return|const|let|var|import|export|function|def|class|try|except|catch|finally|for|while|throw|raise|await|async|public|private|using|func|fn|switch|case|\}\s*(?:else|catch|finally))\b(?!\s*:)|=>\s*[{(]\s*$|\)\s*\{\s*$|^\s*[\w.]+\s*=\s*(?:await\s|new\s|\w+[.(])/;

const bracket = /^\s*[)}\]]+[;,]?\s*$|^\s*(?:\/\/|#\s|\*)/;

/** Text that only a running program prints. */
const output =
  /^\s*at\s\S+.*:\d+|Traceback \(most recent|^\s*(?:HTTP\/|[<>*] )|^\S*(?:Error|Exception)\b[^(]{0,40}:|\berr_\w{6,}|^\s*\^+\s*$|^\$ |^✗|^×|^✘|^PS /m;

/** Whether a text is source code without any program's output. */
export function isSource(text: string): boolean {
  if (text.length > 20_000 || output.test(text)) return false;
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const statements = lines.filter(line => statement.test(line)).length;
  const others = lines.filter(line => !statement.test(line) && bracket.test(line)).length;
  return statements >= 2 && (statements + others) / lines.length >= 0.6;
}
