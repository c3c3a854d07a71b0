import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A process that runs. */
export interface TreeProcess {
  readonly processId: number;
  readonly parentId: number;
  /** The workspace of a program of ours, else the program's file. */
  readonly name: string;
  /** What it holds in memory. */
  readonly residentMegabytes: number;
}

/** A process and all that it started, itself first. Linux only. */
export function listProcessTree(processId: number): TreeProcess[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readStatus);
  const collect = (id: number): TreeProcess[] => [
    ...all.filter((process) => process.processId === id),
    ...all.filter(({ parentId }) => parentId === id).flatMap((child) => collect(child.processId)),
  ];
  return collect(processId);
}

/** Nothing when it ended while it was read. */
function readStatus(processId: string): TreeProcess[] {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const read = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    const command = readFileSync(`/proc/${processId}/cmdline`, 'utf8').split('\0');
    return [
      {
        name: nameProcess(command),
        processId: Number(processId),
        parentId: read('PPid'),
        residentMegabytes: Math.round(read('VmRSS') / 1024),
      },
    ];
  } catch {
    return [];
  }
}

function nameProcess(command: readonly string[]): string {
  const main = command.find((argument) => argument.endsWith('/main.ts'));
  return (
    (main === undefined ? undefined : /([^/]+)\/(?:src\/)?main\.ts$/.exec(main)?.[1]) ?? basename(command[0] ?? '')
  );
}
