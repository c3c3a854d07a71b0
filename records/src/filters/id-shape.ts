/**
 * Whether a typed text could be an id in full, so that it is worth a query of its own: no spaces, some length, and a
 * digit, which words hardly have and ids hardly lack.
 */
export function looksLikeId(text: string): boolean {
  return /^(?=.*[0-9])\S{4,512}$/u.test(text);
}
