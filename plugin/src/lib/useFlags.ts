import type { ConversationKey } from '@botscope/records';
import { useCallback, useMemo, useState } from 'react';
import { fromFlagKey, toFlagKey, toKeyText } from './conversation-key.ts';
import { useMay } from './services.ts';
import { usePolling } from './usePolling.ts';
import { useQuery } from './useQuery.ts';
import { useSidecar } from './useSidecar.ts';

const REFRESH_MILLIS = 30_000;

/** Which conversations are flagged, as the sidecar knows it. */
export interface Flags {
  /** Key texts of flagged conversations; empty while they cannot be read. */
  readonly flagged: ReadonlySet<string>;
  readonly keys: readonly ConversationKey[];
  /** Why flags cannot be read. */
  readonly error: unknown;
  /** Why the last change failed. */
  readonly changeError: unknown;
  /** Whether the person may set and remove flags. */
  readonly mayChange: boolean;
  /** Sets a flag, or removes it. */
  readonly toggle: (key: ConversationKey) => Promise<void>;
}

/** The flags, read again now and then and after every change. */
export function useFlags(): Flags {
  const sidecar = useSidecar();
  const mayChange = useMay('conversations:flag');
  const [changeError, setChangeError] = useState<unknown>();
  const { data, error, reload } = useQuery('flags', (signal) => sidecar.listFlags(signal));
  usePolling(reload, REFRESH_MILLIS);
  const keys = useMemo(() => (data ?? []).map(fromFlagKey), [data]);
  const flagged = useMemo(() => new Set(keys.map(toKeyText)), [keys]);
  const toggle = useCallback(
    async (key: ConversationKey) => {
      try {
        if (flagged.has(toKeyText(key))) await sidecar.removeFlag(toFlagKey(key));
        else await sidecar.setFlag(toFlagKey(key), '');
        setChangeError(undefined);
      } catch (failure) {
        setChangeError(failure);
      }
      await reload();
    },
    [flagged, sidecar, reload],
  );
  return { flagged, keys, error, changeError, mayChange, toggle };
}
