const BEFORE_VALUE = /[:,[]\s*$/;
const AFTER_VALUE = /^\s*(?:[,}\]]|$)/;
const WINDOW = 16;

interface OpenQuotes {
  /** How often the text within them was quoted before: 0 for those of the outermost JSON text. */
  readonly level: number;
  readonly contentStart: number;
}

/**
 * Gives the quotes that a number needs when a text takes its place: those of a JSON text, escaped as often as it was quoted
 * itself; none where the number stands within a text. Reads the text once: places are asked for in their order.
 */
export class JsonQuotes {
  private readonly text: string;
  private readonly isJson: boolean;
  private readonly quotes = /(\\*)"/g;
  private readonly open: OpenQuotes[] = [];
  private next: RegExpExecArray | null;

  constructor(text: string, isJson: boolean) {
    this.text = text;
    this.isJson = isJson;
    this.next = this.quotes.exec(text);
  }

  around(start: number, end: number): string {
    const { text, isJson } = this;
    const before = text.slice(Math.max(0, start - WINDOW), start);
    const isWhole = isJson && before.trim() === '';
    if (!isWhole && !BEFORE_VALUE.test(before)) return '';
    if (!AFTER_VALUE.test(text.slice(end, end + WINDOW))) return '';
    this.readTo(start);
    const innermost = this.open.at(-1);
    if (innermost === undefined) return isJson || beginsJson(text, 0) ? '"' : '';
    return beginsJson(text, innermost.contentStart) ? `${'\\'.repeat(2 ** (innermost.level + 1) - 1)}"` : '';
  }

  /** Quotes that end an outer text end what is open within it. */
  private readTo(place: number): void {
    for (; this.next !== null && this.next.index < place; this.next = this.quotes.exec(this.text)) {
      const { index, 0: sign, 1: backslashes = '' } = this.next;
      const level = toLevel(backslashes.length);
      const closed = this.open.findIndex((quotes) => quotes.level === level);
      if (closed !== -1) this.open.length = closed;
      else if (level > (this.open.at(-1)?.level ?? -1)) this.open.push({ level, contentStart: index + sign.length });
    }
  }
}

/** Quoting a text doubles the backslashes before a quote and adds one. */
function toLevel(backslashes: number): number {
  return backslashes % 2 === 0 ? 0 : 1 + toLevel((backslashes - 1) / 2);
}

function beginsJson(text: string, from: number): boolean {
  return /^\s*[[{]/.test(text.slice(from, from + WINDOW));
}
