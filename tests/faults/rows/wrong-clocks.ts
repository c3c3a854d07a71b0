import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assembleConversation, parseRecord, toLokiEntry, type BotRecord } from '@botscope/records';
import { findChainFaults, listChanges } from '../audit-evidence.ts';
import { FaultCollector } from '../fault-collector.ts';
import type { FaultResult } from '../fault-result.ts';
import type { TurnReply, TurnRequest } from '../programs/clock-bot.ts';
import { withDirectory } from '../with-directory.ts';

const program = fileURLToPath(new URL('../programs/clock-bot.ts', import.meta.url));
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The instrumentation keeps the order of its records across clocks that go back by less. */
const LONGEST_BORROWED_MILLIS = 5 * MINUTE + SECOND;
const STEPS_PER_TURN = 6;

/** A conversation, turn by turn: on which host, how wrong its clock is, and by how much it jumps within the turn. */
interface Scenario {
  readonly name: string;
  readonly turns: readonly { readonly host: number; readonly skewMillis: number; readonly jumpMillis: number }[];
}

const alone = (name: string, skews: readonly number[], jumpMillis = 0): Scenario => ({
  name,
  turns: skews.map((skewMillis) => ({ host: 0, skewMillis, jumpMillis })),
});
const shared = (name: string, skews: readonly number[], rounds: number): Scenario => ({
  name,
  turns: Array.from({ length: rounds * skews.length }, (_, i) => {
    const host = i % skews.length;
    return { host, skewMillis: skews[host] ?? 0, jumpMillis: 0 };
  }),
});

/** To the last second of summer time in Berlin, and over it. */
const toSummerTimesEnd = Date.parse('2026-10-25T00:59:59Z') - Date.now();

const SCENARIOS: readonly Scenario[] = [
  alone('an hour forward and back', [0, HOUR, HOUR, 0, 0]),
  alone('an hour back and forward', [0, -HOUR, -HOUR, 0, 0]),
  alone('a day forward and back', [0, DAY, DAY, 0, 0]),
  alone('a day back and forward', [0, -DAY, -DAY, 0, 0]),
  alone('back by a minute each turn', [0, -MINUTE, -2 * MINUTE, -3 * MINUTE, -4 * MINUTE]),
  alone('back by ten minutes each turn', [0, -10 * MINUTE, -20 * MINUTE, -30 * MINUTE]),
  alone('an hour back within each turn', [0, 0, 0], -HOUR),
  alone('a day forward within each turn', [0, 0, 0], DAY),
  alone('two seconds back within each turn', [0, 0, 0], -2 * SECOND),
  alone('the end of summer time', [toSummerTimesEnd, toSummerTimesEnd + SECOND, toSummerTimesEnd + HOUR]),
  shared('three hosts, an hour apart', [0, HOUR, -HOUR], 3),
  shared('three hosts, a day apart', [DAY, 0, -DAY], 3),
];

/** R7: clocks jump, go back and differ between hosts; every conversation keeps its order, nothing lasts less than no time, ids go up. */
export function setClocks(rounds: number): Promise<FaultResult> {
  return withDirectory('clocks', async (directory) => {
    const collector = await new FaultCollector().start();
    const hosts = [0, 1, 2].map((host) => startHost(collector.url, join(directory, `host-${host}`)));
    const stage = new Stage(collector, hosts);
    try {
      for (let round = 0; round < rounds; round++)
        for (const scenario of SCENARIOS) await stage.play(scenario, `${scenario.name} #${round}`);
      await Promise.all(hosts.map(stopHost));
      return stage.judge(rounds);
    } finally {
      for (const host of hosts) host.kill('SIGKILL');
      await collector.stop();
    }
  });
}

function startHost(endpoint: string, spoolDirectory: string): ChildProcess {
  return fork(program, [endpoint, spoolDirectory], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TZ: 'Europe/Berlin' },
  });
}

async function stopHost(host: ChildProcess): Promise<void> {
  const closed = once(host, 'close');
  host.send('stop');
  const [code] = (await closed) as [number | null];
  if (code !== 0) throw new Error(`A host ended with ${code}.`);
}

class Stage {
  private readonly collector: FaultCollector;
  private readonly hosts: readonly ChildProcess[];
  private readonly turnCounts = new Map<string, number>();
  private readonly replies = new Map<number, TurnReply[]>();
  private readonly failures: string[] = [];

  constructor(collector: FaultCollector, hosts: readonly ChildProcess[]) {
    this.collector = collector;
    this.hosts = hosts;
  }

  /** Each scenario begins with a Collector that names a moment by its own clock. */
  async play({ turns }: Scenario, uid: string): Promise<void> {
    let refusals = 2;
    this.collector.behaviour = ({ response }) => {
      if (refusals-- <= 0) return true;
      response.writeHead(503, { 'retry-after': new Date(Date.now() + SECOND).toUTCString() }).end();
      return false;
    };
    for (const [turnCount, { host, ...clock }] of turns.entries()) {
      const reply = await this.ask(host, { uid, turnCount, ...clock });
      this.replies.set(host, [...(this.replies.get(host) ?? []), reply]);
    }
    this.turnCounts.set(uid, turns.length);
  }

  judge(rounds: number): FaultResult {
    const { collector } = this;
    const entries = [...collector.taken].map(([uid, record]) => ({ record, resource: collector.resources.get(uid) }));
    const records = entries.map(({ record, resource }) =>
      parseRecord(toLokiEntry(record, { attributes: resource ?? {} })),
    );
    for (const [uid, turns] of this.turnCounts) this.checkConversation(uid, turns, records);
    for (const replies of this.replies.values()) this.checkIds(replies);
    const backwards = collector.spans.filter((span) => span.endTimeUnixNano < span.startTimeUnixNano);
    for (const span of backwards) this.failures.push(`span ${span.name} ends before it begins`);
    this.failures.push(...findChainFaults(listChanges(collector.taken.values())));
    const steps = records.filter(({ type }) => type === 'step').length;
    return {
      row: 'R7',
      what: `${SCENARIOS.length} ways of clocks to be wrong, ${rounds} times each`,
      totals: `${this.turnCounts.size} conversations, ${steps} steps, ${collector.spans.length} spans, ${[...this.replies.values()].flat().length} audit changes`,
      failures: this.failures,
    };
  }

  private async ask(host: number, request: TurnRequest): Promise<TurnReply> {
    const process = this.hosts[host] as ChildProcess;
    const answer = once(process, 'message');
    process.send(request);
    const [reply] = (await answer) as [TurnReply];
    return reply;
  }

  private checkConversation(uid: string, turnCount: number, records: readonly BotRecord[]): void {
    const own = records.filter((record) => record.conversationId === uid && record.type !== 'audit');
    const conversation = assembleConversation(own, { nowUnixNano: BigInt(Date.now()) * 1_000_000n });
    const turns = conversation?.turns ?? [];
    const indexes = turns.map(({ index }) => index).join();
    const expected = Array.from({ length: turnCount }, (_, i) => i + 1).join();
    if (indexes !== expected) this.failures.push(`${uid}: turns ${indexes}, not ${expected}`);
    for (const turn of turns) {
      const steps = turn.steps.map(({ id }) => id).join();
      const inOrder = Array.from({ length: STEPS_PER_TURN }, (_, i) => `n${i + 1}`).join();
      if (steps !== inOrder) this.failures.push(`${uid}: turn ${turn.index} has steps ${steps}`);
      if (!((turn.durationMillis ?? -1) >= 0))
        this.failures.push(`${uid}: turn ${turn.index} lasts ${turn.durationMillis}`);
      for (const step of turn.steps)
        if (!((step.durationMillis ?? -1) >= 0))
          this.failures.push(`${uid}: step ${step.id} lasts ${step.durationMillis}`);
    }
  }

  /** Of one process, in the order in which they were made. */
  private checkIds(replies: readonly TurnReply[]): void {
    const uids = replies.flatMap(({ eventUid, auditUid }) => [eventUid, auditUid]);
    uids.forEach((uid, i) => {
      if (i > 0 && uid <= (uids[i - 1] ?? '')) this.failures.push(`uid ${uid} follows ${uids[i - 1]}`);
    });
    for (const [i, reply] of replies.entries()) {
      const last = replies[i - 1];
      if (last?.chain === reply.chain && !(BigInt(reply.auditId) > BigInt(last.auditId) && reply.seq === last.seq + 1))
        this.failures.push(`audit id ${reply.auditId} (${reply.seq}) follows ${last.auditId} (${last.seq})`);
      if (reply.lagMillis < 0) this.failures.push(`a lag of ${reply.lagMillis} ms`);
      const event = this.collector.taken.get(reply.eventUid);
      const ahead = Number((event?.timestampUnixNano ?? 0n) / 1_000_000n) - reply.eventMillis;
      if (event === undefined) this.failures.push(`event ${reply.eventUid} is lost`);
      else if (ahead < -SECOND || ahead > LONGEST_BORROWED_MILLIS)
        this.failures.push(`an event is recorded ${ahead} ms ahead of the host's clock`);
    }
  }
}
