import type { LabelMap } from '../../store/record-reader.ts';
import type { Grouping } from '../logql/ast.ts';
import { toLabelKey } from './series.ts';

/** Something with labels: a record on its way, or a series. */
export interface Labelled {
  /** Undefined when absent. */
  get(name: string): string | undefined;
  /** All labels. */
  all(): LabelMap;
}

/** The group that something belongs to. */
export interface LabelGroup {
  readonly key: string;
  readonly labels: LabelMap;
}

/** Finds groups. Without a grouping, every label set is a group of its own. */
export function compileGrouping(grouping: Grouping | undefined): (item: Labelled) => LabelGroup {
  const known = new Map<string, LabelGroup>();
  const remember = (key: string, labels: () => LabelMap): LabelGroup => {
    const group = known.get(key) ?? { key, labels: labels() };
    known.set(key, group);
    return group;
  };
  if (grouping?.kind === 'by') {
    const { names } = grouping;
    return (item) => {
      const values = names.map((name) => item.get(name) ?? '');
      return remember(values.join('\0'), () => zipLabels(names, values));
    };
  }
  const removed = new Set(grouping?.names ?? []);
  return (item) => {
    const labels = withoutLabels(item.all(), removed);
    return remember(toLabelKey(labels), () => labels);
  };
}

/** A series' labels. */
export function toLabelled(labels: LabelMap): Labelled {
  return { get: (name) => labels[name], all: () => labels };
}

function zipLabels(names: readonly string[], values: readonly string[]): LabelMap {
  const labels = Object.create(null) as Record<string, string>;
  names.forEach((name, at) => {
    const value = values[at] ?? '';
    if (value !== '') labels[name] = value;
  });
  return labels;
}

function withoutLabels(labels: LabelMap, removed: ReadonlySet<string>): LabelMap {
  if (removed.size === 0) return labels;
  const kept = Object.create(null) as Record<string, string>;
  for (const name in labels) if (!removed.has(name)) kept[name] = labels[name] ?? '';
  return kept;
}
