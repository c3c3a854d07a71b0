import { Field, Input, SecretInput, Switch, TextArea } from '@grafana/ui';
import type { CheckedForm, ConfigForm } from './config-form.ts';

interface ConfigFieldsProps {
  readonly form: ConfigForm;
  readonly errors: CheckedForm['errors'];
  readonly isSecretStored: boolean;
  readonly onChange: (change: Partial<ConfigForm>) => void;
  /** The stored secret is to be replaced. */
  readonly onResetSecret: () => void;
}

interface TextFieldSpec {
  readonly key:
    | 'gatewayUrl'
    | 'productionDelayMinutes'
    | 'conversationIdleMinutes'
    | 'changeWindowHours'
    | 'builderUrl'
    | 'helpUrl';
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
}

const GATEWAY: TextFieldSpec = {
  key: 'gatewayUrl',
  label: 'Gateway address',
  description: 'As Grafana’s server reaches it.',
  placeholder: 'http://127.0.0.1:4390',
};

const OTHER_TEXTS: readonly TextFieldSpec[] = [
  {
    key: 'productionDelayMinutes',
    label: 'Production delay (minutes)',
    description: 'Production conversations are listed so long after their end; 0 lists them at once.',
  },
  {
    key: 'conversationIdleMinutes',
    label: 'Idle time (minutes)',
    description: 'A conversation without activity for so long counts as ended.',
  },
  {
    key: 'changeWindowHours',
    label: 'Changes before an error (hours)',
    description: 'Changes of a bot so long before one of its errors are shown beside it, to those who may read them.',
  },
  {
    key: 'builderUrl',
    label: 'Builder address',
    description: 'Where flows are built: target of “view node”.',
    placeholder: 'https://builder.example',
  },
  { key: 'helpUrl', label: 'Help address', description: 'Where people find help with your bots.' },
];

const WIDTH = 60;

/** The fields of the configuration page. No field has a name, so a native submission would carry none of them. */
export function ConfigFields(props: ConfigFieldsProps) {
  return (
    <>
      <TextField {...props} spec={GATEWAY} />
      <SecretField {...props} />
      {OTHER_TEXTS.map((spec) => (
        <TextField key={spec.key} {...props} spec={spec} />
      ))}
      <BotsField {...props} />
      <UnreachableField {...props} />
    </>
  );
}

function TextField({ form, errors, onChange, spec }: ConfigFieldsProps & { readonly spec: TextFieldSpec }) {
  const { key, label, description, placeholder = '' } = spec;
  return (
    <Field label={label} description={description} invalid={key in errors} error={errors[key]}>
      <Input
        id={`botscope-${key}`}
        width={WIDTH}
        value={form[key]}
        placeholder={placeholder}
        onChange={(event) => onChange({ [key]: event.currentTarget.value })}
      />
    </Field>
  );
}

function SecretField({ form, errors, isSecretStored, onChange, onResetSecret }: ConfigFieldsProps) {
  return (
    <Field
      label="Proxy secret"
      description="The value of BOTSCOPE_PROXY_SECRET that the gateway was started with."
      invalid={'proxySecret' in errors}
      error={errors.proxySecret}
    >
      <SecretInput
        id="botscope-proxySecret"
        width={WIDTH}
        autoComplete="off"
        value={form.proxySecret}
        isConfigured={isSecretStored}
        onChange={(event) => onChange({ proxySecret: event.currentTarget.value })}
        onReset={onResetSecret}
      />
    </Field>
  );
}

function BotsField({ form, onChange }: ConfigFieldsProps) {
  return (
    <Field label="Bots" description="Offered in filters even before they send anything. One a line: id, then its name.">
      <TextArea
        id="botscope-bots"
        cols={WIDTH}
        rows={4}
        value={form.bots}
        onChange={(event) => onChange({ bots: event.currentTarget.value })}
      />
    </Field>
  );
}

function UnreachableField({ form, onChange }: ConfigFieldsProps) {
  return (
    <Field label="Hide unreachable calls" description="Leave out calls whose host gave no answer from the API logs.">
      <Switch
        id="botscope-hideUnreachable"
        value={form.hideUnreachable}
        onChange={(event) => onChange({ hideUnreachable: event.currentTarget.checked })}
      />
    </Field>
  );
}
