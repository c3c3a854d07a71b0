/** As `load-entries.mjs`, by `require`. */
export const LOAD_ENTRIES_CJS = `const counts = {};
for (const name of process.argv.slice(2)) counts[name] = Object.keys(require(name)).length;
process.stdout.write('\\n' + JSON.stringify(counts) + '\\n');
`;

/** As `telemetry.mjs`, by `require`. */
export const TELEMETRY_CJS = `const { startBotTelemetry } = require('@botscope/instrumentation/node');
const telemetry = startBotTelemetry({ serviceName: 'bot', environment: 'sandbox', bot: { id: '42' } });
module.exports = { telemetry, stop: () => telemetry.forceFlush().then(() => telemetry.shutdown()) };
`;
