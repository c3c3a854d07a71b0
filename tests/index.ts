/** What measurements share with the tests: the whole product in processes of its own. */
export { startProduct, type Product, type ProductOptions, type ProductUrls } from './product/start-product.ts';
/** The real stack's programs, built from their Go modules. */
export { ensureBackends, findBackends, type Backends } from './backends/build/ensure-backends.ts';
export { startLoki, type LokiPlace } from './backends/run/start-loki.ts';
export { startCollector, type RunningCollector } from './backends/run/start-collector.ts';
export { startCaptureServer } from './backends/run/capture-server.ts';
export { findFreePorts } from './backends/run/free-ports.ts';
export { waitUntil } from './backends/run/wait-until.ts';
/** The real browser, and people of the workbench in it. */
export { launchBrowser } from './browser/launch-browser.ts';
export { PAGE_SETTINGS } from './browser/launch-options.ts';
export { logIn } from './browser/log-in.ts';
