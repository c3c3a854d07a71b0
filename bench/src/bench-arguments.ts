import { ensureBackends, findBackends, type Backends } from '@botscope/tests';

/** What a run of the benchmarks is told. */
export interface BenchArguments {
  /** Rows to measure; none named = all but those of {@link STORE_ROWS}. */
  readonly rows: readonly string[];
  /** Makes the page of figures anew. */
  readonly write: boolean;
  /** Builds Loki and the Collector where they are missing. */
  readonly build: boolean;
  /** Prints the single queries of Q3. */
  readonly table: boolean;
  /** Takes the time that the targets name, where a row has a shorter form. */
  readonly full: boolean;
  /** Records in the corpus of Q3, or of Q1, Q2 and I2. Absent: as many as the row wants. */
  readonly records?: number;
  /** Directory in which the corpus of Q1, Q2 and I2 stays for the next run. Absent: a temporary one. */
  readonly corpusDirectory?: string;
}

/** Those of a store with millions of records: many minutes, and 20 GB of disk. */
export const STORE_ROWS: readonly string[] = ['Q1', 'Q2', 'I2'];
const KNOWN = ['--write', '--backends', '--table', '--full', '--records=<number>', '--corpus=<directory>'];
const SETTING = /^--(records=(?<records>\d+)|corpus=(?<corpus>.+))$/;

/** Reads the command line. @throws Error that names an argument it does not know. */
export function readBenchArguments(args: readonly string[]): BenchArguments {
  const settings = args.map((argument) => SETTING.exec(argument)?.groups);
  const records = settings.find((groups) => groups?.['records'] !== undefined)?.['records'];
  const corpusDirectory = settings.find((groups) => groups?.['corpus'] !== undefined)?.['corpus'];
  const rows = args.filter((argument) => !argument.startsWith('--'));
  const flags = args.filter((argument) => argument.startsWith('--') && !SETTING.test(argument));
  const unknown = flags.find((flag) => !KNOWN.includes(flag));
  if (unknown !== undefined) throw new Error(`${unknown} is no argument of the benchmarks; known: ${KNOWN.join(', ')}`);
  return {
    rows,
    write: flags.includes('--write'),
    build: flags.includes('--backends'),
    table: flags.includes('--table'),
    full: flags.includes('--full'),
    ...(records === undefined ? {} : { records: Number(records) }),
    ...(corpusDirectory === undefined ? {} : { corpusDirectory }),
  };
}

/** The real stack's programs, or why there are none: rows that need them are left out then, and say so. */
export async function findPrograms({ build }: BenchArguments): Promise<Backends | { readonly missing: string }> {
  const fix = 'run it with --backends, which builds them (minutes, once; needs Go)';
  if (build) return ensureBackends();
  try {
    return findBackends() ?? { missing: `Loki and the Collector are not in .cache/backends: ${fix}` };
  } catch (error) {
    return { missing: `${(error as Error).message} Then ${fix}` };
  }
}
