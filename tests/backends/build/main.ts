import { ensureBackends } from './ensure-backends.ts';

const { collector, loki } = await ensureBackends();
console.log(`Collector: ${collector}\nLoki: ${loki}`);
