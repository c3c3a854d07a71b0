import { FilterInput } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import { MAX_TEXT_LENGTH } from '../lib/url-parameters.ts';
import { useHotkeys } from '../lib/useHotkeys.ts';

const SETTLE_MILLIS = 350;

interface SearchBoxProps {
  /** The text that is searched for now. */
  readonly value: string | undefined;
  /** A person stopped typing, or pressed Enter. */
  readonly onSearch: (text: string | undefined) => void;
  readonly placeholder: string;
  /** In units of the theme's grid. Default: 40. */
  readonly width?: number;
}

/** The search box of a page; `/` brings the cursor into it, Escape out of it. */
export function SearchBox({ value = '', onSearch, placeholder, width = 40 }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [lastValue, setLastValue] = useState(value);
  if (value !== lastValue) {
    setLastValue(value);
    setTyped(value);
  }
  useHotkeys({ '/': () => input.current?.focus() });
  const search = useRef(onSearch);
  useEffect(() => {
    search.current = onSearch;
  });
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => search.current(typed === '' ? undefined : typed), SETTLE_MILLIS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <FilterInput
      ref={input}
      aria-label={placeholder}
      placeholder={placeholder}
      escapeRegex={false}
      value={typed}
      width={width}
      onChange={(text) => setTyped(text.slice(0, MAX_TEXT_LENGTH))}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onSearch(typed === '' ? undefined : typed);
        if (event.key === 'Escape') input.current?.blur();
      }}
    />
  );
}
