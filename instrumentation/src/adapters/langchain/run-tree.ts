import type { Kernel } from '../../core/kernel.ts';
import { OpenEnd } from '../../core/open-end.ts';
import type { Completion } from '../../core/completion.ts';
import type { StepParent } from '../../core/step-parent.ts';

/** A run that never ends, because the bot left its stream, is closed after so long without a sign of life below it. */
const LONGEST_IDLE_MILLIS = 3_600_000;

/** One run of LangChain while it lasts. */
export interface OpenRun {
  /** What runs within it are recorded below. */
  readonly place: StepParent;
  readonly complete: (completion: Completion) => void;
  /** Called before a run that never ended is completed. */
  readonly leave?: () => void;
}

interface Node {
  readonly run: OpenRun;
  readonly parent: Node | undefined;
  /** Absent for a run that is not recorded itself. */
  readonly open: OpenEnd | undefined;
  readonly children: Set<Node>;
}

/** The runs that have started and not ended, by id. */
export class RunTree<Run extends OpenRun> {
  private readonly kernel: Kernel;
  private readonly nodes = new Map<string, Node & { readonly run: Run }>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** Where runs within a run are recorded; undefined for a run that is not known. */
  placeOf(runId: string | undefined): StepParent | undefined {
    return runId === undefined ? undefined : this.nodes.get(runId)?.run.place;
  }

  /** A run that is known, and that is active now. */
  touch(runId: string): Run | undefined {
    const node = this.nodes.get(runId);
    for (let each: Node | undefined = node; each !== undefined; each = each.parent) each.open?.touch();
    return node?.run;
  }

  add(runId: string, parentRunId: string | undefined, run: Run): void {
    const parent = parentRunId === undefined ? undefined : this.nodes.get(parentRunId);
    if (parentRunId !== undefined) this.touch(parentRunId);
    const open = new OpenEnd(this.kernel, () => this.leave(runId), LONGEST_IDLE_MILLIS);
    const node = { run, parent, open, children: new Set<Node>() };
    parent?.children.add(node);
    this.nodes.set(runId, node);
  }

  /** A run that is not recorded: what runs within it belongs to its parent. */
  addHidden(runId: string, parentRunId: string): void {
    const parent = this.nodes.get(parentRunId);
    if (parent !== undefined) this.nodes.set(runId, { ...parent, open: undefined, parent });
  }

  /** Ends a run; nothing where it is not known. */
  end(runId: string, completion: Completion): void {
    const node = this.take(runId);
    if (node?.open === undefined) return;
    node.open.done();
    node.run.complete(completion);
  }

  /** Completes a run that never ended, after those within it. */
  private leave(runId: string): void {
    const node = this.take(runId);
    if (node?.open === undefined) return;
    for (const [id, { parent }] of [...this.nodes]) if (parent === node) this.leave(id);
    node.open.done();
    node.run.leave?.();
    node.run.complete({ value: undefined });
  }

  private take(runId: string): (Node & { readonly run: Run }) | undefined {
    const node = this.nodes.get(runId);
    this.nodes.delete(runId);
    return node;
  }
}
