/** Where a step is built, or why there is no way there. */
export type NodeLink = { readonly href: string } | { readonly reason: string };

/** Link to the node of a step in the bot builder. */
export function buildNodeLink(
  builderUrl: string | undefined,
  step: { readonly flowId?: string | undefined; readonly id?: string | undefined },
): NodeLink {
  if (builderUrl === undefined) return { reason: 'No builder address is set in the app’s configuration' };
  if (step.flowId === undefined || step.id === undefined) return { reason: 'The record names no flow and node' };
  return { href: `${builderUrl}/flows/${encodeURIComponent(step.flowId)}?node=${encodeURIComponent(step.id)}` };
}
