import type { LiveDatabase } from './live-database.ts';
import { HOUR_NANO } from './record-layout.ts';

interface Volume {
  readonly hour: bigint;
  readonly stream: number;
  records: number;
  bytes: number;
}

/** The hourly roll-up of one transaction: counted in memory, then written with a statement per hour and stream. */
export class VolumeTally {
  readonly #volumes = new Map<string, Volume>();

  /** Counts one record. */
  add(timestampUnixNano: bigint, stream: number, sizeBytes: number): void {
    const hour = timestampUnixNano / HOUR_NANO;
    const key = `${hour} ${stream}`;
    const volume = this.#volumes.get(key) ?? { hour, stream, records: 0, bytes: 0 };
    volume.records += 1;
    volume.bytes += sizeBytes;
    this.#volumes.set(key, volume);
  }

  /** Adds the counts to the table `volume` of a file; `sign` -1 takes them back. */
  write(database: LiveDatabase, sign: 1 | -1): void {
    const statement = database.prepare(
      `INSERT INTO volume (hour, stream, records, bytes) VALUES (?, ?, ?, ?)
       ON CONFLICT (hour, stream) DO UPDATE SET records = records + excluded.records, bytes = bytes + excluded.bytes`,
    );
    for (const { hour, stream, records, bytes } of this.#volumes.values()) {
      statement.run(hour, stream, sign * records, sign * bytes);
    }
  }
}
