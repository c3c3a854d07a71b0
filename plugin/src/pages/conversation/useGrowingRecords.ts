import type { BotRecord } from '@botscope/records';
import { useCallback, useState } from 'react';

const NO_RECORDS: readonly BotRecord[] = [];

/** Records of one reading and what was added to them since; a new reading takes their place. */
export function useGrowingRecords(base: readonly BotRecord[] = NO_RECORDS) {
  const [state, setState] = useState({ base, records: base });
  if (state.base !== base) setState({ base, records: base });
  const add = useCallback((more: readonly BotRecord[]) => {
    if (more.length === 0) return;
    setState((before) => {
      const known = new Set(before.records.map(({ uid }) => uid));
      const fresh = more.filter(({ uid }) => !known.has(uid));
      return fresh.length === 0 ? before : { ...before, records: [...before.records, ...fresh] };
    });
  }, []);
  return { records: state.base === base ? state.records : base, add };
}
