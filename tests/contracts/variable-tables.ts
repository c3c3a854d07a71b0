import { DEMO_VARIABLES } from '@botscope/demo';
import { GATEWAY_VARIABLES } from '@botscope/gateway';
import { START_VARIABLES } from '@botscope/instrumentation/node';
import { SIDECAR_VARIABLES } from '@botscope/sidecar';
import { STANDALONE_VARIABLES } from '@botscope/standalone';
import { STACK_VARIABLES } from '../stack/configuration.ts';
import type { VariableTables } from './render-reference.ts';

/** Every program with its variables. */
export const VARIABLE_TABLES: VariableTables = {
  'npm start (standalone)': STANDALONE_VARIABLES,
  'npm run stack, beside those of npm start': STACK_VARIABLES,
  Gateway: Object.values(GATEWAY_VARIABLES),
  Sidecar: Object.values(SIDECAR_VARIABLES),
  'Demo bot': Object.values(DEMO_VARIABLES),
};

/** What a bot's own process reads: on the reference page, but not in `.env.example`, which is for the product's programs. */
export const BOT_VARIABLE_TABLES: VariableTables = {
  'A bot: startBotTelemetry, options of the call come first': Object.values(START_VARIABLES),
};
