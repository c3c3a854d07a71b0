import {
  ATTR_API_REQUEST_TYPE,
  ATTR_API_SOURCE_PATH,
  ATTR_API_SOURCE_TYPE,
  ATTR_CAPTURE_OMITTED,
  ATTR_DURATION_MS,
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_TYPE,
  EVENT_SCRIPT_EXCEPTION,
} from '@botscope/conventions';
import type { ScriptConsole, ScriptOptions, ScriptStep } from '../api/step.ts';
import { toSourcePath } from '../calls/to-source-path.ts';
import { keepsContent } from '../policy/capture-decision.ts';
import { toOmitted } from '../policy/content.ts';
import { ConsoleLines } from './console-lines.ts';
import { emitRecord } from './emit-record.ts';
import { emitVariablesSnapshot } from './emit-variables-snapshot.ts';
import type { Failure } from './failure.ts';
import { joinMembers, type Member } from './join-members.ts';
import type { Kernel } from './kernel.ts';
import { toScriptExcerpt } from './script-excerpt.ts';
import { toStepAttributes } from './step-attributes.ts';
import type { StepParent } from './step-parent.ts';
import { StepRecorder } from './step-recorder.ts';
import { toVariablesText } from './variables-text.ts';

/** Records a script step; when it throws, also `bot.script.exception` with the console and all variables, and a snapshot. */
export class ScriptRecorder extends StepRecorder implements ScriptStep {
  private readonly lines: ConsoleLines;
  private readonly source: string | undefined;

  constructor(kernel: Kernel, parent: StepParent, options: ScriptOptions) {
    super(kernel, parent, { ...options, type: 'script' });
    this.lines = new ConsoleLines(kernel, this.capture.io !== 'off');
    this.source = options.source;
  }

  get console(): ScriptConsole {
    return this.lines;
  }

  protected override toMembers(): Member[] {
    const isKept = keepsContent(this.capture.io, this.hasFailed);
    return [
      ...super.toMembers(),
      ['console', isKept ? this.lines.toText() : undefined],
      ['source', toScriptExcerpt(this.source, this.failure?.error.stack)],
    ];
  }

  protected override omitsIo(hasFailed: boolean): boolean {
    return super.omitsIo(hasFailed) || (this.lines.hasPrinted && !keepsContent(this.capture.io, hasFailed));
  }

  protected override onThrown(failure: Failure): void {
    const { kernel, parent } = this;
    const attributes = toStepAttributes(this)
      .add(ATTR_API_REQUEST_TYPE, 'SCRIPT')
      .add(ATTR_API_SOURCE_TYPE, 'flow_step')
      .add(ATTR_API_SOURCE_PATH, toSourcePath(this.scope))
      .add(ATTR_DURATION_MS, this.durationMillis())
      .add(ATTR_EXCEPTION_TYPE, failure.error.type)
      .add(ATTR_EXCEPTION_MESSAGE, failure.error.message)
      .add(ATTR_CAPTURE_OMITTED, this.toExceptionOmitted());
    emitRecord(kernel, {
      event: EVENT_SCRIPT_EXCEPTION,
      kind: 'api',
      level: 'error',
      common: parent.scope.common,
      span: this.scope.span,
      failure,
      attributes,
      body: joinMembers(this.toExceptionMembers(failure), kernel.limits.lineBytes),
    });
    emitVariablesSnapshot(kernel, this.scope, 'script_error');
  }

  private toExceptionOmitted(): string | undefined {
    const { count } = this.parent.scope.conversation.variables;
    return toOmitted(this.capture.io === 'off' && this.lines.hasPrinted, this.capture.variables === 'off' && count > 0);
  }

  private toExceptionMembers(failure: Failure): Member[] {
    const { conversation } = this.parent.scope;
    const isKept = this.capture.variables !== 'off';
    return [
      ['source', toScriptExcerpt(this.source, failure.error.stack)],
      ['stack', failure.error.stack && JSON.stringify(failure.error.stack)],
      ['console', this.lines.toText()],
      ['variables', isKept ? toVariablesText(conversation.variables, this.kernel.limits.variablesBytes) : undefined],
    ];
  }
}
