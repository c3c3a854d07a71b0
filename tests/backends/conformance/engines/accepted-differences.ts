/** A difference between the engines that no page can notice. */
export interface AcceptedDifference {
  readonly name: string;
  /** What is different. */
  readonly what: string;
  /** Why no page notices it. */
  readonly why: string;
}

/** Label under which Loki keeps late records apart. */
export const LABEL_TIME_SHARD = '__time_shard__';

/** The closed list; the table in `tests/backends/README.md` is this list, which a test compares. */
export const ACCEPTED_DIFFERENCES = {
  words: {
    name: 'words of errors',
    what: 'The text of an error; status and class (`parse error` or another) are the same.',
    why: 'Pages decide by status and class and show the text as it is.',
  },
  noValues: {
    name: 'empty lists of names',
    what: 'Loki leaves `data` out where a list of labels, values or series is empty; standalone writes `[]`.',
    why: '`records` reads both as none.',
  },
  timeShard: {
    name: 'time shards',
    what: 'Loki keeps records that come over 40 minutes late in streams with the further label `__time_shard__`, which labels, series and entries then carry.',
    why: 'No query groups by whole streams, no page shows a label that it does not know, and readers order by time and uid.',
  },
  order: {
    name: 'order within a nanosecond',
    what: 'Entries of one nanosecond come in any order, and where a limit cuts through a nanosecond, any of them.',
    why: 'Pagers read a nanosecond as a whole and order it by uid.',
  },
  estimates: {
    name: 'figures of `index/*`',
    what: 'Loki estimates bytes and entries from chunks, standalone counts by the hour. Both name the same streams with more than nothing; of what is still in memory, `index/stats` of Loki knows nothing.',
    why: 'Pages only ask which days hold anything, and look a day further on both sides.',
  },
  volumeType: {
    name: 'type of `index/volume_range`',
    what: 'Loki answers a vector where every series has one value, or there is none; standalone always a matrix.',
    why: '`records` reads both.',
  },
  shortRanges: {
    name: 'names of a short range',
    what: 'For labels, values and series Loki also names streams it still holds in memory; standalone only those with a record in the range.',
    why: 'Pages ask for 30 days; a value too many in a filter would only select nothing.',
  },
  intake: {
    name: 'records that Loki refuses',
    what: 'Loki refuses records of over 30 days, and attributes whose name has no letter or digit of ASCII, for good (400); standalone stores them.',
    why: 'It is about what is stored: refusing would lose a record that a spool kept for long. Pages show what is there.',
  },
  wrongRegexes: {
    name: 'wrong regular expressions in line filters',
    what: 'Loki answers 200 with nothing; standalone 400 with what is wrong.',
    why: 'Pages escape what is typed and send no such expression.',
  },
  detectedLevel: {
    name: '`detected_level` without a severity',
    what: 'Where a record has no severity, or an attribute named like one, Loki guesses a level from attributes and words of the line; standalone goes by the severity alone.',
    why: 'Pages and queries go by `severity_number`, and the Collector and the receiver keep it.',
  },
  statistics: {
    name: 'statistics beside a result',
    what: '`stats` and `encodingFlags` beside a result are each engine’s own.',
    why: 'Nobody reads them.',
  },
} as const satisfies Readonly<Record<string, AcceptedDifference>>;

/** The list as the table in the README. */
export function renderAcceptedDifferences(): string {
  const rows = Object.values(ACCEPTED_DIFFERENCES).map(({ name, what, why }) => `| ${name} | ${what} | ${why} |`);
  return ['| difference | what | why no page notices |', '| --- | --- | --- |', ...rows].join('\n');
}
