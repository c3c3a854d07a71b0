import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process that runs. */
export interface RunningProcess {
  readonly processId: number;
  /** Id of its group: the process that was started detached. */
  readonly groupId: number;
  /** With its arguments. */
  readonly command: string;
}

/** All processes of this machine that have not ended. */
export function listProcesses(): readonly RunningProcess[] {
  return existsSync('/proc/self/stat') ? listByProc() : listByPs();
}

/** Not every Linux has `ps`. */
function listByProc(): readonly RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state = '', , groupId] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return toRunning(name, groupId, state, command);
      } catch {
        // It ended while it was read.
        return [];
      }
    });
}

function listByPs(): readonly RunningProcess[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, processId, groupId, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return processId === undefined ? [] : toRunning(processId, groupId, state, command);
  });
}

/** One that has ended and that nobody has asked about yet is left out. */
function toRunning(processId: string, groupId: string | undefined, state: string, command: string): RunningProcess[] {
  return state.startsWith('Z') ? [] : [{ processId: Number(processId), groupId: Number(groupId), command }];
}
