import type { JsonSchema } from './endpoint-schemas.ts';
import { LOG_LEVELS, type LogLevel } from './severity.ts';

/** How much content is captured: none, that of what failed, all. */
export const CAPTURE_LEVELS = ['off', 'errors', 'on'] as const;
/** `off`: records without content; `errors`: content only of what failed; `on`: all. */
export type CaptureLevel = (typeof CAPTURE_LEVELS)[number];

/** Members by which a rule says where it holds, widest first. */
export const CAPTURE_SELECTORS = ['bot', 'environment', 'server', 'service', 'operation', 'action'] as const;
/** A member by which a rule says where it holds. */
export type CaptureSelector = (typeof CAPTURE_SELECTORS)[number];

/** A place in a running bot; a member that is absent is matched only by rules that do not name it. */
export type CapturePlace = { readonly [Selector in CaptureSelector]?: string | undefined };

/** What a rule can set; each value is decided on its own, so a rule sets one or more of them. */
export interface CaptureValues {
  /** Input and output of steps, flows and turns, payloads of events, console lines of scripts. */
  readonly io?: CaptureLevel;
  /** Variables: changes, snapshots, those beside a script's exception. */
  readonly variables?: CaptureLevel;
  /** Bodies of requests and responses of API calls. */
  readonly bodies?: CaptureLevel;
  /** Log actions below it are not logged. */
  readonly minLevel?: LogLevel;
  /** `full`: traces are kept whatever the Collector's tail sampling would do. */
  readonly sampling?: 'full';
}

/** One rule: where (every named member must be equal) and what. */
export interface CaptureRule extends CaptureValues {
  /** `bot.id` */
  readonly bot?: string;
  /** `deployment.environment.name` */
  readonly environment?: string;
  /** `service.instance.id` */
  readonly server?: string;
  /** `service.name` */
  readonly service?: string;
  /** `bot.flow.id` */
  readonly operation?: string;
  /** `bot.step.id` */
  readonly action?: string;
}

/** The rules that hold, as `GET settings/capture` and `GET /v1/capture-policy` answer them. */
export interface CapturePolicy {
  /** 0, 1, 2 …: one more at every change. */
  readonly version: number;
  readonly rules: readonly CaptureRule[];
}

/** Most rules of a policy. */
export const MOST_CAPTURE_RULES = 200;
/** Longest id in a rule, in characters. */
export const LONGEST_CAPTURE_ID = 512;

const LEVEL_SCHEMA = { enum: CAPTURE_LEVELS } as const;
const ID_SCHEMA = { type: 'string', minLength: 1, maxLength: LONGEST_CAPTURE_ID } as const;
const VALUE_SCHEMAS = {
  io: LEVEL_SCHEMA,
  variables: LEVEL_SCHEMA,
  bodies: LEVEL_SCHEMA,
  minLevel: { enum: LOG_LEVELS.map(({ level }) => level) },
  sampling: { enum: ['full'] },
} as const satisfies Readonly<Record<keyof CaptureValues, { readonly enum: readonly string[] }>>;

/** What a rule can set. */
export const CAPTURE_VALUES = Object.keys(VALUE_SCHEMAS) as readonly (keyof CaptureValues)[];

/** Choices of each value of a rule. */
export const CAPTURE_CHOICES: Readonly<Record<keyof CaptureValues, readonly string[]>> = {
  io: VALUE_SCHEMAS.io.enum,
  variables: VALUE_SCHEMAS.variables.enum,
  bodies: VALUE_SCHEMAS.bodies.enum,
  minLevel: VALUE_SCHEMAS.minLevel.enum,
  sampling: VALUE_SCHEMAS.sampling.enum,
};

const RULE_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { ...Object.fromEntries(CAPTURE_SELECTORS.map((name) => [name, ID_SCHEMA])), ...VALUE_SCHEMAS },
  anyOf: CAPTURE_VALUES.map((name) => ({ properties: { [name]: true }, required: [name] })),
};

/** Body of `PUT settings/capture`; `version` is the one that was read before the change. */
export const CAPTURE_POLICY_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'rules'],
  properties: {
    version: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    rules: { type: 'array', maxItems: MOST_CAPTURE_RULES, items: RULE_SCHEMA },
  },
};
