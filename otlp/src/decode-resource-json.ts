import { toAttributes } from './decode-value-json.ts';
import { EMPTY_RESOURCE, EMPTY_SCOPE } from './empty-resource.ts';
import type { JsonFields } from './json-fields.ts';
import type { OtlpResource, OtlpScope } from './resource.ts';

/** The `resource` of a group. */
export function toResource(group: JsonFields): OtlpResource {
  group.budget.takeRecord();
  return group.inside('resource', EMPTY_RESOURCE, (fields) => ({
    attributes: toAttributes(fields, 'attributes', 2),
    droppedAttributesCount: fields.integer32('droppedAttributesCount'),
  }));
}

/** The `scope` of a group. */
export function toScope(group: JsonFields): OtlpScope {
  group.budget.takeRecord();
  return group.inside('scope', EMPTY_SCOPE, (fields) => ({
    name: fields.text('name'),
    version: fields.text('version'),
    attributes: toAttributes(fields, 'attributes', 3),
    droppedAttributesCount: fields.integer32('droppedAttributesCount'),
  }));
}
