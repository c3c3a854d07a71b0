import type { LiveDatabase } from './live-database.ts';
import { HOUR_NANO } from './record-layout.ts';

interface Volume {
  readonly hour: bigint;
  readonly stream: number;
  /** When the hour ends. */
  readonly endUnixNano: bigint;
  records: number;
  bytes: number;
}

/** The hourly roll-up of one transaction: counted in memory, then written with a statement per hour and stream. */
export class VolumeTally {
  readonly #volumes = new Map<string, Volume>();
  /** The newest volume of each stream: most records are of the same hour as the one before. */
  readonly #latest = new Map<number, Volume>();

  /** Counts one record. */
  add(timestampUnixNano: bigint, stream: number, sizeBytes: number): void {
    let volume = this.#latest.get(stream);
    if (volume === undefined || !isWithin(timestampUnixNano, volume)) {
      volume = this.#find(timestampUnixNano / HOUR_NANO, stream);
      this.#latest.set(stream, volume);
    }
    volume.records += 1;
    volume.bytes += sizeBytes;
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

  #find(hour: bigint, stream: number): Volume {
    const key = `${hour} ${stream}`;
    const known = this.#volumes.get(key);
    if (known !== undefined) return known;
    const volume: Volume = { hour, stream, endUnixNano: (hour + 1n) * HOUR_NANO, records: 0, bytes: 0 };
    this.#volumes.set(key, volume);
    return volume;
  }
}

function isWithin(timestampUnixNano: bigint, volume: Volume): boolean {
  return timestampUnixNano < volume.endUnixNano && timestampUnixNano >= volume.endUnixNano - HOUR_NANO;
}
