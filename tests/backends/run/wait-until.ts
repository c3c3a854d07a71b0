const PAUSE_MILLIS = 50;

/**
 * Asks again and again until there is an answer other than undefined.
 * @throws Error that names what was waited for, after the deadline.
 */
export async function waitUntil<Value>(
  what: string,
  ask: () => Promise<Value | undefined> | Value | undefined,
  timeoutMillis = 90_000,
): Promise<Value> {
  const deadline = Date.now() + timeoutMillis;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMillis} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
}
