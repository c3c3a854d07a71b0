import { renderHook } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useChangeReporter } from './useChangeReporter.ts';

describe('useChangeReporter', () => {
  it('reports a choice once, also when it comes again through an earlier callback', () => {
    const onChange = vi.fn();
    const { result, rerender } = renderHook(({ shown }) => useChangeReporter(shown, onChange), {
      initialProps: { shown: 'all' },
    });
    const early = result.current;
    early('support');
    rerender({ shown: 'support' });
    early('support');
    early('support');
    expect(onChange.mock.calls).toEqual([['support']]);
    early('all');
    expect(onChange).toHaveBeenLastCalledWith('all');
  });
});
