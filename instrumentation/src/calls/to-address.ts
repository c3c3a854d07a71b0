/** Address of a call as it is given to `fetch`. */
export function toAddress(input: string | URL | Request): string {
  if (typeof input === 'string') return input;
  return input instanceof Request ? input.url : input.href;
}

/** An address as a request of it has it: absolute, without user information and fragment; undefined for none. */
export function toWireAddress(address: string, base?: string): string | undefined {
  const url = URL.parse(address, base);
  return url === null ? undefined : url.origin + url.pathname + url.search;
}
