import { ATTR_STEP_ID, ATTR_STEP_INDEX, ATTR_STEP_NAME, ATTR_STEP_TYPE } from '@botscope/conventions';
import { AttributeList } from '../record/attribute-list.ts';
import type { ActiveStep } from './active-scope.ts';

/** Attributes by which a record names its step; none outside one. */
export function toStepAttributes(step: ActiveStep | undefined): AttributeList {
  const list = new AttributeList();
  if (step === undefined) return list;
  return list
    .add(ATTR_STEP_ID, step.id)
    .add(ATTR_STEP_NAME, step.name)
    .add(ATTR_STEP_TYPE, step.type)
    .add(ATTR_STEP_INDEX, step.index);
}
