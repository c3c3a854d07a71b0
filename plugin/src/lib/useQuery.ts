import { useCallback, useEffect, useRef, useState } from 'react';
import { isAborted } from './backend.ts';

/** What a page knows of a query. `data` of the query before stays while the next one runs, so that nothing jumps. */
export interface QueryResult<Data> {
  readonly data: Data | undefined;
  /** Of the newest run; absent while it runs and when it succeeded. */
  readonly error: unknown;
  readonly isLoading: boolean;
  /** Whether `data` belongs to another key than the present one. */
  readonly isStale: boolean;
  /** Runs the query again; resolves when it has ended. */
  readonly reload: () => Promise<void>;
}

interface State<Data> {
  readonly key: string | undefined;
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
}

/**
 * Runs a query whenever its key changes, cancelling the run before.
 * @param key everything that the answer depends on, as text; `undefined` = nothing to ask
 */
export function useQuery<Data>(
  key: string | undefined,
  run: (signal: AbortSignal) => Promise<Data>,
): QueryResult<Data> {
  const [state, setState] = useState<State<Data>>({
    key: undefined,
    data: undefined,
    error: undefined,
    isLoading: key !== undefined,
  });
  const latest = useRef({ run, controller: new AbortController() });
  useEffect(() => {
    latest.current.run = run;
  });

  const execute = useCallback(async (forKey: string) => {
    latest.current.controller.abort();
    const controller = new AbortController();
    latest.current.controller = controller;
    setState((before) => ({ ...before, isLoading: true }));
    try {
      const data = await latest.current.run(controller.signal);
      if (!controller.signal.aborted) setState({ key: forKey, data, error: undefined, isLoading: false });
    } catch (error) {
      if (controller.signal.aborted || isAborted(error)) return;
      setState((before) => ({ ...before, error, isLoading: false }));
    }
  }, []);

  useEffect(() => {
    const { current } = latest;
    if (key !== undefined) void execute(key);
    return () => current.controller.abort();
  }, [key, execute]);

  const reload = useCallback(async () => (key === undefined ? undefined : execute(key)), [key, execute]);
  return { data: state.data, error: state.error, isLoading: state.isLoading, isStale: state.key !== key, reload };
}
