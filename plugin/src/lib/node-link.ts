/** Where a step is built, or why there is no way there. */
export type NodeLink = { readonly href: string } | { readonly reason: string };

const NO_BUILDER = 'No builder address is set in the app’s configuration';

/** Link to the node of a step in the bot builder. */
export function buildNodeLink(
  builderUrl: string | undefined,
  step: { readonly flowId?: string | undefined; readonly id?: string | undefined },
): NodeLink {
  if (builderUrl === undefined) return { reason: NO_BUILDER };
  if (step.flowId === undefined || step.id === undefined) return { reason: 'The record names no flow and node' };
  return { href: `${builderUrl}/flows/${encodeURIComponent(step.flowId)}?node=${encodeURIComponent(step.id)}` };
}

/** Link to a flow in the bot builder. */
export function buildFlowLink(builderUrl: string | undefined, flowId: string): NodeLink {
  if (builderUrl === undefined) return { reason: NO_BUILDER };
  return { href: `${builderUrl}/flows/${encodeURIComponent(flowId)}` };
}
