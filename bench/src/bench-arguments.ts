import { ensureBackends, findBackends, type Backends } from '@botscope/tests';

/** What a run of the benchmarks is told. */
export interface BenchArguments {
  /** Rows to measure; none named = all. */
  readonly rows: readonly string[];
  /** Makes the page of figures anew. */
  readonly write: boolean;
  /** Builds Loki and the Collector where they are missing. */
  readonly build: boolean;
  /** Prints the single queries of Q3. */
  readonly table: boolean;
  /** Takes the time that the targets name, where a row has a shorter form. */
  readonly full: boolean;
  /** Records in the corpus of Q3. */
  readonly records: number;
}

const DEFAULT_RECORDS = 300_000;
const KNOWN = ['--write', '--backends', '--table', '--full', '--records=<number>'];

/** Reads the command line. @throws Error that names an argument it does not know. */
export function readBenchArguments(args: readonly string[]): BenchArguments {
  const sizes = args.flatMap((argument) => /^--records=(\d+)$/.exec(argument)?.[1] ?? []);
  const rows = args.filter((argument) => !argument.startsWith('--'));
  const flags = args.filter((argument) => argument.startsWith('--') && !/^--records=\d+$/.test(argument));
  const unknown = flags.find((flag) => !KNOWN.includes(flag));
  if (unknown !== undefined) throw new Error(`${unknown} is no argument of the benchmarks; known: ${KNOWN.join(', ')}`);
  return {
    rows,
    write: flags.includes('--write'),
    build: flags.includes('--backends'),
    table: flags.includes('--table'),
    full: flags.includes('--full'),
    records: Number(sizes[0] ?? DEFAULT_RECORDS),
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
