import { redactCredential, type Redactor } from './redactor.ts';

/** A text (its end may be missing), a bracket or sign, or a literal. */
const TOKEN = /"(?:[^"\\]|\\[^]?)*"?|[{}[\]:,]|[^\s"{}[\]:,]+/g;

/**
 * Replaces secrets in JSON text without parsing it into values: layout, big integers, repeated members and an end that
 * was cut off stay as they are. Texts within go through `redactInner`.
 */
export function redactJsonText(text: string, redactor: Redactor, redactInner: (text: string) => string): string {
  if (!redactor.mayOccurIn(text) && !/:(\/|\\\/){2}|=/.test(text)) return text;
  return new JsonTextRedaction(text, redactor, redactInner).run();
}

class JsonTextRedaction {
  private readonly text: string;
  private readonly redactor: Redactor;
  private readonly redactInner: (text: string) => string;
  private readonly tokens: RegExpExecArray[];
  private result = '';
  private copiedTo = 0;

  constructor(text: string, redactor: Redactor, redactInner: (text: string) => string) {
    this.text = text;
    this.redactor = redactor;
    this.redactInner = redactInner;
    this.tokens = [...text.matchAll(TOKEN)];
  }

  run(): string {
    for (let i = 0; i < this.tokens.length; i++) {
      const token = this.tokens[i] as RegExpExecArray;
      if (!token[0].startsWith('"')) continue;
      if (this.tokens[i + 1]?.[0] !== ':') this.redactElement(token);
      else if (this.redactor.isSecret(unquote(token[0]))) i = this.redactMember(i + 2);
      else i++;
    }
    return this.result + this.text.slice(this.copiedTo);
  }

  /** A text that is no secret by its name, but may contain some. */
  private redactElement(token: RegExpExecArray): void {
    const plain = unquote(token[0]);
    const redacted = this.redactInner(plain);
    if (redacted !== plain) this.replace(token.index, token.index + token[0].length, redacted);
  }

  /** Replaces the value that begins at a token; returns the index of its last token. */
  private redactMember(first: number): number {
    const last = this.endOfValue(first);
    const start = this.tokens[first];
    const end = this.tokens[last];
    if (start === undefined || end === undefined || /^(?:true|false|null|""|[,}\]])$/.test(start[0])) return first;
    const source = this.text.slice(start.index, end.index + end[0].length);
    const secret = start[0].startsWith('"') ? unquote(start[0]) : source;
    this.replace(start.index, start.index + source.length, redactCredential(secret, this.redactor));
    return last;
  }

  private endOfValue(first: number): number {
    let depth = 0;
    for (let i = first; i < this.tokens.length; i++) {
      const token = (this.tokens[i] as RegExpExecArray)[0];
      if (token === '{' || token === '[') depth++;
      else if (token === '}' || token === ']') depth--;
      if (depth <= 0) return i;
    }
    return this.tokens.length - 1;
  }

  private replace(start: number, end: number, replacement: string): void {
    this.result += this.text.slice(this.copiedTo, start) + JSON.stringify(replacement);
    this.copiedTo = end;
  }
}

/** Longest escape, of which the end may be missing. */
const LONGEST_ESCAPE = 6;

/** The text that a JSON string stands for; of one that is cut off, what is there; of a wrong one, what stands between the quotes. */
function unquote(token: string): string {
  const isCut = !/^"(?:[^"\\]|\\[^])*"$/.test(token);
  for (let missing = 0; missing <= (isCut ? LONGEST_ESCAPE : 0); missing++) {
    try {
      return JSON.parse(isCut ? `${token.slice(0, token.length - missing)}"` : token) as string;
    } catch {
      // An escape that is cut off as well: with less of it.
    }
  }
  return token.slice(1, isCut ? undefined : -1);
}
