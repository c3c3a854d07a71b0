import type { VariableHistory } from '@botscope/records';

/** Something on the track of the slider. */
export interface SliderMark {
  /** 0 … 1 along the track. */
  readonly position: number;
  readonly kind: 'error' | 'change' | 'found';
}

/** So many places of a kind are told apart; more would be one line. */
const PLACES = 240;

/** Marks where steps failed, where variables changed, and where the search found something. */
export function toSliderMarks({ points }: VariableHistory, found: readonly number[]): readonly SliderMark[] {
  const last = Math.max(1, points.length - 1);
  const of = (kind: SliderMark['kind'], indexes: readonly number[]): readonly SliderMark[] => {
    const places = new Set(indexes.map((index) => Math.round((index / last) * PLACES)));
    return [...places].map((place) => ({ position: place / PLACES, kind }));
  };
  const failed = points.filter(({ step }) => step?.status === 'error');
  const changing = points.filter(({ changes }) => changes.length > 0);
  return [
    ...of(
      'change',
      changing.map(({ index }) => index),
    ),
    ...of(
      'error',
      failed.map(({ index }) => index),
    ),
    ...of('found', found),
  ];
}
