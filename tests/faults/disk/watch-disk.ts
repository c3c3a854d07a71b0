import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** A call of the file system below a watched directory. */
export interface DiskCall {
  /** Function of `node:fs` or `node:fs/promises`, or method of a file handle, such as `handle.datasync`. */
  readonly name: string;
  readonly path: string;
  /** Second path of a rename. */
  readonly target?: string;
  /** With `writeFile`, whether it flushes; with `open`, its flags. */
  readonly option?: unknown;
}

/** What happens around every call. */
export interface DiskHooks {
  /** Before it; what this throws is what the call fails with. */
  readonly before: (call: DiskCall) => void;
  /** When it is over. */
  readonly after: (call: DiskCall, succeeded: boolean) => void;
}

let isUnwatched = false;

/** Uses files without being watched. Hooks are never watched themselves. */
export function unwatched<Result>(run: () => Result): Result {
  const before = isUnwatched;
  isUnwatched = true;
  try {
    return run();
  } finally {
    isUnwatched = before;
  }
}

type AnyFunction = (...args: unknown[]) => unknown;
type Functions = Record<string, AnyFunction>;

const PATH_CALLS = ['open', 'mkdir', 'unlink', 'rename', 'writeFile', 'appendFile', 'truncate', 'readFile', 'readdir'];
const HANDLE_CALLS = ['read', 'write', 'writev', 'datasync', 'sync', 'truncate', 'stat'];
const DESCRIPTOR_CALLS = ['readSync', 'writeSync', 'writevSync', 'fsyncSync', 'fdatasyncSync', 'ftruncateSync'];

/**
 * Puts hooks below everything in this process that uses files under a directory through Node's own modules, whoever
 * imported them already. Returns what takes them away again.
 */
export async function watchDisk(directory: string, hooks: DiskHooks): Promise<() => void> {
  const watcher = new DiskWatcher(directory, hooks);
  const sync = fs as unknown as Functions;
  const promises = fs.promises as unknown as Functions;
  for (const name of PATH_CALLS) {
    watcher.replace(promises, name, (original) => watcher.watchPathCall(name, original));
    watcher.replace(sync, `${name}Sync`, (original) => watcher.watchPathCallSync(name, original));
  }
  for (const name of DESCRIPTOR_CALLS)
    watcher.replace(sync, name, (original) => watcher.watchDescriptor(name, original));
  watcher.replace(sync, 'closeSync', (original) => watcher.forgetDescriptor(original));
  const handle = await findHandlePrototype();
  for (const name of HANDLE_CALLS) watcher.replace(handle, name, (original) => watcher.watchHandle(name, original));
  syncBuiltinESMExports();
  return () => {
    watcher.restore();
    syncBuiltinESMExports();
  };
}

class DiskWatcher {
  private readonly directory: string;
  private readonly hooks: DiskHooks;
  private readonly handles = new WeakMap<object, string>();
  private readonly descriptors = new Map<unknown, string>();
  private readonly undo: (() => void)[] = [];

  constructor(directory: string, hooks: DiskHooks) {
    this.directory = directory;
    this.hooks = hooks;
  }

  replace(owner: Functions, name: string, wrap: (original: AnyFunction) => AnyFunction): void {
    const original = owner[name];
    if (original === undefined) throw new Error(`Node has no ${name} to watch.`);
    owner[name] = wrap(original);
    this.undo.push(() => (owner[name] = original));
  }

  restore(): void {
    for (const step of this.undo) step();
  }

  watchPathCall(name: string, original: AnyFunction): AnyFunction {
    return (...args) => {
      if (!this.isWatched(args[0])) return original(...args);
      const call = toCall(name, args);
      return this.run(call, async () => {
        const result = await original(...args);
        if (name === 'open') this.handles.set(result as object, call.path);
        return result;
      });
    };
  }

  watchPathCallSync(name: string, original: AnyFunction): AnyFunction {
    return (...args) => {
      if (!this.isWatched(args[0])) return original(...args);
      const call = toCall(name, args);
      const result = this.runSync(call, () => original(...args));
      if (name === 'open') this.descriptors.set(result, call.path);
      return result;
    };
  }

  watchDescriptor(name: string, original: AnyFunction): AnyFunction {
    return (...args) => {
      const path = this.descriptors.get(args[0]);
      if (path === undefined || isUnwatched) return original(...args);
      return this.runSync({ name: `handle.${name.replace(/^f|Sync$/g, '')}`, path }, () => original(...args));
    };
  }

  forgetDescriptor(original: AnyFunction): AnyFunction {
    return (...args) => {
      this.descriptors.delete(args[0]);
      return original(...args);
    };
  }

  watchHandle(name: string, original: AnyFunction): AnyFunction {
    const { handles } = this;
    const run = (call: DiskCall, make: () => Promise<unknown>) => this.run(call, make);
    return function (this: object, ...args) {
      const path = handles.get(this);
      const make = async () => original.apply(this, args);
      return path === undefined ? make() : run({ name: `handle.${name}`, path }, make);
    };
  }

  private isWatched(path: unknown): boolean {
    return typeof path === 'string' && path.startsWith(`${this.directory}/`) && !isUnwatched;
  }

  private async run(call: DiskCall, make: () => Promise<unknown>): Promise<unknown> {
    unwatched(() => this.hooks.before(call));
    try {
      const result = await make();
      unwatched(() => this.hooks.after(call, true));
      return result;
    } catch (error) {
      unwatched(() => this.hooks.after(call, false));
      throw error;
    }
  }

  private runSync(call: DiskCall, make: () => unknown): unknown {
    unwatched(() => this.hooks.before(call));
    try {
      const result = unwatched(make);
      unwatched(() => this.hooks.after(call, true));
      return result;
    } catch (error) {
      unwatched(() => this.hooks.after(call, false));
      throw error;
    }
  }
}

function toCall(name: string, args: readonly unknown[]): DiskCall {
  const path = args[0] as string;
  if (name === 'rename') return { name, path, target: args[1] as string };
  if (name === 'writeFile') return { name, path, option: (args[2] as { flush?: boolean } | undefined)?.flush };
  return name === 'open' ? { name, path, option: args[1] } : { name, path };
}

async function findHandlePrototype(): Promise<Functions> {
  const handle = await fs.promises.open(process.execPath, 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as Functions;
}
