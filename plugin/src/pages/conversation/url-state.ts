import { choiceParameter, integerParameter, textParameter, type UrlParameter } from '../../lib/url-parameters.ts';
import type { UrlSchema } from '../../lib/url-state.ts';

/** Tabs of a step's detail; empty = the one that tells most. */
export const STEP_TABS = ['error', 'llm', 'script', 'input', 'output', 'variables', 'logs', 'calls', 'raw'] as const;
/** A tab of a step's detail. */
export type StepTab = (typeof STEP_TABS)[number];

/** What stands beside the transcript. */
export const PANES = ['turn', 'logs', 'variables'] as const;
/** What stands beside the transcript. */
export type Pane = (typeof PANES)[number];

/** How the steps of a turn are shown. */
export const STEP_LAYOUTS = ['list', 'waterfall'] as const;
/** How the steps of a turn are shown. */
export type StepLayout = (typeof STEP_LAYOUTS)[number];

/** Which turns the transcript shows. */
export const TURN_CHOICES = ['all', 'errors'] as const;
/** Which turns the transcript shows. */
export type TurnChoice = (typeof TURN_CHOICES)[number];

/** What the conversation page shows. */
export interface ConversationState {
  readonly bot: string | undefined;
  readonly env: string | undefined;
  /** Conversation UID. */
  readonly uid: string | undefined;
  readonly pane: Pane;
  /** `bot.turn.id` of the open turn. */
  readonly turn: string | undefined;
  /** `bot.step.index` of the open step. */
  readonly step: number | undefined;
  readonly tab: StepTab | '';
  readonly view: StepLayout;
  readonly turns: TurnChoice;
  /** Text that is looked for in the transcript. */
  readonly search: string | undefined;
  /** `log.record.uid` of the open line of the logs. */
  readonly log: string | undefined;
  /** Question of the variables' pane, such as `cart.total = null`. */
  readonly find: string | undefined;
  /** When the conversation was active, milliseconds since the epoch: tells where to look for it. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

const LAST_STEP = 9_999_999;
const LAST_MILLIS = 999_999_999_999_999;

/** The page's state in the address. */
export const CONVERSATION_SCHEMA: UrlSchema<ConversationState> = {
  bot: textParameter(),
  env: textParameter(),
  uid: textParameter(),
  pane: choiceParameter(PANES, 'turn'),
  turn: textParameter(),
  step: integerParameter(1, LAST_STEP),
  tab: tabParameter(),
  view: choiceParameter(STEP_LAYOUTS, 'list'),
  turns: choiceParameter(TURN_CHOICES, 'all'),
  search: textParameter(),
  log: textParameter(),
  find: textParameter(),
  from: integerParameter(0, LAST_MILLIS),
  to: integerParameter(0, LAST_MILLIS),
};

function tabParameter(): UrlParameter<StepTab | ''> {
  return choiceParameter<StepTab | ''>(STEP_TABS, '');
}
