import type { FileBounds } from './live-database.ts';

/** The file of a series that takes new items. Every call between {@link begin} and {@link commit} is one transaction. */
export interface LiveFile<Item> {
  readonly path: string;
  /** Starts a transaction; one that was left open is taken back. */
  begin(): void;
  /** Writes an item, or nothing when the file already has an equal one. */
  append(item: Item, id: bigint): void;
  commit(): void;
  /** Takes back the open transaction. */
  rollback(): void;
  /** Takes back the transaction that was committed last; ids of it begin at `firstId`. */
  undo(firstId: bigint): void;
  /** Throws when the file is damaged. */
  checkIntegrity(): void;
  bounds(): FileBounds;
  close(): void;
}
