import { redactText } from '../redaction/redact-text.ts';
import type { Redactor } from '../redaction/redactor.ts';

/** Where a call goes, without secrets. */
export interface CallTarget {
  readonly method: string;
  readonly url: string;
  /** Empty where the address is none. */
  readonly host: string;
  readonly port: number | undefined;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443 };

/** Takes an address apart; one that cannot be parsed is kept as it is. */
export function toCallTarget(method: string, address: string, redactor: Redactor): CallTarget {
  const url = URL.parse(address);
  const port = url === null ? undefined : Number(url.port) || DEFAULT_PORTS[url.protocol];
  const host = url?.hostname ?? '';
  return { method: toMethod(method), url: redactText(address, redactor), host, port };
}

/** `fetch` writes these in capitals and leaves others alone. */
function toMethod(method: string): string {
  return /^(get|post|put|delete|head|options|patch)$/i.test(method) ? method.toUpperCase() : method;
}
