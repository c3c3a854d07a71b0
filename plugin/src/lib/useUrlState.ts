import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { buildUrlState, parseUrlState, type UrlSchema } from './url-state.ts';

/** A page's state in the address, with two ways to change a part of it. */
export interface UrlStateHandle<State> {
  readonly state: State;
  /** Navigates: the back button returns to the state before. */
  readonly push: (change: Partial<State>) => void;
  /** Adjusts: takes the place of the state before. */
  readonly replace: (change: Partial<State>) => void;
}

/** State of the page from the address. `schema` must be a module constant. */
export function useUrlState<State>(schema: UrlSchema<State>): UrlStateHandle<State> {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const state = useMemo(() => parseUrlState(schema, search), [schema, search]);
  const change = useCallback(
    (part: Partial<State>, replace: boolean) => {
      const query = buildUrlState(schema, { ...state, ...part }, search);
      void navigate({ pathname, search: query }, { replace });
    },
    [schema, state, search, pathname, navigate],
  );
  const push = useCallback((part: Partial<State>) => change(part, false), [change]);
  const replace = useCallback((part: Partial<State>) => change(part, true), [change]);
  return { state, push, replace };
}
