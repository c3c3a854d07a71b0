import type { Store } from '../store/store.ts';
import type { StoredRow } from '../store/stored-row.ts';
import { isForwarded } from './forwarded-streams.ts';
import { postRecords, type DeliveryResult, type Destination } from './post-records.ts';

/** What {@link startForwarder} needs. */
export interface ForwarderOptions {
  readonly store: Pick<Store, 'reader' | 'lastId' | 'onCommit' | 'readCursor' | 'writeCursor'>;
  /** Base address of the sidecar, without trailing slash. */
  readonly sidecarUrl: string;
  readonly ingestToken: string;
  readonly fetch?: typeof fetch;
  /** First pause after a failure; it doubles up to `maxPauseMillis`. */
  readonly minPauseMillis?: number;
  readonly maxPauseMillis?: number;
  /** Is told once when the sidecar cannot be reached, once when it can again, and of each record that it refuses. */
  readonly report?: (text: string) => void;
}

/** Sends new records to the sidecar for as long as it lives. */
export interface Forwarder {
  /** Ends; what was not delivered is sent after the next start. */
  stop(): Promise<void>;
}

/** Name of the store's cursor up to which everything was forwarded. */
export const FORWARDER_CURSOR = 'sidecar';
const MAX_ROWS = 200;
const MAX_BYTES = 2 * 1024 * 1024;

/** Starts to send the records that the sidecar needs, at least once each, in order of arrival. */
export function startForwarder(options: ForwarderOptions): Forwarder {
  const forwarder = new SidecarForwarder(options);
  const running = forwarder.run();
  return {
    stop: () => {
      forwarder.stop();
      return running;
    },
  };
}

class SidecarForwarder {
  readonly #options: ForwarderOptions;
  readonly #destination: Destination;
  readonly #report: (text: string) => void;
  #cursor: bigint;
  readonly #stop = new AbortController();
  #pauseMillis = 0;
  #wake: () => void = () => undefined;

  constructor(options: ForwarderOptions) {
    this.#options = options;
    this.#destination = {
      url: options.sidecarUrl,
      token: options.ingestToken,
      fetch: options.fetch ?? fetch,
      stopped: this.#stop.signal,
    };
    this.#report = options.report ?? ((text) => process.emitWarning(text));
    this.#cursor = options.store.readCursor(FORWARDER_CURSOR);
  }

  stop(): void {
    this.#stop.abort();
    this.#wake();
  }

  async run(): Promise<void> {
    const { store } = this.#options;
    const removeListener = store.onCommit(() => {
      if (this.#pauseMillis === 0) this.#wake();
    });
    while (!this.#stop.signal.aborted) await this.#forwardNext();
    removeListener();
  }

  async #forwardNext(): Promise<void> {
    const { store } = this.#options;
    try {
      const lastId = store.lastId;
      const rows = store.reader.arrivals(this.#cursor, lastId, MAX_ROWS, ({ labels }) => isForwarded(labels));
      if (rows.length > 0) await this.#deliver(takeBatch(rows));
      else if (this.#cursor < lastId) this.#advance(lastId);
      else await this.#sleep(undefined);
    } catch (error) {
      await this.#backOff({ state: 'retryable', reason: error instanceof Error ? error.message : String(error) });
    }
  }

  async #deliver(rows: readonly StoredRow[]): Promise<void> {
    const result = await postRecords(rows, this.#destination);
    if (result.state === 'retryable') return this.#backOff(result);
    if (this.#pauseMillis > 0) this.#report('the sidecar takes records again');
    this.#pauseMillis = 0;
    const last = rows.at(-1);
    if (result.state === 'sent') {
      if (last !== undefined) this.#advance(last.id);
    } else await this.#divide(rows, result.reason);
  }

  /** Finds the records that the sidecar will never take, and goes on without them. */
  async #divide(rows: readonly StoredRow[], reason: string): Promise<void> {
    const [only] = rows;
    if (rows.length > 1) return this.#deliver(rows.slice(0, Math.ceil(rows.length / 2)));
    if (only === undefined) return;
    this.#report(
      `the sidecar refuses the record ${only.id} of ${only.stream.labels['service_name'] ?? ''} and gets no mail for it: ${reason}`,
    );
    this.#advance(only.id);
  }

  async #backOff(result: Extract<DeliveryResult, { state: 'retryable' }>): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const { minPauseMillis = 500, maxPauseMillis = 30_000 } = this.#options;
    if (this.#pauseMillis === 0) this.#report(`the sidecar takes no records now, they wait: ${result.reason}`);
    this.#pauseMillis = Math.min(maxPauseMillis, Math.max(minPauseMillis, this.#pauseMillis * 2));
    await this.#sleep(Math.min(maxPauseMillis, result.retryAfterMillis ?? this.#pauseMillis));
  }

  #advance(id: bigint): void {
    this.#cursor = id;
    this.#options.store.writeCursor(FORWARDER_CURSOR, id);
  }

  async #sleep(millis: number | undefined): Promise<void> {
    if (this.#stop.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (millis !== undefined) timer = setTimeout(resolve, millis);
    });
    clearTimeout(timer);
  }
}

/** The first rows that fit into one request together; one row at least. */
function takeBatch(rows: readonly StoredRow[]): readonly StoredRow[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += row.line.length + row.attributesJson.length;
    return index > 0 && bytes > MAX_BYTES;
  });
  return end < 0 ? rows : rows.slice(0, end);
}
