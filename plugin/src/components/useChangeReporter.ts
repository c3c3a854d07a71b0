import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * Reports a choice only when it differs from the value that is shown now. Grafana's `Combobox` reports a click again after later
 * renders, through the callback of the render in which it was made: taken at its word, each report would change the
 * address, render the page and bring the next report, without end.
 */
export function useChangeReporter<Value>(shown: Value, onChange: (value: Value) => void): (value: Value) => void {
  const latest = useRef({ shown, onChange });
  // Before the passive effects of the children, in which the reports are made.
  useLayoutEffect(() => {
    latest.current = { shown, onChange };
  });
  return useCallback((value) => {
    if (value !== latest.current.shown) latest.current.onChange(value);
  }, []);
}
