import { compareNumbers } from './fault-result.ts';
import { readAllRecords } from './read-all.ts';
import { readUntilComplete } from './read-until-complete.ts';
import { upTo, type WorkDone } from './working-bot.ts';

/** What a reader finds of a working bot's records. */
export interface WorkFound {
  readonly steps: number;
  readonly changes: number;
  /** Each record that never arrived, in words. */
  readonly lost: readonly string[];
  /** The lost ones, and each record that is there more than once. */
  readonly failures: readonly string[];
}

async function readSteps(lokiUrl: string): Promise<number[]> {
  const selector = '{bot_record_kind="step", bot_id="working"} | bot_event = "bot.step.completed"';
  const records = await readAllRecords(lokiUrl, 'records', selector);
  return records.map(({ line }) => (JSON.parse(line) as { output: { n: number } }).output.n);
}

async function readChanges(lokiUrl: string): Promise<number[]> {
  const records = await readAllRecords(lokiUrl, 'audit', '{bot_record_kind="audit", bot_id="working"}');
  return records
    .filter(({ type }) => type === 'audit')
    .map(({ line }) => (JSON.parse(line) as { after: { n: number } }).after.n);
}

/** Compares what a working bot recorded with what a reader sees, once everything has arrived or too much time has passed. */
export function readWork(lokiUrl: string, { steps, changes }: WorkDone): Promise<WorkFound> {
  return readUntilComplete(async () => {
    const [stepNumbers, changeNumbers] = await Promise.all([readSteps(lokiUrl), readChanges(lokiUrl)]);
    const compared = [
      { name: 'step', ...compareNumbers(upTo(steps), stepNumbers) },
      { name: 'audit change', ...compareNumbers(upTo(changes), changeNumbers) },
    ];
    const lost = compared.flatMap(({ name, lost: numbers }) => numbers.map((n) => `${name} ${n} is lost`));
    const doubled = compared.flatMap(({ name, doubled: numbers }) => numbers.map((n) => `${name} ${n} is doubled`));
    return { steps: stepNumbers.length, changes: changeNumbers.length, lost, failures: [...lost, ...doubled] };
  });
}
