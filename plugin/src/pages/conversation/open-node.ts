import type { NodeLink } from '../../lib/node-link.ts';

/** Opens the node of a step in the builder, where there is a way to it. The builder learns nothing of this page. */
export function openNode(node: NodeLink | undefined): void {
  if (node && 'href' in node) window.open(node.href, '_blank', 'noopener,noreferrer');
}
