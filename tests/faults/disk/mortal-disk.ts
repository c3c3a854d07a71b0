import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PowerCutDisk, type Survival } from './power-cut-disk.ts';
import { unwatched, watchDisk, type DiskCall } from './watch-disk.ts';

/** How a process ends: killed, so that the system keeps what it wrote, or with the power. */
export type Death = 'kill' | { readonly powerCut: Survival };

/**
 * A disk on which one life after another writes. Each ends just before a chosen call to the file system: from then on every
 * call of that life fails, and the next one finds what such a death leaves.
 */
export class MortalDisk {
  /** Calls of the present life so far. */
  calls = 0;
  /** The call that was not made any more. */
  lastCall: DiskCall | undefined;
  /** Number of the present life. */
  life = 0;
  private readonly root: string;
  private state: PowerCutDisk;
  private callsLeft = Infinity;
  private death: Death = 'kill';
  private onDeath: () => void = () => {};
  private underWay = 0;

  private constructor(root: string) {
    this.root = root;
    mkdirSync(this.directory);
    this.state = new PowerCutDisk(this.directory);
  }

  /** A disk in a directory, which stays the caller's to delete. */
  static async create(root: string): Promise<{ readonly disk: MortalDisk; readonly release: () => void }> {
    const disk = new MortalDisk(root);
    const release = await watchDisk(root, {
      before: (call) => disk.before(call),
      after: (call, succeeded) => disk.after(call, succeeded),
    });
    return { disk, release };
  }

  /** Where the present life writes. */
  get directory(): string {
    return join(this.root, `life-${this.life}`);
  }

  /** Whether a life is the present one and has not ended. */
  isAlive(life: number): boolean {
    return life === this.life && this.lastCall === undefined;
  }

  /** Lets the present life end after so many more calls. Resolves when it has. */
  dieAfter(calls: number, death: Death): Promise<void> {
    this.callsLeft = calls;
    this.death = death;
    return new Promise((resolve) => (this.onDeath = resolve));
  }

  /** Begins the next life, once no call of the last one is under way any more. */
  async rise(): Promise<void> {
    while (this.underWay > 0) await new Promise((resolve) => setImmediate(resolve));
    unwatched(() => this.takeOver());
    this.calls = 0;
    this.callsLeft = Infinity;
    this.lastCall = undefined;
  }

  private get nextDirectory(): string {
    return join(this.root, `life-${this.life + 1}`);
  }

  private takeOver(): void {
    if (this.death === 'kill') {
      renameSync(this.directory, this.nextDirectory);
      // A kill releases locks; this process lives on and would keep them.
      for (const name of ['lock.sqlite', 'lock.sqlite-journal'])
        rmSync(join(this.nextDirectory, 'spool', 'slot-0001', name), { force: true });
    }
    this.life++;
    if (this.death !== 'kill') this.state = new PowerCutDisk(this.directory);
    else this.state.moveTo(this.directory);
  }

  private before(call: DiskCall): void {
    if (this.lastCall !== undefined || !`${call.path}/`.startsWith(`${this.directory}/`)) throw toDeadError();
    this.calls++;
    if (--this.callsLeft < 0) {
      this.lastCall = call;
      if (this.death !== 'kill') this.state.cut(this.nextDirectory, this.death.powerCut);
      this.onDeath();
      throw toDeadError();
    }
    this.underWay++;
    this.state.before(call);
  }

  private after(call: DiskCall, succeeded: boolean): void {
    this.underWay--;
    if (succeeded && this.lastCall === undefined) this.state.after(call);
  }
}

function toDeadError(): Error {
  return Object.assign(new Error('EIO: this process is dead'), { code: 'EIO' });
}
