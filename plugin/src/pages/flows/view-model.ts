import { buildPagePath } from '@botscope/conventions';
import {
  toFlowKeyText,
  toUnixMillis,
  type FlowExample,
  type FlowKey,
  type FlowRow,
  type FlowStepRow,
} from '@botscope/records';
import { formatDuration } from '../../lib/duration.ts';
import { buildFlowLink, buildNodeLink, type NodeLink } from '../../lib/node-link.ts';
import type { AppSettings } from '../../lib/settings.ts';

/** A flow as it is shown. Texts are untrusted. */
export interface FlowView {
  readonly row: FlowRow;
  readonly key: string;
  readonly name: string;
  readonly bot: string;
  readonly environment: string;
  readonly trigger: string;
  readonly errors: string;
  readonly dropOffs: string;
  readonly median: string;
  readonly p95: string;
  readonly slowestStep: string;
  readonly lastSeenMillis: number | undefined;
  readonly isLastSeenExact: boolean;
  readonly builder: NodeLink;
}

/** A step of the funnel as it is shown. Texts are untrusted. */
export interface FlowStepView {
  readonly key: string;
  readonly index: number;
  readonly name: string;
  readonly type: string;
  readonly reachedCount: number;
  /** Of the most reached step, 0 … 1. */
  readonly reachedShare: number;
  readonly errors: string;
  readonly dropOffs: string;
  readonly median: string;
  readonly p95: string;
  readonly node: NodeLink;
  /** Path of a turn in which it was slowest. */
  readonly slowestPath: string | undefined;
  readonly slowest: string;
  /** Path of the newest turn that ended here without an end or a wait. */
  readonly dropOffPath: string | undefined;
}

const NOTHING = '–';

/** A flow as it is shown. Bots have the name of the app's configuration before their id. */
export function toFlowView(row: FlowRow, { bots, builderUrl }: Pick<AppSettings, 'bots' | 'builderUrl'>): FlowView {
  const { key, slowestStep, lastSeen } = row;
  return {
    row,
    key: toFlowKeyText(key),
    name: row.name ?? key.id,
    bot: bots.find(({ id }) => id === key.bot)?.name ?? (key.bot || NOTHING),
    environment: key.environment || NOTHING,
    trigger: row.triggers.join(', ') || NOTHING,
    errors: toCountText(row.errorCount, row.runCount),
    dropOffs: toCountText(row.dropOffCount, row.runCount),
    median: toDurationText(row.medianMillis),
    p95: toDurationText(row.p95Millis),
    slowestStep: slowestStep
      ? `${formatDuration(slowestStep.millis)} · ${slowestStep.name ?? slowestStep.id}`
      : NOTHING,
    lastSeenMillis: lastSeen && toUnixMillis(lastSeen.unixNano),
    isLastSeenExact: lastSeen?.isExact ?? false,
    builder: buildFlowLink(builderUrl, key.id),
  };
}

/** Steps as a funnel. */
export function toStepViews(
  steps: readonly FlowStepRow[],
  key: FlowKey,
  builderUrl: string | undefined,
): readonly FlowStepView[] {
  const most = Math.max(1, ...steps.map(({ reachedCount }) => reachedCount));
  return steps.map((step, index) => ({
    key: step.id,
    index: index + 1,
    name: step.name ?? (step.id || 'unnamed step'),
    type: step.type ?? NOTHING,
    reachedCount: step.reachedCount,
    reachedShare: step.reachedCount / most,
    errors: toCountText(step.errorCount, step.reachedCount),
    dropOffs: toCountText(step.dropOffCount, step.reachedCount),
    median: toDurationText(step.medianMillis),
    p95: toDurationText(step.p95Millis),
    node: buildNodeLink(builderUrl, { flowId: key.id, id: step.id || undefined }),
    slowestPath: step.slowest && toTurnPath(key, step.slowest),
    slowest: toDurationText(step.slowest?.durationMillis),
    dropOffPath: step.dropOff && toTurnPath(key, step.dropOff),
  }));
}

/** Path of the conversations that ran a flow. */
export function toConversationsPath({ bot, environment, id }: FlowKey, bounds: { from: string; to: string }): string {
  return buildPagePath('conversations', { bot, env: environment, flow: id, from: bounds.from, to: bounds.to });
}

function toTurnPath({ bot, environment }: FlowKey, example: FlowExample): string {
  const { conversationId, turnId, stepIndex, unixMillis } = example;
  const place = { bot, env: environment, uid: conversationId, turn: turnId, step: stepIndex };
  return buildPagePath('conversation', { ...place, from: unixMillis, to: unixMillis });
}

/** `3 (25 %)`; nothing for none. */
function toCountText(count: number, of: number): string {
  if (count === 0) return NOTHING;
  return of === 0 ? String(count) : `${count} (${formatShare(count / of)})`;
}

function formatShare(share: number): string {
  const percent = share * 100;
  return percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}

function toDurationText(millis: number | undefined): string {
  return millis === undefined ? NOTHING : formatDuration(millis);
}
