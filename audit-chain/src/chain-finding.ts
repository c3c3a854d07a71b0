/**
 * What is wrong with a chain.
 * * `edited`: an entry's content is not what was hashed, or the entry after it continues another one.
 * * `missing`: there is a gap in the sequence.
 * * `inserted`: an entry stands where another one belongs.
 * * `reordered`: two entries exchanged their places, times or contents.
 * * `tail-cut`: a checkpoint names a later entry than the last one there is.
 * * `rewritten`: the chain is consistent in itself but not the one that was signed.
 * * `duplicate-seq`: two entries claim one place and nothing says which is right.
 * * `bad-signature`: a checkpoint is not what was signed, or cannot be read.
 * * `unknown-key`: a checkpoint names a key that is not among the given ones; it is not believed.
 * * `unchained`: an audit record without chain fields.
 */
export type ChainFindingKind =
  | 'edited'
  | 'missing'
  | 'inserted'
  | 'reordered'
  | 'tail-cut'
  | 'rewritten'
  | 'duplicate-seq'
  | 'bad-signature'
  | 'unknown-key'
  | 'unchained';

/** One thing that is wrong, for people. */
export interface ChainFinding {
  readonly kind: ChainFindingKind;
  /** Id of the chain; empty for a record that names none. */
  readonly chain: string;
  /** The entry concerned, or the first of several; absent where there is no number. */
  readonly seq?: number;
  /** The last entry concerned, where there are several. */
  readonly lastSeq?: number;
  /** `log.record.uid` of the record concerned, where there is one. */
  readonly uid?: string;
  /** A sentence without a full stop: "entry 1042 missing between 1041 and 1043". */
  readonly words: string;
}

/** "entry 4", "entries 4 to 7". */
export function entriesInWords(seq: number, lastSeq: number): string {
  return seq === lastSeq ? `entry ${seq}` : `entries ${seq} to ${lastSeq}`;
}
