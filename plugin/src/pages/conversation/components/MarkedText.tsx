import { SafeText } from '../../../components/SafeText.tsx';

interface MarkedTextProps {
  readonly text: string;
  /** What is marked in it; absent = nothing. */
  readonly find: RegExp | undefined;
}

/** An untrusted text in which what was looked for is marked. */
export function MarkedText({ text, find }: MarkedTextProps) {
  if (!find) return <SafeText text={text} />;
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(find)) {
    pieces.push(<SafeText key={from} text={text.slice(from, match.index)} />);
    pieces.push(
      <mark key={`mark ${match.index}`}>
        <SafeText text={match[0]} />
      </mark>,
    );
    from = match.index + match[0].length;
  }
  return (
    <>
      {pieces}
      <SafeText text={text.slice(from)} />
    </>
  );
}
