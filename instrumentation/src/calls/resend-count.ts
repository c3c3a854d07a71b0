/** Answers after which the same request is sent again by those who retry; other refusals are final. */
const AGAIN = new Set([408, 413, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_ADDRESSES = 100;

/**
 * Which calls of a turn send an earlier one again: a retry, or a redirect that the client follows by itself. Clients do not
 * tell; the same method and address after a failure that asks for another try, or the address that a redirect named, does.
 */
export class ResendCounts {
  private readonly counts = new Map<string, number>();

  /** `http.request.resend_count` of a call that begins; undefined for one that is sent the first time. */
  countOf(method: string, address: string): number | undefined {
    const count = this.counts.get(`${method} ${address}`) ?? this.counts.get(address);
    this.counts.delete(address);
    return count;
  }

  /** A call has ended. `status` absent: without an answer. */
  noteEnd(method: string, address: string, status: number | undefined, resendCount = 0): void {
    const key = `${method} ${address}`;
    if (status === undefined || AGAIN.has(status)) this.set(key, resendCount + 1);
    else this.counts.delete(key);
  }

  /** An answer's head has come: whoever follows a redirect may do so before its body is there. */
  noteHead(address: string, status: number, location: string | undefined, resendCount = 0): void {
    const target = location !== undefined && REDIRECTS.has(status) ? URL.parse(location, address) : null;
    if (target === null) return;
    target.hash = '';
    this.set(target.href, resendCount + 1);
  }

  private set(key: string, count: number): void {
    if (this.counts.size < MOST_ADDRESSES || this.counts.has(key)) this.counts.set(key, count);
  }
}
