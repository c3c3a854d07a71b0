/** For an application's own tests: a telemetry that keeps what it records in memory, and conversations to replay. */
export { createTestTelemetry, type TestTelemetry, type TestTelemetryOptions } from './create-test-telemetry.ts';
export type { Recording } from './recording.ts';
export { replayFixture, type ReplayDifference, type ReplayedBot, type ReplayedConversation } from './replay-fixture.ts';
export { createFixtureFetch } from './create-fixture-fetch.ts';
export {
  toConversationFixture,
  type ApiCallRecord,
  type AuditRecord,
  type BotRecord,
  type Conversation,
  type ConversationFixture,
  type FixtureCall,
  type FixtureMessage,
  type FixtureStep,
  type FixtureTurn,
  type FlowRun,
  type Step,
  type Turn,
} from '@botscope/records';
