import { AUDIT_ACTIONS, ENTITY_TYPES } from '@botscope/conventions';
import { toUnixMillis, type AuditFilterRow } from '@botscope/records';
import { dateTime } from '@grafana/data';
import { DateTimePicker, Input, MultiCombobox, RadioButtonGroup, Stack } from '@grafana/ui';
import { useId, useState } from 'react';
import { useServices } from '../../../lib/services.ts';
import { RowSelect } from './RowSelect.tsx';

/** Values seen among the loaded entries, offered beside the known ones. */
export interface SeenValues {
  readonly users: readonly string[];
  readonly actions: readonly string[];
  readonly entities: readonly string[];
}

interface RowValueProps<Row extends AuditFilterRow = AuditFilterRow> {
  readonly row: Row;
  readonly seen: SeenValues;
  readonly onChange: (row: AuditFilterRow) => void;
}

type RowOf<Column> = Extract<AuditFilterRow, { column: Column }>;

/** The third part of a filter row: a text, a choice or a time, as the column wants it. */
export function RowValue({ row, seen, onChange }: RowValueProps) {
  switch (row.column) {
    case 'id':
    case 'entityId':
      return <IdValue row={row} seen={seen} onChange={onChange} />;
    case 'user':
      return (
        <ChoiceValue
          label="User"
          known={[]}
          seen={seen.users}
          value={row.value}
          onChange={(value) => onChange({ ...row, value })}
        />
      );
    case 'entityName':
      return (
        <ChoiceValue
          label="Entity name"
          known={ENTITY_TYPES.map(({ id, description }) => ({ value: id, label: id, description }))}
          seen={seen.entities}
          value={row.value}
          onChange={(value) => onChange({ ...row, value })}
        />
      );
    case 'action':
      return <ActionValue row={row} seen={seen} onChange={onChange} />;
    case 'timestamp':
      return <TimeValue row={row} seen={seen} onChange={onChange} />;
  }
}

/** Takes what is typed when it is left or confirmed, so that a half-typed id asks for nothing. */
function IdValue({ row, onChange }: RowValueProps<Extract<AuditFilterRow, { column: 'id' | 'entityId' }>>) {
  const [typed, setTyped] = useState(row.value);
  const [lastValue, setLastValue] = useState(row.value);
  if (lastValue !== row.value) {
    setLastValue(row.value);
    setTyped(row.value);
  }
  const commit = () => typed !== row.value && onChange({ ...row, value: typed.trim() });
  return (
    <Input
      aria-label="Value"
      width={30}
      value={typed}
      maxLength={512}
      placeholder="Whole numbers compare as numbers"
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

interface ChoiceValueProps {
  readonly label: string;
  readonly known: readonly { readonly value: string; readonly label?: string; readonly description?: string }[];
  readonly seen: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ChoiceValue({ label, known, seen, value, onChange }: ChoiceValueProps) {
  const values = new Set(known.map((option) => option.value));
  const extra = [...new Set([...seen, ...(value === '' ? [] : [value])])].filter((one) => !values.has(one));
  const options = [...extra.map((one) => ({ value: one, label: one })), ...known];
  return (
    <RowSelect
      label={`${label} value`}
      options={options}
      value={value === '' ? null : value}
      onChange={onChange}
      takesAnyText
      placeholder="Select or type"
    />
  );
}

function ActionValue({ row, seen, onChange }: RowValueProps<RowOf<'action'>>) {
  const id = useId();
  const options = [...new Set([...AUDIT_ACTIONS, ...seen.actions, ...row.values])].map((value) => ({
    value,
    label: value,
  }));
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        Action values
      </label>
      <MultiCombobox
        id={id}
        width="auto"
        minWidth={24}
        maxWidth={60}
        options={options}
        value={[...row.values]}
        createCustomValue
        placeholder="Select actions"
        onChange={(chosen) => onChange({ ...row, values: chosen.map(({ value }) => value) })}
      />
    </div>
  );
}

const MODES = [
  { label: 'Normal', value: 'absolute' as const },
  { label: 'Relative', value: 'relative' as const },
];
const HOUR = 3600;
const RELATIVE_TIMES = [
  { seconds: HOUR, label: 'Last 1 hour' },
  { seconds: 6 * HOUR, label: 'Last 6 hours' },
  { seconds: 24 * HOUR, label: 'Last 24 hours' },
  { seconds: 7 * 24 * HOUR, label: 'Last 7 days' },
  { seconds: 30 * 24 * HOUR, label: 'Last 30 days' },
  { seconds: 365 * 24 * HOUR, label: 'Last year' },
];

function TimeValue({ row, onChange }: RowValueProps<RowOf<'timestamp'>>) {
  const { nowMillis, timeZone } = useServices();
  const { time } = row;
  const setAbsolute = (millis: number) =>
    onChange({ ...row, time: { kind: 'absolute', unixNano: BigInt(Math.trunc(millis)) * 1_000_000n } });
  const setRelative = (lastSeconds: number) => onChange({ ...row, time: { kind: 'relative', lastSeconds } });
  const others =
    time.kind === 'relative' && !RELATIVE_TIMES.some(({ seconds }) => seconds === time.lastSeconds)
      ? [{ seconds: time.lastSeconds, label: `Last ${time.lastSeconds} seconds` }]
      : [];
  return (
    <Stack gap={1} alignItems="center">
      <RadioButtonGroup
        aria-label="Kind of time"
        options={MODES}
        value={time.kind}
        onChange={(kind) => (kind === 'absolute' ? setAbsolute(nowMillis() - HOUR * 1000) : setRelative(HOUR))}
      />
      {time.kind === 'absolute' ? (
        <DateTimePicker
          date={dateTime(toUnixMillis(time.unixNano))}
          timeZone={timeZone}
          showSeconds
          onChange={(date) => date && setAbsolute(date.valueOf())}
        />
      ) : (
        <RowSelect
          label="Relative time"
          options={[...RELATIVE_TIMES, ...others].map(({ seconds, label }) => ({ value: String(seconds), label }))}
          value={String(time.lastSeconds)}
          onChange={(seconds) => setRelative(Number(seconds))}
        />
      )}
    </Stack>
  );
}
