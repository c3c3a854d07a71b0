import { css } from '@emotion/css';
import { CONVERSATION_STATUSES, type ConversationStatus } from '@botscope/records';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, Input, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useId, type ReactNode } from 'react';
import { ChoicesSelect } from '../../../components/ChoicesSelect.tsx';
import { toStatusText } from '../../../components/StatusSign.tsx';
import { toStatus } from '../../../lib/conversation-status.ts';
import { MAX_TEXT_LENGTH } from '../../../lib/url-parameters.ts';
import type { ConversationFilters, FlagChoice } from '../url-state.ts';
import type { useTurnChoices } from '../useTurnChoices.ts';

interface FilterFieldsProps {
  readonly filters: ConversationFilters;
  readonly choices: ReturnType<typeof useTurnChoices>;
  readonly onChange: (change: Partial<ConversationFilters>) => void;
}

const FLAG_OPTIONS: { readonly label: string; readonly value: FlagChoice }[] = [
  { label: 'Any', value: 'any' },
  { label: '⚑ Flagged', value: 'yes' },
  { label: '⚐ Not flagged', value: 'no' },
];

/** The fields of the filter drawer. */
export function FilterFields({ filters, choices, onChange }: FilterFieldsProps) {
  const { flagged, status, errors, calls } = filters;
  const toggleStatus = (value: ConversationStatus) =>
    onChange({ status: CONVERSATION_STATUSES.filter((one) => status.includes(one) !== (one === value)) });
  return (
    <>
      <Group title="Flagged conversations">
        <RadioButtonGroup
          aria-label="Flagged conversations"
          options={FLAG_OPTIONS}
          value={flagged}
          onChange={(choice) => onChange({ flagged: choice })}
        />
        {flagged === 'yes' && <Hint>Flagged ones are found whatever the time range.</Hint>}
      </Group>
      <Group title="State">
        {CONVERSATION_STATUSES.map((value) => (
          <Checkbox
            key={value}
            label={toStatusText(toStatus(value))}
            value={status.includes(value)}
            onChange={() => toggleStatus(value)}
          />
        ))}
      </Group>
      <Group title="Failures">
        <Checkbox label="At least one turn failed" value={errors} onChange={() => onChange({ errors: !errors })} />
        <Checkbox label="At least one API call failed" value={calls} onChange={() => onChange({ calls: !calls })} />
      </Group>
      <ChoiceFields filters={filters} choices={choices} onChange={onChange} />
      <TextField
        label="End user (name or id, or a part of it)"
        value={filters.user}
        onChange={(user) => onChange({ user })}
      />
      <TextField label="UID (in full)" value={filters.uid} onChange={(uid) => onChange({ uid })} />
      <TextField label="Text in messages" value={filters.text} onChange={(text) => onChange({ text })} />
    </>
  );
}

function ChoiceFields({ filters: { channel, flow }, choices, onChange }: FilterFieldsProps) {
  const { channels, flows, isLoading, error } = choices;
  const common = { isLoading, takesAnyText: true } as const;
  return (
    <>
      <ChoicesSelect
        {...common}
        label="Channel"
        allLabel="All channels"
        choices={channels}
        values={channel}
        onChange={(values) => onChange({ channel: values })}
      />
      <ChoicesSelect
        {...common}
        label="Flow"
        allLabel="All flows"
        choices={flows}
        values={flow}
        onChange={(values) => onChange({ flow: values })}
      />
      {error !== undefined && (
        <Hint>Channels and flows of this time range could not be listed. Type the name and press Enter.</Hint>
      )}
    </>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (text: string | undefined) => void;
}

function TextField({ label, value = '', onChange }: TextFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={value}
        maxLength={MAX_TEXT_LENGTH}
        onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
      />
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {children}
    </fieldset>
  );
}

function Hint({ children }: { readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <p role="status" className={styles.hint}>
      {children}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 2), border: 'none', padding: 0, margin: 0 }),
  legend: css({ fontSize: theme.typography.body.fontSize, margin: theme.spacing(0, 0, 0.5), width: '100%' }),
  hint: css({ margin: 0, color: theme.colors.text.secondary }),
});
