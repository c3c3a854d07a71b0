import { ensureBackends, ensureComposeLoader } from './ensure-backends.ts';

const { collector, loki } = await ensureBackends();
console.log(`Collector: ${collector}\nLoki: ${loki}`);
console.log(`Loader of compose files: ${await ensureComposeLoader()}`);
