import { describe, expect, it } from 'vitest';
import { ENTITY_GROUPS, ENTITY_TYPES } from './entity-types.ts';

describe('ENTITY_TYPES', () => {
  it('holds 60 types with unique ids, a description and a known group', () => {
    expect(new Set(ENTITY_TYPES.map((t) => t.id)).size).toBe(60);
    for (const type of ENTITY_TYPES) {
      expect(type.description.length, type.id).toBeGreaterThan(5);
      expect(ENTITY_GROUPS, type.id).toContain(type.group);
    }
  });
});
