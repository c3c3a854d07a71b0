import { existsSync } from 'node:fs';
import type { RecordFile } from './record-file.ts';
import { SealedRecordFile } from './sealed/sealed-record-file.ts';
import { SqliteRecordFile } from './sqlite-record-file.ts';
import { isSealed, toSealedName } from './store-files.ts';

/** Opens a file for reading; one that was sealed since its name was read is opened as it is now. */
export function openRecordFile(path: string): RecordFile {
  if (isSealed(path)) return new SealedRecordFile(path);
  try {
    return new SqliteRecordFile(path);
  } catch (error) {
    const sealed = toSealedName(path);
    if (existsSync(path) || !existsSync(sealed)) throw error;
    return new SealedRecordFile(sealed);
  }
}
