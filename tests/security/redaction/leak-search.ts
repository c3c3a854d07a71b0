import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const GRAM = 8;
const WRITTEN = [(text: string) => text, encodeURIComponent, (text: string) => text.replaceAll(' ', '+')];

/** A piece of a secret that no escaping changes, or all ways to write one that has none. */
interface Trace {
  readonly secret: string;
  readonly pieces: readonly string[];
}

/** Looks for many secrets in large texts at once, however they are escaped. */
export class LeakSearch {
  private readonly byGram = new Map<string, Trace[]>();
  private readonly short: Trace[] = [];

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) this.add(secret);
  }

  /** The secrets of which a text contains anything. */
  findIn(text: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { secret, pieces } of this.short) if (pieces.some((piece) => text.includes(piece))) found.add(secret);
    for (const [token] of text.matchAll(/[A-Za-z0-9]{8,}/g)) {
      for (let at = 0; at + GRAM <= token.length; at++) {
        for (const { secret, pieces } of this.byGram.get(token.slice(at, at + GRAM)) ?? []) {
          if (pieces.some((piece) => token.startsWith(piece, at))) found.add(secret);
        }
      }
    }
    return found;
  }

  private add(secret: string): void {
    const [longest = ''] = (secret.match(/[A-Za-z0-9]+/g) ?? []).sort((a, b) => b.length - a.length);
    if (longest.length < GRAM) {
      this.short.push({ secret, pieces: WRITTEN.map((write) => write(secret)) });
      return;
    }
    // Twelve characters are enough to know it again, and what is left of a secret that was cut off.
    const pieces = [longest.slice(0, 12)];
    const gram = longest.slice(0, GRAM);
    this.byGram.set(gram, [...(this.byGram.get(gram) ?? []), { secret, pieces }]);
  }
}

/** Everything in the files below a directory, as text of one character a byte. */
export function readFiles(directory: string): string {
  return readdirSync(directory)
    .map((name) => join(directory, name))
    .map((path) => (statSync(path).isDirectory() ? readFiles(path) : readFileSync(path, 'latin1')))
    .join('\n');
}
