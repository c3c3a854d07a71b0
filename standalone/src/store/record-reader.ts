import type { Tenant } from '@botscope/conventions';

/** Labels or structured metadata: name as Loki stores it → text. Null-prototype. */
export type LabelMap = Readonly<Record<string, string>>;

/** A log record as a query sees it. */
export interface StoredRecord {
  readonly timestampUnixNano: bigint;
  /** Index labels (stream labels). */
  readonly labels: LabelMap;
  /** Structured metadata, with what Loki adds itself (`detected_level`, `observed_timestamp`, `scope_name`, `severity_text`, `trace_id` …). */
  readonly metadata: LabelMap;
  /** The body as text. */
  readonly line: string;
}

/**
 * Equality conditions that the store can use to narrow a scan. They are hints: a scan may return records that do not
 * meet them, never the other way round. Several values of one name are alternatives.
 */
export type ScanHints = Readonly<Record<string, readonly string[]>>;

/** A text that a line contains. */
export interface LineText {
  readonly text: string;
  readonly ignoreCase: boolean;
}

/** A condition on a label or metadata; an absent one is the empty text. */
export interface ValueTest {
  /** As Loki stores it. */
  readonly name: string;
  readonly holds: (text: string) => boolean;
}

/** What to scan. */
export interface RecordScan {
  readonly tenant: Tenant;
  /** Inclusive. */
  readonly startUnixNano: bigint;
  /** Exclusive. */
  readonly endUnixNano: bigint;
  readonly direction: 'backward' | 'forward';
  /** Label or metadata name (as Loki stores it) → accepted values. An absent name has the value `""`. */
  readonly hints: ScanHints;
  /** At least one of these holds as well, such as "conversation id or session id is x". Absent = no such condition. */
  readonly anyOf?: readonly ScanHints[];
  /** Conditions beyond equality, as hints too: of each item at least one holds. Absent = nothing is known. */
  readonly tests?: readonly (readonly ValueTest[])[];
  /** Texts of lines, as hints too: of each item the line contains at least one. Absent = nothing is known. */
  readonly lineTexts?: readonly (readonly LineText[])[];
  /**
   * What the caller looks at; absent = everything. The rest may be left unread and is empty then, but for metadata with
   * the name of an index label, which is always there.
   */
  readonly needs?: ScanNeeds;
  /** Records that arrived later than the one with this id are left out. Absent = none is. */
  readonly upToId?: bigint;
}

/** Parts of a record that cost time to read. Time and index labels are always there. */
export interface ScanNeeds {
  readonly line: boolean;
  readonly metadata: boolean;
}

/** Records of one stream and hour. */
export interface StreamVolume {
  /** Start of the UTC hour. */
  readonly hourUnixNano: bigint;
  readonly labels: LabelMap;
  readonly records: number;
  /** Lines and attributes as stored. */
  readonly sizeBytes: number;
}

/** Counts that are kept while records arrive, so that no record has to be read. */
export interface VolumeReader {
  /** Counts of all hours that overlap the range. The same hour and labels may occur several times: add them up. */
  volume(tenant: Tenant, startUnixNano: bigint, endUnixNano: bigint): readonly StreamVolume[];
}

/** Where to count records. */
export interface CountScan {
  readonly tenant: Tenant;
  /** Rising times, at least two. Between each and the next is a cell, which holds its later end and not its earlier. */
  readonly edgesUnixNano: BigInt64Array;
}

/** Records of one label set. The same labels may occur several times: add them up. */
export interface LabelCounts {
  readonly labels: LabelMap;
  /** Records per cell. */
  readonly counts: Float64Array;
}

/** Reading side of the store, usable in a worker thread: it opens the files of a data directory read-only. */
export interface RecordReader {
  /**
   * Records in time order (ties in order of arrival, reversed when backward), lazily: stop iterating to stop reading.
   * Line and metadata may be read when first asked for, so ask before taking the next record.
   */
  scan(scan: RecordScan): Iterable<StoredRecord>;
  /**
   * Counts records without reading any. Undefined when labels do not decide about all of them, as some carry metadata
   * with the name of an index label.
   */
  count(scan: CountScan): readonly LabelCounts[] | undefined;
  /** Distinct label sets (index labels) of a tenant with a record in the range. */
  series(tenant: Tenant, startUnixNano: bigint, endUnixNano: bigint): readonly LabelMap[];
  close(): void;
}
