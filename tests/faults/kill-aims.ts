import type { DiskCall } from './disk/watch-disk.ts';

/** A point in the life of an audit record at which its process is killed. */
export interface KillAim {
  readonly name: string;
  readonly moment: 'before' | 'after';
  readonly matches: (call: DiskCall) => boolean;
  /** It comes before anything can be acknowledged. */
  readonly isAtStart?: boolean;
}

const isAudit = ({ path }: DiskCall): boolean => path.includes('/audit/') && path.endsWith('.seg');
const isQuarantine = ({ path }: DiskCall): boolean => path.includes('/audit/quarantine');
const isNamed =
  (...names: readonly string[]) =>
  ({ name }: DiskCall): boolean =>
    names.includes(name);
const isWrite = isNamed('handle.write', 'handle.writev');

/** Where processes are killed. */
export const KILL_AIMS: readonly KillAim[] = [
  { name: 'before the write', moment: 'before', matches: (call) => isAudit(call) && isWrite(call) },
  { name: 'between write and fsync', moment: 'before', matches: isNamed('handle.datasync') },
  { name: 'between fsync and acknowledgement', moment: 'after', matches: isNamed('handle.datasync') },
  {
    name: 'before a new file',
    moment: 'before',
    matches: (call) => isAudit(call) && call.name === 'open' && call.option === 'w',
  },
  {
    name: 'after a new file',
    moment: 'after',
    matches: (call) => isAudit(call) && call.name === 'open' && call.option === 'w',
  },
  {
    name: 'between export and forgetting',
    moment: 'before',
    matches: (call) => call.path.endsWith('/audit/position') && isWrite(call),
  },
  {
    name: 'before a delivered file goes',
    moment: 'before',
    matches: (call) => isAudit(call) && call.name === 'unlink',
  },
  { name: 'in quarantine', moment: 'before', matches: (call) => isQuarantine(call) && call.name === 'rename' },
  { name: 'after quarantine', moment: 'after', matches: (call) => isQuarantine(call) && call.name === 'rename' },
  {
    name: 'in the takeover of a slot',
    moment: 'before',
    matches: isNamed('mkdir', 'readdir', 'readFile', 'open', 'handle.datasync', 'truncate'),
    isAtStart: true,
  },
];
