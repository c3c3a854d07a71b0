import { createSecretPrinter } from '../../../instrumentation/src/redaction/secret-printer.ts';
import { createSecretScanner } from '../../../instrumentation/src/redaction/secret-scanner.ts';

/** One scanner against 16 expressions on the same texts of bot steps, none of which holds a secret: µs of CPU and bytes of garbage per KB. */
const EXPRESSIONS: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END [A-Z ]*PRIVATE KEY-----/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[\w-]{35}/g,
  /\bgh[oprsu]_[A-Za-z0-9]{36,}/g,
  /\bglpat-[\w-]{20,}/g,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/g,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bSG\.[\w-]{22}\.[\w-]{43}/g,
  /\bnpm_[A-Za-z0-9]{36}/g,
  /\bsk-[\w-]{20,}/g,
  /\b(?:bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"]+:[^\s/@"]+@/gi,
  /\b(?:password|secret|token|api[_-]?key)\s*[=:]\s*[^\s&"]+/gi,
  /\b(?:\d[ -]?){13,19}\b/g,
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
];
const TEXTS = Array.from({ length: 64 }, (_, i) => toStepText(i));
const KILOBYTES = TEXTS.reduce((sum, text) => sum + text.length, 0) / 1024;
const ROUNDS = 7;
const PASSES = 60;
const { scan } = createSecretScanner(createSecretPrinter('key of the benchmark'));

/** The body of a step as it is recorded, some 1.1 KB. */
function toStepText(i: number): string {
  const sentence = `Your order ${8_800 + i} left our warehouse near Berlin this morning, and should arrive until ${1 + (i % 27)} May. `;
  return JSON.stringify({
    input: { text: sentence.repeat(4).slice(0, 440), locale: 'en-GB', tries: i },
    output: { status: 200, text: sentence.repeat(4).slice(0, 440), at: new Date(1.79e12 + i).toISOString(), ok: true },
    calls: [
      { uid: `01ARYZ6S41TSV4RRFFQ69G5F${10 + i}`, method: 'GET', host: 'api.shop.example', status: 200, durationMs: i },
    ],
  });
}

function scanAll(): void {
  for (const text of TEXTS) if (scan(text) !== text) throw new Error(`Something was found in ${text}`);
}

function replaceAll(): void {
  for (const text of TEXTS) {
    let replaced = text;
    for (const expression of EXPRESSIONS) replaced = replaced.replace(expression, '[redacted]');
    if (replaced !== text) throw new Error(`Something was found in ${text}`);
  }
}

function measure(run: () => void): number {
  const before = process.cpuUsage();
  for (let i = 0; i < PASSES; i++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / PASSES / KILOBYTES;
}

function measureGarbage(run: () => void): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < PASSES; i++) run();
  return (process.memoryUsage().heapUsed - before) / PASSES / KILOBYTES;
}

const ours: number[] = [];
const theirs: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  ours.push(measure(scanAll));
  theirs.push(measure(replaceAll));
}
const garbage = { ours: measureGarbage(scanAll), theirs: measureGarbage(replaceAll) };
process.send?.({ ours: ours.slice(2), theirs: theirs.slice(2), garbage }, () => process.exit(0));
