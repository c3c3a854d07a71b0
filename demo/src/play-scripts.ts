import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BotTelemetry } from '@botscope/instrumentation';
import { answerMessage } from './bot/bot.ts';
import type { FlowContext } from './bot/flow-context.ts';
import { createSession } from './bot/session.ts';
import { createContentStore } from './content-store.ts';
import { createContentEditor, findEditableEntity, type ContentEditor } from './editing.ts';
import { recordScriptedChanges } from './scripted-changes.ts';
import {
  SCRIPTED_CONVERSATIONS,
  type DemoEnvironment,
  type ScriptedConversation,
  type ScriptedEdit,
} from './scripted-conversations.ts';

/** What the conversations of one environment are played with. */
interface Stage {
  readonly telemetry: BotTelemetry;
  readonly context: FlowContext;
  readonly editor: ContentEditor;
}

async function saveEdit(
  { editor, context }: Stage,
  { type, id, form }: ScriptedEdit,
): Promise<ScriptedEdit | undefined> {
  const entity = findEditableEntity(type, id);
  if (!entity) return undefined;
  const before = context.readContent()[entity.part];
  await editor.save(entity, form);
  return { type, id, form: { ...before } };
}

async function playConversation(stage: Stage, script: ScriptedConversation): Promise<void> {
  const undo = script.edit && (await saveEdit(stage, script.edit));
  const session = createSession(script.channel, script.endUser);
  for (const message of script.messages) await answerMessage(stage.telemetry, session, message, stage.context);
  if (undo) await saveEdit(stage, undo);
}

/** Plays the conversations of one environment in their order, with content of its own. */
async function playEnvironment(
  environment: DemoEnvironment,
  telemetry: BotTelemetry,
  world: FlowContext,
): Promise<void> {
  const store = createContentStore();
  const context = { ...world, readContent: () => store.read() };
  const stage = { telemetry, context, editor: createContentEditor(store, telemetry) };
  for (const script of SCRIPTED_CONVERSATIONS[environment]) await playConversation(stage, script);
}

/** Plays everything once per data directory, several environments at a time. */
export async function playScriptedConversations(
  telemetries: Readonly<Record<DemoEnvironment, BotTelemetry>>,
  context: FlowContext,
  directory: string,
): Promise<void> {
  const marker = join(directory, 'scripted-conversations-played');
  if (existsSync(marker)) return;
  const environments = Object.keys(SCRIPTED_CONVERSATIONS) as DemoEnvironment[];
  await recordScriptedChanges(telemetries.sandbox);
  await Promise.all(environments.map((environment) => playEnvironment(environment, telemetries[environment], context)));
  mkdirSync(directory, { recursive: true });
  writeFileSync(marker, new Date().toISOString());
}
