import type { Person } from '../api/api-call.ts';
import type { HandOverOptions } from '../api/hand-over.ts';
import type { HandOverStep } from '../api/step.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import type { Completion } from './completion.ts';
import { endConversation } from './end-conversation.ts';
import { guard, type Kernel } from './kernel.ts';
import { toPersonAttributes } from './person-attributes.ts';
import type { StepParent } from './step-parent.ts';
import { StepRecorder } from './step-recorder.ts';

/** Records a step that hands the conversation over to a human agent, and what becomes of the conversation. */
export class HandOverRecorder extends StepRecorder implements HandOverStep {
  private agent: Person | undefined;
  private readonly endsConversation: boolean;

  constructor(kernel: Kernel, parent: StepParent, options: HandOverOptions) {
    const { id, name, agent, queue, reason, context, endsConversation = false } = options;
    const toInput = (): unknown => ({
      agent,
      queue,
      reason,
      context: typeof context === 'function' ? (context as () => unknown)() : context,
    });
    super(kernel, parent, { id, ...(name === undefined ? {} : { name }), type: 'handover', input: toInput });
    this.agent = agent;
    this.endsConversation = endsConversation;
  }

  setAgent(agent: Person): void {
    if (!this.ended) this.agent = agent;
  }

  override complete(completion: Completion): void {
    const succeeds = 'value' in completion && !this.hasFailed;
    if (succeeds && this.state === undefined) this.setState(this.endsConversation ? 'ended' : 'waiting_for_event');
    super.complete(completion);
    if (!succeeds || !this.endsConversation) return;
    const { conversation } = this.scope;
    guard(this.kernel, 'handover', () => endConversation(this.kernel, conversation, { reason: 'handover' }));
  }

  protected override toAttributes(): AttributeList {
    return super.toAttributes().addAll(toPersonAttributes(this.agent));
  }
}
