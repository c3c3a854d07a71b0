import { onTestFinished } from 'vitest';
import { answerMessage, createSession, type Answer } from '../src/bot/bot.ts';
import type { FlowContext } from '../src/bot/flow-context.ts';
import { DEFAULT_CONTENT, type Content } from '../src/content.ts';
import { startThirdParties, type ThirdPartyOptions } from '../src/third-parties.ts';
import type { Collector } from './collector.ts';
import { startCollectedTelemetry } from './telemetry.ts';

/** What flows need, with made-up companies that are gone after the test. */
export async function startFlowContext(
  content: Content = DEFAULT_CONTENT,
  options: ThirdPartyOptions = { slowMillis: 1 },
): Promise<FlowContext> {
  const companies = await startThirdParties(options);
  onTestFinished(() => companies.close());
  const { shopUrl, closedUrl } = companies;
  return { shopUrl, textMessageUrl: closedUrl, readContent: () => content };
}

/** A talk with the bot that is over, and what arrived of it. */
export interface Talk {
  readonly answers: readonly Answer[];
  /** The last answer's text. */
  readonly lastText: string | undefined;
  readonly collector: Collector;
}

/** Says these messages one after the other in one conversation, and waits until all records have arrived. */
export async function talk(messages: readonly string[], context?: FlowContext): Promise<Talk> {
  const { telemetry, collector } = await startCollectedTelemetry();
  const session = createSession('web', { id: 'visitor', name: 'Mia Lang' });
  const flowContext = context ?? (await startFlowContext());
  const answers: Answer[] = [];
  for (const message of messages) answers.push(await answerMessage(telemetry, session, message, flowContext));
  await telemetry.forceFlush();
  return { answers, lastText: answers.at(-1)?.reply.messages[0], collector };
}
