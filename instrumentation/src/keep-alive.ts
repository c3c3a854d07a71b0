const LONGEST_TIMER_MILLIS = 2_147_483_647;

/**
 * Keeps the process alive until a promise is settled, and gives what it gives. Node.js ends a program with exit code 13
 * that awaits, at its top level, what only unreferenced timers and sockets would settle.
 */
export async function keepAlive<Result>(promise: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => {}, LONGEST_TIMER_MILLIS);
  try {
    return await promise;
  } finally {
    clearInterval(timer);
  }
}
