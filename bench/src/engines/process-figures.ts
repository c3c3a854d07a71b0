import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Clock ticks a second of `/proc/<pid>/stat` on Linux. */
const TICKS_PER_SECOND = 100;

/** CPU time of a process so far, user and system. */
export function readCpuSeconds(processId: number): number {
  const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Memory of a process that is in RAM now. */
export function readResidentBytes(processId: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

/** Bytes of the files below a directory; those in directories of the names left out do not count. */
export function sumFileBytes(directory: string, without: readonly string[] = []): number {
  return readdirSync(directory).reduce((sum, name) => {
    if (without.includes(name)) return sum;
    const path = join(directory, name);
    const stat = lstatSync(path);
    return sum + (stat.isDirectory() ? sumFileBytes(path, without) : stat.size);
  }, 0);
}
