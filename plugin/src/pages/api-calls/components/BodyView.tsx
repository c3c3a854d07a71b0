import { parseJson } from '@botscope/delta';
import { RadioButtonGroup, Stack, Text } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { JsonView } from '../../../components/JsonView.tsx';
import { CodeBlock } from './CodeBlock.tsx';

interface BodyViewProps {
  readonly label: string;
  readonly body: string | undefined;
  /** Size on the wire; absent = as long as the text. */
  readonly sizeBytes: number | undefined;
  readonly isTruncated: boolean;
}

const MODES = [
  { label: 'Pretty', value: 'pretty' as const },
  { label: 'Raw', value: 'raw' as const },
];

/** A body: as a tree where it is JSON, else as text, with its size and whether it was cut. */
export function BodyView({ label, body, sizeBytes, isTruncated }: BodyViewProps) {
  const [mode, setMode] = useState<'pretty' | 'raw'>('pretty');
  const json = useMemo(() => readJson(body), [body]);
  if (body === undefined || body === '') return <Text color="secondary">No body.</Text>;
  return (
    <Stack direction="column" gap={1}>
      <Stack justifyContent="space-between" alignItems="center">
        <Text color="secondary" variant="bodySmall">
          {(sizeBytes ?? body.length).toLocaleString('en')} bytes
          {isTruncated ? ' · cut: only its beginning is stored' : ''}
        </Text>
        {json !== undefined && (
          <RadioButtonGroup size="sm" aria-label="Form of the body" options={MODES} value={mode} onChange={setMode} />
        )}
      </Stack>
      {json !== undefined && mode === 'pretty' ? (
        <JsonView label={label} value={json.value} />
      ) : (
        <CodeBlock label={label} text={body} copyLabel="Copy" />
      )}
    </Stack>
  );
}

/** Numbers stay as they were written. */
function readJson(body: string | undefined): { readonly value: unknown } | undefined {
  if (body === undefined || !/^\s*[[{]/.test(body)) return undefined;
  try {
    return { value: parseJson(body) };
  } catch {
    return undefined;
  }
}
