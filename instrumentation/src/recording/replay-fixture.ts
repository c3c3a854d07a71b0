import {
  toFixtureTurn,
  type ConversationFixture,
  type FixtureMessage,
  type FixtureTurn,
  type Turn,
} from '@botscope/records';
import type { TestTelemetry } from './create-test-telemetry.ts';
import type { Recording } from './recording.ts';

/** The conversation that is replayed, as the bot under test is to see it. */
export type ReplayedConversation = Pick<ConversationFixture, 'uid' | 'channel' | 'endUser'>;

/** The bot under test: what its channel would call. It must use the telemetry of the test, and the given UID. */
export interface ReplayedBot {
  message(message: FixtureMessage, conversation: ReplayedConversation): unknown;
  /** Needed where the fixture has events. */
  event?(event: NonNullable<FixtureTurn['event']>, conversation: ReplayedConversation): unknown;
}

/** Something that the bot did otherwise than the fixture expects. */
export interface ReplayDifference {
  /** 1, 2, 3 … in the fixture. */
  readonly turn: number;
  /** `turn`: the bot recorded no turn. */
  readonly what: 'turn' | 'outcome' | 'flows' | 'steps' | 'replies' | 'calls';
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Sends a fixture's messages and events to a bot, one after the other, and compares flows, steps, replies and calls of
 * every turn. No difference: the bot does what it did then. Throws an error where the fixture has an event and the bot
 * takes none.
 */
export async function replayFixture(
  fixture: ConversationFixture,
  { telemetry, recording }: TestTelemetry,
  bot: ReplayedBot,
): Promise<readonly ReplayDifference[]> {
  const differences: ReplayDifference[] = [];
  for (const [place, expected] of fixture.turns.entries()) {
    const thrown = await replayTurn(expected, fixture, bot);
    await telemetry.forceFlush();
    const compare = createComparison(differences, place + 1);
    compareTurn(expected, findTurn(recording, fixture.uid, place), thrown, compare);
  }
  return differences;
}

/** What the bot threw; undefined when it did not. */
async function replayTurn(
  turn: FixtureTurn,
  fixture: ConversationFixture,
  bot: ReplayedBot,
): Promise<Error | undefined> {
  const { uid, channel, endUser } = fixture;
  const conversation = { uid, channel, endUser };
  if (turn.event !== undefined && bot.event === undefined) {
    throw new Error(`The fixture has the event "${turn.event.name}"; give replayFixture a bot with \`event\`.`);
  }
  try {
    if (turn.event !== undefined) await bot.event?.(turn.event, conversation);
    else await bot.message(turn.message ?? { text: '' }, conversation);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function findTurn(recording: Recording, uid: string, place: number): Turn | undefined {
  const isRecorded = recording.records().some(({ conversationId }) => conversationId === uid);
  return isRecorded ? recording.conversation(uid).turns[place] : undefined;
}

type Compare = (what: ReplayDifference['what'], expected: unknown, actual: unknown) => void;

function createComparison(differences: ReplayDifference[], turn: number): Compare {
  return (what, expected, actual) => {
    if (JSON.stringify(expected) !== JSON.stringify(actual)) differences.push({ turn, what, expected, actual });
  };
}

function compareTurn(expected: FixtureTurn, turn: Turn | undefined, thrown: Error | undefined, compare: Compare): void {
  if (turn === undefined) {
    compare('turn', expected, thrown && String(thrown));
    return;
  }
  const actual = toFixtureTurn(turn);
  if (expected.outcome !== actual.outcome) compare('outcome', expected.outcome, describeOutcome(actual, thrown));
  for (const what of ['flows', 'steps', 'replies'] as const) compare(what, expected[what], actual[what]);
  compare('calls', toCallNames(expected), toCallNames(actual));
}

function describeOutcome({ outcome }: FixtureTurn, thrown: Error | undefined): string {
  return thrown === undefined ? outcome : `${outcome}: ${String(thrown)}`;
}

/** Methods and addresses: answers are given by the fixture itself. */
function toCallNames({ calls }: FixtureTurn): string[] {
  return calls.map(({ method, url }) => `${method} ${url}`);
}
