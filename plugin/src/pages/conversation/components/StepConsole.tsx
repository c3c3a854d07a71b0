import { SafeText } from '../../../components/SafeText.tsx';

/** What a script printed, oldest first. */
export function StepConsole({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <p>The script printed nothing.</p>;
  return (
    <pre aria-label="Console of the script">
      <SafeText text={lines.join('\n')} />
    </pre>
  );
}
