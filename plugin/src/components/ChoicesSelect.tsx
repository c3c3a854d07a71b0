import { MultiCombobox } from '@grafana/ui';
import { useId } from 'react';
import { toVisibleText } from '../lib/visible-text.ts';
import type { Choice } from './ChoiceSelect.tsx';
import { useChangeReporter } from './useChangeReporter.ts';

interface ChoicesSelectProps {
  /** What is chosen: `Environment`. */
  readonly label: string;
  /** What no choice means: `All environments`. */
  readonly allLabel: string;
  readonly choices: readonly Choice[];
  /** May hold values that are not among the choices, such as those of an old link. */
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly isLoading?: boolean;
  /** Takes what is typed as a value, too. */
  readonly takesAnyText?: boolean;
  /** Width in units of the theme's grid; it grows with what is chosen. Absent: a field with its label above. */
  readonly minWidth?: number;
}

/** A filter that narrows to some values, or to none. */
export function ChoicesSelect(props: ChoicesSelectProps) {
  const { label, allLabel, choices, values, onChange, isLoading = false, takesAnyText = false, minWidth } = props;
  const id = useId();
  const report = useChangeReporter(JSON.stringify(values), (chosen) => onChange(JSON.parse(chosen) as string[]));
  const others = values.filter((value) => !choices.some((choice) => choice.value === value));
  const options = [...choices, ...others.map((value): Choice => ({ value }))].map(({ value, name }) => ({
    value,
    label: toVisibleText(name ?? value),
  }));
  const isField = minWidth === undefined;
  const size = isField ? {} : ({ width: 'auto', minWidth, maxWidth: 36 } as const);
  return (
    <div>
      <label htmlFor={id} className={isField ? undefined : 'sr-only'}>
        {label}
      </label>
      <MultiCombobox
        {...size}
        id={id}
        placeholder={allLabel}
        loading={isLoading}
        options={options}
        value={[...values]}
        createCustomValue={takesAnyText}
        onChange={(chosen) => report(JSON.stringify(chosen.map(({ value }) => value)))}
      />
    </div>
  );
}
