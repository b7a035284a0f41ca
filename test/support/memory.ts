// A search for a text in another process's memory. Linux only.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const step = 8 * 1_048_576;

/**
 * How often a text occurs in a process's environment, arguments and readable memory: heap, stack, anonymous
 * and mapped.
 */
export function occurrences(pid: number, text: string): number {
  const words = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  const overlap = Math.max(...words.map(word => word.length)) - 1;
  const countIn = (bytes: Buffer) => words.reduce((count, word) => count + countOf(bytes, word), 0);
  let count = countIn(readFileSync(`/proc/${pid}/environ`));
  count += countIn(readFileSync(`/proc/${pid}/cmdline`));
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const [from, to] of readable(pid)) {
      for (let at = from; at < to; at += step) {
        const part = Buffer.alloc(Math.min(step + overlap, to - at));
        count += countIn(part.subarray(0, readAt(memory, part, at)));
      }
    }
  } finally {
    closeSync(memory);
  }
  return count;
}

/** Start and end of each readable mapping, except the kernel's own. */
function readable(pid: number): Array<[from: number, to: number]> {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  return lines.flatMap(line => {
    const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line) ?? [];
    if (from === undefined || to === undefined || /\[v(?:var|syscall|dso)/.test(line)) return [];
    return [[Number.parseInt(from, 16), Number.parseInt(to, 16)]];
  });
}

/** @returns how many bytes could be read; pages that are only reserved cannot be read */
function readAt(memory: number, into: Buffer, at: number): number {
  try {
    return readSync(memory, into, 0, into.length, at);
  } catch {
    return 0;
  }
}

function countOf(bytes: Buffer, word: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(word); at !== -1; at = bytes.indexOf(word, at + 1)) count++;
  return count;
}
