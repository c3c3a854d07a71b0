/**
 * Waits for a promise, but no longer: false when it failed or the time was over first. The wait keeps the process alive.
 */
export async function withDeadline(promise: Promise<unknown>, millis: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), millis);
  });
  const succeeded = promise.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([succeeded, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
