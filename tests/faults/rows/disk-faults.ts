import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AuditError, type BotTelemetry, type QueueStats } from '@botscope/instrumentation';
import { startBotTelemetry } from '@botscope/instrumentation/node';
import { listChanges, toChangeNumber } from '../audit-evidence.ts';
import { FaultyDisk, takesSpace, type DiskFault } from '../disk/faulty-disk.ts';
import { unwatched } from '../disk/watch-disk.ts';
import { FaultCollector } from '../fault-collector.ts';
import { compareNumbers, type FaultResult } from '../fault-result.ts';
import { withDirectory } from '../with-directory.ts';

/** A way in which the spool's disk fails for a while. */
interface Trial {
  readonly name: string;
  /** Made anew for each run. */
  readonly fault?: (directory: string) => DiskFault;
  /** Done once when the fault begins. */
  readonly begin?: (directory: string) => void;
  /** Whether every audit record has to be refused while it lasts. */
  readonly refusesAudit: boolean;
}

const QUOTA_BYTES = 65_536;
const RECOVERY_MILLIS = 60_000;
const everyNth =
  (n: number, code: string): Trial['fault'] =>
  () => {
    let calls = 0;
    return (call) => (takesSpace(call) && ++calls % n === 0 ? code : undefined);
  };
const whenever =
  (code: string, matches: (call: Parameters<DiskFault>[0]) => boolean): Trial['fault'] =>
  () =>
  (call) =>
    matches(call) ? code : undefined;

const TRIALS: readonly Trial[] = [
  { name: 'disk full', fault: whenever('ENOSPC', takesSpace), refusesAudit: true },
  { name: 'every write fails', fault: whenever('EIO', takesSpace), refusesAudit: true },
  { name: 'every sync fails', fault: whenever('EIO', ({ name }) => name === 'handle.datasync'), refusesAudit: true },
  { name: 'disk over quota', fault: whenever('EDQUOT', takesSpace), refusesAudit: true },
  { name: 'nothing works', fault: whenever('EIO', () => true), refusesAudit: true },
  { name: 'every 2nd write fails', fault: everyNth(2, 'ENOSPC'), refusesAudit: false },
  { name: 'every 3rd write fails', fault: everyNth(3, 'ENOSPC'), refusesAudit: false },
  { name: 'every 7th write fails', fault: everyNth(7, 'EIO'), refusesAudit: false },
  { name: 'no descriptors left', fault: whenever('EMFILE', ({ name }) => name === 'open'), refusesAudit: false },
  { name: 'nothing can be deleted', fault: whenever('EACCES', ({ name }) => name === 'unlink'), refusesAudit: false },
  {
    name: 'read-only directory',
    fault: whenever('EROFS', (call) => takesSpace(call) || ['unlink', 'rename'].includes(call.name)),
    refusesAudit: true,
  },
  {
    name: 'position cannot be kept',
    fault: whenever('EIO', ({ path }) => path.endsWith('position')),
    refusesAudit: false,
  },
  { name: 'nothing can be read', fault: whenever('EIO', ({ name }) => name === 'handle.read'), refusesAudit: false },
  {
    name: 'directory removed',
    begin: (directory) => rmSync(directory, { recursive: true, force: true }),
    refusesAudit: false,
  },
  {
    name: 'directory removed and cannot be made again',
    begin: (directory) => rmSync(directory, { recursive: true, force: true }),
    fault: whenever('EACCES', ({ name }) => name === 'mkdir'),
    refusesAudit: true,
  },
];

/** What a bot found out while its disk failed. */
class Report {
  readonly acknowledged: number[] = [];
  readonly refused: number[] = [];
  readonly failures: string[] = [];
  hits = 0;
  dropped = 0;
  delivered = 0;
}

/** R5: the spool's disk is full, fails or disappears; the bot does not notice, audit refuses loudly, every record is counted and all is well again without a restart. */
export async function failDisk(rounds: number): Promise<FaultResult> {
  const report = new Report();
  const onStray = (error: unknown): void =>
    void report.failures.push(`something was thrown at the bot: ${String(error)}`);
  process.on('unhandledRejection', onStray).on('uncaughtException', onStray);
  try {
    for (let round = 0; round < rounds; round++) for (const trial of TRIALS) await runTrial(trial, report);
    await fillQuota(report);
  } finally {
    process.off('unhandledRejection', onStray).off('uncaughtException', onStray);
  }
  const { acknowledged, refused, hits, dropped, delivered, failures } = report;
  return {
    row: 'R5',
    what: `${TRIALS.length} ways in which a disk fails, ${rounds} times each, and a full quota (${hits} calls failed)`,
    totals: `${acknowledged.length} changes acknowledged, ${refused.length} refused; ${delivered} other records delivered, ${dropped} dropped and counted`,
    failures,
  };
}

function runTrial(trial: Trial, report: Report): Promise<void> {
  return withBot(trial.name, report, async (bot) => {
    await bot.work(10);
    if (bot.acknowledged.length !== 10) bot.complain('audit refused while the disk worked');
    // Who removes the directory removes what is in it.
    if (trial.begin !== undefined) await bot.telemetry.forceFlush({ timeoutMillis: RECOVERY_MILLIS });
    unwatched(() => trial.begin?.(bot.spoolDirectory));
    bot.disk.fail(trial.fault?.(bot.spoolDirectory));
    await bot.work(30);
    while (trial.fault !== undefined && bot.disk.hits === 0) await bot.work(1);
    if (trial.refusesAudit && bot.acknowledged.length > 10) bot.complain('audit acknowledged what no disk has');
    report.hits += bot.disk.hits;
    bot.disk.fail();
    await bot.recover();
    await bot.work(10);
  });
}

/** The Collector is away until the oldest records have had to go. */
function fillQuota(report: Report): Promise<void> {
  return withBot('full quota', report, async (bot) => {
    bot.collector.behaviour = ({ response }) => {
      response.writeHead(503).end();
      return false;
    };
    for (let i = 0; i < 20; i++) await bot.work(20);
    if ((bot.telemetry.stats().records.dropped['quota'] ?? 0) === 0) bot.complain('nothing was dropped for the quota');
    bot.collector.recover();
  });
}

/** A bot on a disk that can be made to fail. */
class TriedBot {
  readonly disk: FaultyDisk;
  readonly telemetry: BotTelemetry;
  readonly collector: FaultCollector;
  readonly spoolDirectory: string;
  readonly acknowledged: number[] = [];
  readonly refused: number[] = [];
  private readonly name: string;
  private readonly report: Report;
  private next = 0;

  constructor(name: string, root: string, disk: FaultyDisk, collector: FaultCollector, report: Report) {
    this.name = name;
    this.disk = disk;
    this.collector = collector;
    this.report = report;
    // Two levels that are not there yet.
    this.spoolDirectory = join(root, 'missing', 'spool');
    this.telemetry = startBotTelemetry({
      serviceName: 'tried-bot',
      environment: 'sandbox',
      bot: { id: 'tried' },
      endpoint: collector.url,
      spoolDirectory: this.spoolDirectory,
      spoolQuotaBytes: QUOTA_BYTES,
      runtimeSampleIntervalMillis: 0,
      recordFailures: false,
      global: false,
    });
  }

  complain(words: string): void {
    this.report.failures.push(`${this.name}: ${words}`);
  }

  /** So many turns, each with an audit change, as a bot has them: nothing may be thrown, results stay. */
  async work(turns: number): Promise<void> {
    for (let i = 0; i < turns; i++) {
      const result = this.telemetry
        .conversation({ uid: 'c1' })
        .turn({ input: 'hi' }, (turn) => turn.step({ id: 'n1', input: 'x'.repeat(500) }, () => i));
      if (result !== i) this.complain(`a step returned ${String(result)}`);
      await this.change();
      this.checkCounts();
      await delay(2);
    }
  }

  /** Tries until a change is acknowledged. */
  async recover(): Promise<void> {
    const deadline = Date.now() + RECOVERY_MILLIS;
    for (const before = this.acknowledged.length; this.acknowledged.length === before; await delay(20)) {
      if (Date.now() > deadline) return this.complain('audit still refuses though the disk works again');
      await this.change();
    }
  }

  /** Delivers everything and compares what arrived with what was promised. */
  async finish(): Promise<void> {
    await this.telemetry
      .forceFlush({ timeoutMillis: RECOVERY_MILLIS })
      .catch((error: Error) => this.complain(`${error.message} ${JSON.stringify(this.telemetry.stats())}`));
    this.checkCounts();
    const taken = [...this.collector.taken.values()];
    const changes = listChanges(taken);
    const numbers = changes.map(toChangeNumber);
    const { records } = this.telemetry.stats();
    const { lost, doubled } = compareNumbers(this.acknowledged, numbers);
    for (const n of lost) this.complain(`change ${n} was acknowledged and is lost`);
    for (const n of doubled) this.complain(`change ${n} came more than once`);
    for (const n of this.refused.filter((n) => numbers.includes(n))) this.complain(`change ${n} was refused and came`);
    const others = taken.length - changes.length;
    if (others !== records.delivered)
      this.complain(`${records.delivered} records counted as delivered, ${others} came`);
    this.report.acknowledged.push(...this.acknowledged);
    this.report.refused.push(...this.refused);
    this.report.delivered += others;
    this.report.dropped += sum(records.dropped);
  }

  private async change(): Promise<void> {
    const n = this.next++;
    try {
      await this.telemetry.audit.record({
        actor: { type: 'system', name: 'Writer' },
        action: 'UPDATED',
        entity: { type: 'card', id: String(n) },
        after: { n },
      });
      this.acknowledged.push(n);
    } catch (error) {
      this.refused.push(n);
      if (!(error instanceof AuditError) || error.code !== 'AUDIT_SPOOL_FAILED' || error.cause === undefined)
        this.complain(`audit refused with ${String(error)}`);
    }
  }

  private checkCounts(): void {
    const { records, audit } = this.telemetry.stats();
    for (const [name, stats] of Object.entries({ records, audit })) {
      const missing = countMissing(stats);
      if (missing !== 0) this.complain(`${missing} of ${name} are not accounted for: ${JSON.stringify(stats)}`);
    }
  }
}

/** emitted + recovered − (delivered + spooled + quarantined + dropped). */
function countMissing({ emitted, recovered, delivered, spooled, quarantined, dropped }: QueueStats): number {
  return emitted + recovered - delivered - spooled - quarantined - sum(dropped);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function withBot(name: string, report: Report, use: (bot: TriedBot) => Promise<void>): Promise<void> {
  return withDirectory('disk', async (root) => {
    const { disk, release } = await FaultyDisk.create(root);
    const collector = await new FaultCollector().start();
    const bot = new TriedBot(name, root, disk, collector, report);
    try {
      await use(bot);
      await bot.finish();
    } finally {
      await bot.telemetry.shutdown({ timeoutMillis: 1_000 });
      await collector.stop();
      release();
    }
  });
}
