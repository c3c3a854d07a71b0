import type { BotTelemetry } from '../../api/bot-telemetry.ts';
import type { ActiveScope } from '../../core/active-scope.ts';
import { FlowRecorder } from '../../core/flow-recorder.ts';
import type { Kernel } from '../../core/kernel.ts';
import { LlmRecorder } from '../../core/llm-recorder.ts';
import type { Completion } from '../../core/completion.ts';
import { runWithin } from '../../core/run-within.ts';
import type { StepParent } from '../../core/step-parent.ts';
import { StepRecorder } from '../../core/step-recorder.ts';
import { describeRequest, describeResponse } from './describe-model.ts';
import type { LangChainOptions } from './langchain-options.ts';
import { openTurn, type OpenTurn } from './open-turn.ts';
import { RunTree, type OpenRun } from './run-tree.ts';
import { toPlain } from './to-plain.ts';

/** What LangChain tells of a run that starts. */
export interface StartedRun {
  readonly serialized: unknown;
  readonly input: unknown;
  readonly runId: string;
  readonly parentRunId: string | undefined;
  readonly tags: readonly string[] | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly name: string | undefined;
}

interface RecordedRun extends OpenRun {
  readonly llm?: LlmRecorder;
  /** Where the run is a step. */
  readonly step?: StepRecorder;
}

const HIDDEN_TAG = 'langsmith:hidden';
/** Runnables that only hold others together. */
const COMPOSITES = new Set([
  'RunnableSequence',
  'RunnableMap',
  'RunnableParallel',
  'RunnableBranch',
  'RunnableEach',
  'RunnableWithFallbacks',
  'RunnableWithMessageHistory',
  'RouterRunnable',
  'AgentExecutor',
]);

/** Records runs of LangChain: each below its parent, the first below the active turn. */
export class RunRecorder {
  private readonly kernel: Kernel;
  private readonly telemetry: BotTelemetry;
  private readonly conversation: LangChainOptions['conversation'];
  private readonly runs: RunTree<RecordedRun>;

  constructor(kernel: Kernel, telemetry: BotTelemetry, conversation: LangChainOptions['conversation']) {
    this.kernel = kernel;
    this.telemetry = telemetry;
    this.conversation = conversation;
    this.runs = new RunTree(kernel);
  }

  /** A chain: a flow when it is the first run or holds others together, else a step. */
  startChain(run: StartedRun, runType: string | undefined): void {
    const { parentRunId, tags } = run;
    const isWithin = this.runs.placeOf(parentRunId) !== undefined;
    if (isWithin && parentRunId !== undefined && tags?.includes(HIDDEN_TAG)) {
      this.runs.addHidden(run.runId, parentRunId);
    } else if (!isWithin || isComposite(run)) this.startFlow(run);
    else this.startStep(run, isNode(run) ? 'node' : (runType ?? 'chain'));
  }

  startStep(run: StartedRun, type: string): void {
    this.start(run, (place) => {
      const name = toName(run);
      const step = new StepRecorder(this.kernel, place, { id: name, name, type, input: () => toInput(run.input) });
      return { step, place: toPlace(step.scope), complete: (end) => step.complete(end) };
    });
  }

  startModel(run: StartedRun, operation: string, extraParams: unknown): void {
    this.start(run, (place) => {
      const { className, ...request } = describeRequest(run.serialized, extraParams, run.metadata);
      const id = run.name ?? className;
      const messages = (): unknown => toPlain(run.input);
      const llm = new LlmRecorder(this.kernel, place, { ...request, id, name: id, operation, messages });
      const complete = (end: Completion): void => llm.complete(end);
      return { llm, step: llm, place: toPlace(llm.callScope), complete, leave: () => llm.leave() };
    });
  }

  addToken(runId: string, token: string): void {
    this.runs.touch(runId)?.llm?.addChunk({ text: token });
  }

  endModel(runId: string, result: unknown): void {
    this.runs.touch(runId)?.llm?.setResponse(describeResponse(result));
    this.runs.end(runId, { value: undefined });
  }

  end(runId: string, output: unknown): void {
    this.runs.end(runId, { value: toPlain(output) });
  }

  /** An interrupt of a graph is no failure: it waits for a person. */
  fail(runId: string, error: unknown): void {
    const { name, interrupts } = (error ?? {}) as { name?: unknown; interrupts?: unknown };
    if (name !== 'GraphInterrupt' && name !== 'NodeInterrupt') return this.runs.end(runId, { thrown: error });
    this.runs.touch(runId)?.step?.setState('waiting_for_input');
    this.runs.end(runId, { value: { interrupts } });
  }

  private startFlow(run: StartedRun): void {
    this.start(run, (place) => {
      const name = toName(run);
      const flow = new FlowRecorder(this.kernel, place, { id: name, name, input: () => toInput(run.input) });
      return { place: flow, complete: (end) => flow.complete(end) };
    });
  }

  /** The first run below the active turn, or below one that is opened for it and ends with it. */
  private start(run: StartedRun, record: (place: StepParent) => RecordedRun): void {
    const known = this.runs.placeOf(run.parentRunId) ?? toActivePlace(this.kernel);
    const turn = known === undefined ? this.openTurn(run) : undefined;
    const place = known ?? (turn && toPlace(turn.scope));
    if (place === undefined) return;
    const recorded = runWithin(this.kernel, place.scope, record, place);
    this.runs.add(run.runId, run.parentRunId, turn === undefined ? recorded : withTurn(recorded, turn));
  }

  private openTurn(run: StartedRun): OpenTurn | undefined {
    const { input, metadata = {} } = run;
    const about = { name: toName(run), input, metadata };
    const options = this.conversation?.(about);
    return options === undefined ? undefined : openTurn(this.kernel, this.telemetry, options, about);
  }
}

function withTurn(run: RecordedRun, turn: OpenTurn): RecordedRun {
  const complete = (end: Completion): void => {
    run.complete(end);
    turn.complete(end);
  };
  return { ...run, complete };
}

function toActivePlace(kernel: Kernel): StepParent | undefined {
  const active = kernel.scopes.getStore();
  return active && toPlace(active);
}

function toPlace(scope: ActiveScope): StepParent {
  return { scope, onStepFailed: scope.onStepFailed };
}

function isComposite(run: StartedRun): boolean {
  const id = toId(run.serialized);
  if (id[0] === 'langgraph') return true;
  return !isNode(run) && COMPOSITES.has(id.at(-1) ?? '');
}

/** LangGraph calls the run of a node by the node's name, whatever it is made of. */
function isNode({ metadata, name }: StartedRun): boolean {
  return name !== undefined && metadata?.['langgraph_node'] === name;
}

function toName({ name, serialized }: StartedRun): string {
  return name || (toId(serialized).at(-1) ?? 'run');
}

function toId(serialized: unknown): readonly string[] {
  const { id } = (serialized ?? {}) as { id?: unknown };
  return Array.isArray(id) ? id.filter((part) => typeof part === 'string') : [];
}

/** The input of a tool is JSON text. */
function toInput(input: unknown): unknown {
  if (typeof input !== 'string') return toPlain(input);
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}
