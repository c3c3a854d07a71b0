import { onTestFinished } from 'vitest';
import { answerMessage, type Answer } from '../src/bot/bot.ts';
import type { FlowContext } from '../src/bot/flow-context.ts';
import { createSession, type Session } from '../src/bot/session.ts';
import { startCallbacks } from '../src/callbacks.ts';
import { DEFAULT_CONTENT, type Content } from '../src/content.ts';
import { startThirdParties, type ThirdPartyOptions } from '../src/third-parties.ts';
import type { Collector } from './collector.ts';
import { startCollectedTelemetry } from './telemetry.ts';

/** What flows need, with made-up companies that are gone after the test. */
export async function startFlowContext(
  content: Content = DEFAULT_CONTENT,
  options: ThirdPartyOptions & { readonly shopTimeoutMillis?: number } = {},
): Promise<FlowContext> {
  const { shopTimeoutMillis = 60_000, ...behaviour } = options;
  const companies = await startThirdParties({ slowMillis: 1, settleMillis: 1, ...behaviour });
  const callbacks = await startCallbacks();
  onTestFinished(async () => void (await Promise.all([companies.close(), callbacks.close()])));
  const { shopUrl, closedUrl } = companies;
  return { shopUrl, shopTimeoutMillis, textMessageUrl: closedUrl, callbacks, readContent: () => content };
}

/** A talk with the bot that is over, and what arrived of it. */
export interface Talk {
  readonly answers: readonly Answer[];
  /** The last answer's text. */
  readonly lastText: string | undefined;
  readonly session: Session;
  readonly collector: Collector;
}

/** Says these messages one after the other in one conversation, and waits until all records of that have arrived. */
export async function talk(messages: readonly string[], context?: FlowContext): Promise<Talk> {
  const { telemetry, collector } = await startCollectedTelemetry();
  const session = createSession('web', { id: 'visitor', name: 'Mia Lang' });
  const flowContext = context ?? (await startFlowContext());
  const answers: Answer[] = [];
  for (const message of messages) answers.push(await answerMessage(telemetry, session, message, flowContext));
  await telemetry.forceFlush();
  return { answers, lastText: answers.at(-1)?.reply.messages[0], session, collector };
}
