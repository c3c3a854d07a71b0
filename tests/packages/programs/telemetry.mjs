import { startBotTelemetry } from '@botscope/instrumentation/node';

export const telemetry = startBotTelemetry({ serviceName: 'bot', environment: 'sandbox', bot: { id: '42' } });
export const stop = () => telemetry.forceFlush().then(() => telemetry.shutdown());
