import { Combobox, type ComboboxOption } from '@grafana/ui';
import { useId } from 'react';
import { toVisibleText } from '../lib/visible-text.ts';
import { useChangeReporter } from './useChangeReporter.ts';

const ALL = '';

/** One value to choose, with a name where it has one. */
export interface Choice {
  readonly value: string;
  readonly name?: string;
}

interface ChoiceSelectProps {
  /** What is chosen: `Environment`. */
  readonly label: string;
  /** What no choice means: `All environments`. */
  readonly allLabel: string;
  readonly choices: readonly Choice[];
  /** May be a value that is not among the choices, such as one from an old link. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly isLoading?: boolean;
}

/** A filter that narrows to one value, or to none. */
export function ChoiceSelect({ label, allLabel, choices, value, onChange, isLoading = false }: ChoiceSelectProps) {
  const id = useId();
  const report = useChangeReporter(value ?? ALL, (chosen) => onChange(chosen === ALL ? undefined : chosen));
  const known = value === undefined || choices.some((choice) => choice.value === value);
  const options = [...choices, ...(known ? [] : [{ value }])].map(toOption);
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Combobox
        id={id}
        placeholder={label}
        width="auto"
        minWidth={18}
        loading={isLoading}
        options={[{ value: ALL, label: allLabel }, ...options]}
        value={value ?? ALL}
        onChange={(option) => report(option.value)}
      />
    </div>
  );
}

function toOption({ value, name }: Choice): ComboboxOption {
  if (name === undefined || name === value) return { value, label: toVisibleText(value) };
  return { value, label: toVisibleText(name), description: toVisibleText(value) };
}
