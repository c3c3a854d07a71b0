import { runRedaction } from '../../security/redaction/run-redaction.ts';
import type { FaultResult } from '../fault-result.ts';

const FEWEST_KINDS = 40;
const SHOWN = 20;

/** R11: secrets in every position of what a bot records: none is written or sent anywhere; what only looks like one stays. */
export async function seedSecrets(secrets: number, harmless: number, seed: number): Promise<FaultResult> {
  const found = await runRedaction({ secrets, harmless, seed });
  const tooMany = found.changed.length > found.harmless / 100;
  return {
    row: 'R11',
    what: 'secrets in every position, in spool, quarantine, records and spans',
    totals:
      `${found.secrets} secrets of ${found.kinds} kinds in ${found.records} records and ${found.quarantined} in quarantine, ` +
      `${found.leaks.length} found; ${found.changed.length} of ${found.harmless} harmless texts changed; seed ${seed}`,
    failures: [
      ...found.leaks.slice(0, SHOWN),
      ...found.broken.slice(0, SHOWN).map((body) => `no JSON any more: ${body}`),
      ...(found.kinds < FEWEST_KINDS ? [`only ${found.kinds} kinds were tried`] : []),
      ...(found.quarantined === 0 ? ['nothing was in quarantine'] : []),
      ...(tooMany ? found.changed.slice(0, SHOWN).map((text) => `harmless, but changed: ${text.slice(0, 100)}`) : []),
    ],
  };
}
