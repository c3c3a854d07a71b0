import { Combobox, type ComboboxOption } from '@grafana/ui';
import { useId } from 'react';
import { useChangeReporter } from '../../../components/useChangeReporter.ts';

interface RowSelectProps<Value extends string> {
  /** What is chosen, for screen readers. */
  readonly label: string;
  readonly options: readonly ComboboxOption<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** Take typed text that is not among the options. */
  readonly takesAnyText?: boolean;
  readonly placeholder?: string;
}

/** A dropdown of a filter row. */
export function RowSelect<Value extends string>({
  label,
  options,
  value,
  onChange,
  takesAnyText = false,
  placeholder,
}: RowSelectProps<Value>) {
  const id = useId();
  const report = useChangeReporter<Value | null>(value, (chosen) => chosen !== null && onChange(chosen));
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Combobox
        id={id}
        width="auto"
        minWidth={16}
        options={[...options]}
        value={value}
        createCustomValue={takesAnyText}
        {...(placeholder === undefined ? {} : { placeholder })}
        onChange={(option) => report(option.value)}
      />
    </div>
  );
}
