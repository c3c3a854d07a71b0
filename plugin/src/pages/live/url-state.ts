import { LOG_LEVELS, type LogLevel } from '@botscope/conventions';
import { choiceParameter, choicesParameter, textParameter } from '../../lib/url-parameters.ts';
import type { UrlSchema } from '../../lib/url-state.ts';

/** Kinds of lines that can be shown alone. */
export const LINE_KINDS = ['message', 'event', 'turn', 'flow', 'step', 'log', 'other'] as const;
/** Kind of a line. */
export type LineKind = (typeof LINE_KINDS)[number];

/** How the console keeps up: pushed, at an interval, or (empty) only when somebody refreshes. */
export const PACES = ['LIVE', '1s', '5s', '10s', '30s'] as const;
/** How the console keeps up. */
export type Pace = (typeof PACES)[number] | '';

/** What the live console shows. */
export interface LiveState {
  readonly env: string | undefined;
  readonly bot: string | undefined;
  /** Conversation UID; absent = all conversations. */
  readonly uid: string | undefined;
  /** Lowest level. */
  readonly level: LogLevel;
  /** Empty = all. */
  readonly kinds: readonly LineKind[];
  /** Text that a line contains. */
  readonly q: string | undefined;
  readonly refresh: Pace;
  /** `log.record.uid` of the open line. */
  readonly log: string | undefined;
}

/** The console's state in the address. */
export const LIVE_SCHEMA: UrlSchema<LiveState> = {
  env: textParameter(),
  bot: textParameter(),
  uid: textParameter(),
  level: choiceParameter<LogLevel>(
    LOG_LEVELS.map(({ level }) => level),
    'info',
  ),
  kinds: choicesParameter(LINE_KINDS),
  q: textParameter(),
  refresh: paceParameter(),
  log: textParameter(),
};

/** `off` in the address is the picker's empty interval, since an empty parameter means the default. */
function paceParameter() {
  const choice = choiceParameter([...PACES, 'off'], 'LIVE');
  return {
    parse: (texts: readonly string[]): Pace => {
      const parsed = choice.parse(texts);
      return parsed === 'off' ? '' : parsed;
    },
    build: (value: Pace) => choice.build(value === '' ? 'off' : value),
  };
}
