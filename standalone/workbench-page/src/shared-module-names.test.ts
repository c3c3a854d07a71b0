import { describe, expect, it } from 'vitest';
import { externals } from '../../../plugin/.config/bundler/externals.ts';
import { ABSENT_MODULES, LOADED_MODULES, READY_MODULES } from './shared-module-names.ts';

/** What a built plugin may leave to its host; `module` is the loader's own. */
const named = (externals as readonly unknown[]).filter((external) => typeof external === 'string');
const patterns = (externals as readonly unknown[]).filter((external) => external instanceof RegExp);
const known: readonly string[] = [...READY_MODULES, ...LOADED_MODULES, ...ABSENT_MODULES];

describe('shared modules', () => {
  it.each(named)('know "%s", which a plugin leaves to its host', (name) => {
    expect(known).toContain(name);
  });

  it.each(patterns)('know something for %s', (pattern) => {
    expect(known.some((name) => pattern.test(name))).toBe(true);
  });

  it('are no others than those, so that nothing is shared here that Grafana does not share', () => {
    const expected = (name: string) => named.includes(name) || patterns.some((pattern) => pattern.test(name));
    expect(known.filter((name) => !expected(name))).toEqual([]);
  });
});
