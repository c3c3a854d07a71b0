import { useState } from 'react';
import { Button } from '@grafana/ui';
import { MarkedText } from './MarkedText.tsx';

interface LongTextProps {
  readonly text: string;
  readonly find: RegExp | undefined;
}

const LENGTH_AT_ONCE = 2_000;

/** An untrusted text of any length; the rest of a long one comes on demand. */
export function LongText({ text, find }: LongTextProps) {
  const [isWhole, setIsWhole] = useState(false);
  if (isWhole || text.length <= LENGTH_AT_ONCE) return <MarkedText text={text} find={find} />;
  return (
    <>
      <MarkedText text={text.slice(0, LENGTH_AT_ONCE)} find={find} />
      <Button size="sm" variant="secondary" fill="text" onClick={() => setIsWhole(true)}>
        … show all {text.length.toLocaleString('en')} characters
      </Button>
    </>
  );
}
