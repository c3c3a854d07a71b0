import { fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startProduct } from '../../product/start-product.ts';
import { compareNumbers, type FaultResult } from '../fault-result.ts';
import { readAllRecords } from '../read-all.ts';

const program = fileURLToPath(new URL('../programs/working-bot.ts', import.meta.url));

/** What the bot prints at its end. */
interface Delivered {
  readonly steps: number;
  readonly changes: number;
}

function startBot(args: readonly string[]) {
  const bot = fork(program, [...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let text = '';
  bot.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<Delivered>((resolve, reject) => {
    bot.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(text) as Delivered) : reject(new Error(`The bot ended with ${code}.`)),
    );
  });
  return { ended, stop: () => bot.send('stop') };
}

/** Numbers 0 … count − 1. */
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** R4: standalone stopped under traffic and started again; nothing is lost, nothing is doubled. */
export async function stopStandalone(outageMillis: number): Promise<FaultResult> {
  const first = await startProduct({ args: ['--no-demo'] });
  const bot = startBot([first.urls.otlp, mkdtempSync(join(tmpdir(), 'botscope-spool-'))]);
  await delay(5000);
  await first.stop();
  await delay(outageMillis);
  const { port } = new URL(first.urls.otlp);
  const second = await startProduct({
    args: ['--no-demo'],
    dataDirectory: first.dataDirectory,
    environment: { BOTSCOPE_OTLP_PORT: port },
  });
  await delay(3000);
  bot.stop();
  const { steps, changes } = await bot.ended;
  const stepRecords = await readAllRecords(
    second.urls.loki,
    'records',
    '{bot_record_kind="step", bot_id="working"} | bot_event = "bot.step.completed"',
  );
  const auditRecords = await readAllRecords(second.urls.loki, 'audit', '{bot_record_kind="audit", bot_id="working"}');
  await second.stop();
  const stepNumbers = stepRecords.map((record) => (JSON.parse(record.line) as { output: { n: number } }).output.n);
  const changeNumbers = auditRecords
    .filter((r) => r.type === 'audit')
    .map((record) => (JSON.parse(record.line) as { after: { n: number } }).after.n);
  const failures = [
    { name: 'step', ...compareNumbers(upTo(steps), stepNumbers) },
    { name: 'audit change', ...compareNumbers(upTo(changes), changeNumbers) },
  ].flatMap(({ name, lost, doubled }) => [
    ...lost.map((n) => `${name} ${n} is lost`),
    ...doubled.map((n) => `${name} ${n} is doubled`),
  ]);
  return {
    row: 'R4',
    what: `standalone stopped for ${outageMillis / 1000} s under traffic`,
    totals: `${steps} steps and ${changes} audit changes sent, ${stepNumbers.length} and ${changeNumbers.length} stored`,
    failures,
  };
}
