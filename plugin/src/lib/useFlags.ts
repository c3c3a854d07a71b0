import type { Flag } from '@botscope/conventions';
import type { ConversationKey } from '@botscope/records';
import { useCallback, useMemo } from 'react';
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
  /** The flag of a conversation, with who, when and why. */
  readonly find: (key: ConversationKey) => Flag | undefined;
  /** Why flags cannot be read. */
  readonly error: unknown;
  /** Whether the person may set and remove flags. */
  readonly mayChange: boolean;
  /**
   * Sets a flag, or its note. Rejects when that fails, also when the flag is no longer as it was at `knownAt` (null = not
   * flagged); the flags are read again either way.
   */
  readonly set: (key: ConversationKey, note: string, knownAt: number | null) => Promise<void>;
  /** Removes a flag; rejects as {@link Flags.set} does. */
  readonly remove: (key: ConversationKey, knownAt: number | null) => Promise<void>;
}

/** The flags, read again now and then and after every change. */
export function useFlags(): Flags {
  const sidecar = useSidecar();
  const mayChange = useMay('conversations:flag');
  const { data, error, reload } = useQuery('flags', (signal) => sidecar.listFlags(signal));
  usePolling(reload, REFRESH_MILLIS);
  const byKey = useMemo(() => new Map((data ?? []).map((flag) => [toKeyText(fromFlagKey(flag)), flag])), [data]);
  const keys = useMemo(() => (data ?? []).map(fromFlagKey), [data]);
  const flagged = useMemo(() => new Set(byKey.keys()), [byKey]);
  const find = useCallback((key: ConversationKey) => byKey.get(toKeyText(key)), [byKey]);
  const set = useCallback(
    (key: ConversationKey, note: string, knownAt: number | null) =>
      sidecar.setFlag(toFlagKey(key), note, knownAt).finally(reload),
    [sidecar, reload],
  );
  const remove = useCallback(
    (key: ConversationKey, knownAt: number | null) => sidecar.removeFlag(toFlagKey(key), knownAt).finally(reload),
    [sidecar, reload],
  );
  return useMemo(
    () => ({ flagged, keys, find, error, mayChange, set, remove }),
    [flagged, keys, find, error, mayChange, set, remove],
  );
}
