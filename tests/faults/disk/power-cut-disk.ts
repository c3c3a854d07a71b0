import fs from 'node:fs';
import { join } from 'node:path';
import type { DiskCall } from './watch-disk.ts';

interface FileNode {
  readonly kind: 'file';
  /** Content at the last sync; empty when there was none. */
  synced: Buffer;
}

interface DirectoryNode {
  readonly kind: 'directory';
  /** Entries at the last sync; empty when there was none. */
  synced: Map<string, DiskNode>;
}

type DiskNode = FileNode | DirectoryNode;

/** What becomes of writes that were never synced: none survives, or any of them may, each for itself and in part. */
export type Survival = 'none' | 'some';

/** SQLite's lock is no part of what a power cut tests, and a lock file of a process that is gone holds nothing. */
const LOCK_FILE = 'lock.sqlite';

/**
 * Knows what a disk would hold after a power cut: of every file the content at its last `fsync` or `fdatasync`, of every
 * directory the entries at its last `fsync`. The directory given first is there as it is.
 */
export class PowerCutDisk {
  private directory: string;
  private readonly nodes = new Map<number, DiskNode>();

  constructor(directory: string) {
    this.directory = directory;
    this.trust(directory);
  }

  /** To be told of every call before it is made: a number of a deleted file may be used again. */
  before({ name, path, target }: DiskCall): void {
    const gone = name === 'unlink' ? path : target;
    const inode = gone === undefined ? undefined : toInode(gone);
    if (inode !== undefined) this.nodes.delete(inode);
  }

  /** To be told of every call that succeeded. */
  after({ name, path, option }: DiskCall): void {
    const isSync = name === 'handle.datasync' || name === 'handle.sync' || (name === 'writeFile' && option === true);
    const node = isSync ? this.nodeAt(path) : undefined;
    if (node?.kind === 'file') node.synced = fs.readFileSync(path);
    if (node?.kind === 'directory') node.synced = this.entriesOf(path);
  }

  /** Makes a directory with what is left after a power cut now. */
  cut(target: string, survival: Survival): void {
    const root = this.nodeAt(this.directory);
    fs.mkdirSync(target);
    if (root?.kind === 'directory') this.write(root, this.directory, target, survival);
  }

  /** The directory has another name now. */
  moveTo(directory: string): void {
    this.directory = directory;
  }

  private trust(path: string): void {
    const node = this.nodeAt(path);
    if (node?.kind === 'file') node.synced = fs.readFileSync(path);
    if (node?.kind !== 'directory') return;
    node.synced = this.entriesOf(path);
    for (const name of node.synced.keys()) this.trust(join(path, name));
  }

  private entriesOf(path: string): Map<string, DiskNode> {
    const entries = fs.readdirSync(path).map((name) => [name, this.nodeAt(join(path, name))] as const);
    return new Map(entries.filter((entry): entry is [string, DiskNode] => entry[1] !== undefined));
  }

  private nodeAt(path: string): DiskNode | undefined {
    const inode = toInode(path);
    if (inode === undefined) return undefined;
    const known = this.nodes.get(inode);
    const kind = fs.statSync(path).isDirectory() ? 'directory' : 'file';
    // SQLite deletes files unseen, and their numbers are used again.
    if (known?.kind === kind) return known;
    const node: DiskNode = kind === 'directory' ? { kind, synced: new Map() } : { kind, synced: Buffer.alloc(0) };
    this.nodes.set(inode, node);
    return node;
  }

  private write(node: DirectoryNode, cached: string, target: string, survival: Survival): void {
    for (const [name, child] of this.listSurvivors(node, cached, survival)) {
      if (name === LOCK_FILE) continue;
      const [from, to] = [join(cached, name), join(target, name)];
      if (child.kind === 'file') fs.writeFileSync(to, toContent(child, from, survival));
      else {
        fs.mkdirSync(to);
        this.write(child, from, to, survival);
      }
    }
  }

  /** Entries that were synced, and with `some` any choice between those and the ones that the system had in memory. */
  private listSurvivors(node: DirectoryNode, cached: string, survival: Survival): Map<string, DiskNode> {
    const entries = new Map(node.synced);
    if (survival === 'none' || !fs.existsSync(cached)) return entries;
    const present = this.entriesOf(cached);
    for (const name of node.synced.keys()) if (!present.has(name) && Math.random() < 0.5) entries.delete(name);
    for (const [name, child] of present) if (!entries.has(name) && Math.random() < 0.5) entries.set(name, child);
    return entries;
  }
}

function toInode(path: string): number | undefined {
  return fs.statSync(path, { throwIfNoEntry: false })?.ino;
}

/** Of bytes that were not synced, a part may be there, or their size with zeros in place of them. */
function toContent({ synced }: FileNode, cached: string, survival: Survival): Buffer {
  if (survival === 'none' || !fs.existsSync(cached)) return synced;
  const current = fs.readFileSync(cached);
  const written = current.subarray(0, synced.length + Math.floor(Math.random() * (current.length - synced.length + 1)));
  const zeros = Math.random() < 0.3 ? current.length - written.length : 0;
  return (
    [synced, current, Buffer.concat([written, Buffer.alloc(Math.max(0, zeros))])][Math.floor(Math.random() * 3)] ??
    synced
  );
}
