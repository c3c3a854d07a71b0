/** How a worker thread gets its reader of the store: it imports a module and calls what the module exports. */
export interface ReaderSource {
  /** `file:` URL. */
  readonly moduleUrl: string;
  /** Exported function that takes {@link ReaderSource.options} and returns a reader (or a promise of one). */
  readonly exportName: string;
  /** Anything that can be cloned between threads. */
  readonly options: unknown;
}

/** Opens the reader. @throws when the module exports no such function */
export async function openReader<Reader>(source: ReaderSource): Promise<Reader> {
  const module = (await import(source.moduleUrl)) as Readonly<Record<string, unknown>>;
  const open = module[source.exportName];
  if (typeof open !== 'function') throw new Error(`${source.moduleUrl} exports no function ${source.exportName}`);
  return (open as (options: unknown) => Reader | Promise<Reader>)(source.options);
}
