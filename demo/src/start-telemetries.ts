import { join } from 'node:path';
import type { CaptureRule } from '@botscope/conventions';
import type { BotIdentity, BotTelemetry } from '@botscope/instrumentation';
import { startBotTelemetry, type StartBotTelemetryOptions } from '@botscope/instrumentation/node';
import type { DemoEnvironment } from './scripted-conversations.ts';

/** The bot of the web chat. */
export const SUPPORT_BOT = { id: 'support', name: 'Support', version: '3.1.0' } as const satisfies BotIdentity;
const OUTLET_BOT = { id: 'outlet', name: 'Outlet', version: '1.8.2' } as const satisfies BotIdentity;

/** A demo has nothing to hide, in production neither; what people set on the page comes after it. */
const CAPTURE_ALL: CaptureRule = { io: 'on', variables: 'on', bodies: 'on' };

/** One telemetry per environment of the demo. */
export type DemoTelemetries = Readonly<Record<DemoEnvironment, BotTelemetry>>;

/**
 * Starts one telemetry per environment, as three deployments of bots would have; only the chat's one is global.
 * @param options.endpoint Of the Collector; from the environment when absent.
 * @throws ConfigurationError
 */
export function startTelemetries(
  directory: string,
  options: Pick<StartBotTelemetryOptions, 'endpoint'> = {},
): DemoTelemetries {
  const start = (environment: DemoEnvironment, bot: BotIdentity, global: boolean) =>
    startBotTelemetry({
      ...options,
      serviceName: `${bot.id}-bot`,
      environment,
      bot,
      global,
      spoolDirectory: join(directory, 'spool', environment),
      capturePolicy: { rules: [CAPTURE_ALL] },
    });
  return {
    sandbox: start('sandbox', SUPPORT_BOT, true),
    staging: start('staging', OUTLET_BOT, false),
    production: start('production', OUTLET_BOT, false),
  };
}
