/** What the terminal shows when Collector and Loki cannot be had; the reason names the version of Go and the fix. */
export function describeMissing(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${reason}\nThe stack needs them built, which takes minutes, once. npm start runs the same product without them.`;
}
