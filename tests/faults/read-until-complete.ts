/** How long records may lie in a queue on their way after the last fault. */
const ARRIVAL_TIMEOUT_MILLIS = 90_000;
const PAUSE_MILLIS = 500;

/** Reads again and again until nothing is missing, and gives what was read last when that takes too long. */
export async function readUntilComplete<Found extends { readonly lost: readonly unknown[] }>(
  read: () => Promise<Found>,
): Promise<Found> {
  const deadline = Date.now() + ARRIVAL_TIMEOUT_MILLIS;
  for (;;) {
    const found = await read();
    if (found.lost.length === 0 || Date.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
}
