import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A process and what it holds in memory. */
export interface ProcessMemory {
  readonly name: string;
  readonly residentMegabytes: number;
}

interface ProcessStatus extends ProcessMemory {
  readonly processId: number;
  readonly parentId: number;
}

/** A process and all that it started, itself first. Linux only. */
export function listMemory(processId: number): ProcessMemory[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readStatus);
  const collect = (id: number): ProcessStatus[] => [
    ...all.filter((process) => process.processId === id),
    ...all.filter(({ parentId }) => parentId === id).flatMap((child) => collect(child.processId)),
  ];
  return collect(processId).map(({ name, residentMegabytes }) => ({ name, residentMegabytes }));
}

/** Nothing when it ended while it was read. */
function readStatus(processId: string): ProcessStatus[] {
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

/** The workspace of a program of ours, else the program's file. */
function nameProcess(command: readonly string[]): string {
  const main = command.find((argument) => argument.endsWith('/main.ts'));
  return (
    (main === undefined ? undefined : /([^/]+)\/(?:src\/)?main\.ts$/.exec(main)?.[1]) ?? basename(command[0] ?? '')
  );
}
