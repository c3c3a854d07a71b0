import {
  ATTR_CONVERSATION_ID,
  ATTR_RECORD_UID,
  ATTR_SESSION_ID,
  ATTR_TURN_ID,
  INDEXED_LOG_ATTRIBUTES,
  INDEXED_RESOURCE_ATTRIBUTES,
  toLokiName,
} from '@botscope/conventions';

/** Metadata with a column and an index of its own. */
export const INDEXED_COLUMNS = ['conversation', 'session', 'turn', 'uid'] as const;
/** Metadata with a column and an index of its own. */
export type IndexedColumn = (typeof INDEXED_COLUMNS)[number];

/** Name as Loki stores it → its column. */
export const COLUMN_OF_NAME: ReadonlyMap<string, IndexedColumn> = new Map([
  [toLokiName(ATTR_CONVERSATION_ID), 'conversation'],
  [toLokiName(ATTR_SESSION_ID), 'session'],
  [toLokiName(ATTR_TURN_ID), 'turn'],
  [toLokiName(ATTR_RECORD_UID), 'uid'],
]);

/** Names of the index labels, as Loki stores them. */
export const LABEL_NAMES: ReadonlySet<string> = new Set(
  [...INDEXED_RESOURCE_ATTRIBUTES, ...INDEXED_LOG_ATTRIBUTES].map(toLokiName),
);

/** What the store needs to know of an attribute's name. */
export interface AttributeName {
  /** As Loki stores it. */
  readonly loki: string;
  /** `"name":`, to be followed by a value. */
  readonly jsonPrefix: string;
  readonly column: IndexedColumn | undefined;
  /** Whether Loki's name is that of an index label. */
  readonly isLabelName: boolean;
  /** Position in `INDEXED_LOG_ATTRIBUTES`, or -1. */
  readonly logLabel: number;
}

const MAX_KNOWN_NAMES = 20_000;
const known = new Map<string, AttributeName>();

/** Looks a name up; the names seen so far are remembered, as records repeat the same few. */
export function describeAttributeName(attribute: string): AttributeName {
  const found = known.get(attribute);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN_NAMES) known.clear();
  const loki = toLokiName(attribute);
  const name: AttributeName = {
    loki,
    jsonPrefix: `${JSON.stringify(attribute)}:`,
    column: COLUMN_OF_NAME.get(loki),
    isLabelName: LABEL_NAMES.has(loki),
    logLabel: (INDEXED_LOG_ATTRIBUTES as readonly string[]).indexOf(attribute),
  };
  known.set(attribute, name);
  return name;
}
