import { ATTR_FLOW_ID, ATTR_FLOW_NAME, ATTR_FLOW_TRIGGER } from '@botscope/conventions';
import { AttributeList } from '../record/attribute-list.ts';
import type { FlowIdentity } from './turn-state.ts';

/** Attributes that name a flow; none without one. */
export function toFlowAttributes(flow: FlowIdentity | undefined): AttributeList {
  return new AttributeList()
    .add(ATTR_FLOW_ID, flow?.id)
    .add(ATTR_FLOW_NAME, flow?.name)
    .add(ATTR_FLOW_TRIGGER, flow?.trigger);
}
