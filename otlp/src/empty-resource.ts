import { createAttributeMap } from './attribute-value.ts';
import type { OtlpResource, OtlpScope } from './resource.ts';

/** What an absent resource means. */
export const EMPTY_RESOURCE: OtlpResource = { attributes: createAttributeMap(), droppedAttributesCount: 0 };

/** What an absent scope means. */
export const EMPTY_SCOPE: OtlpScope = {
  name: '',
  version: '',
  attributes: createAttributeMap(),
  droppedAttributesCount: 0,
};
