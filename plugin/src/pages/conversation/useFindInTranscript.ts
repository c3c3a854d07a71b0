import { useMemo, useState } from 'react';
import { findLines, toFindExpression } from './find-lines.ts';
import type { TranscriptLine } from './transcript.ts';

/** Where a text was found in the transcript, and which place a person is at. */
export interface FoundLines {
  readonly expression: RegExp | undefined;
  readonly count: number;
  /** From 1; 0 = none. */
  readonly number: number;
  /** Place of the line among all; absent = none. */
  readonly index: number | undefined;
  /** Goes to the next or previous place, round the ends. */
  readonly move: (by: 1 | -1) => void;
}

/** Looks for a text in the lines of a transcript; begins at the first place for every new text. */
export function useFindInTranscript(lines: readonly TranscriptLine[], text: string | undefined): FoundLines {
  const places = useMemo(() => findLines(lines, text), [lines, text]);
  const expression = useMemo(() => (text === undefined ? undefined : toFindExpression(text)), [text]);
  const [at, setAt] = useState({ text, place: 0 });
  if (at.text !== text) setAt({ text, place: 0 });
  const place = Math.min(at.place, Math.max(0, places.length - 1));
  return {
    expression,
    count: places.length,
    number: places.length === 0 ? 0 : place + 1,
    index: places[place],
    move: (by) => {
      if (places.length > 0) setAt({ text, place: (place + by + places.length) % places.length });
    },
  };
}
